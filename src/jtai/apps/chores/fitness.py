"""Whether this database may be served by a service: asked before the first request and the first message.

Apps say what they have against it as system checks with the tag `service` and `deploy=True`:

    @register("service", deploy=True)
    def no_demonstration(app_configs, **kwargs): return [Error("…")]
"""

from __future__ import annotations

from django.conf import settings
from django.core.checks import run_checks
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

TAG = "service"
AWAY = (
    "The database does not answer. Start it, or correct DATABASE_URL (without PostgreSQL: JTAI_DATA_DIR and "
    "its rights), then start again."
)
NOT_MIGRATED = (
    "The tables of the database are not those of this version. Run: .venv/bin/python manage.py migrate"
)


def problems_of_service() -> list[str]:
    """Sentences on what forbids serving, none when it may; asked of services only."""
    if not settings.JTAI_IS_SERVICE:
        return []
    try:
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return [NOT_MIGRATED]
        found = run_checks(tags=[TAG], include_deployment_checks=True)
    except Error:
        return [AWAY]
    return [message.msg for message in found if message.is_serious()]
