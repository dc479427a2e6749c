"""What the tests that start processes share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.services import python, service


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the tables of a service and nobody in it: to be read or copied, never changed."""
    folder = tmp_path_factory.mktemp("tables")
    done = python("manage.py", "migrate", "-v0", env=service(folder))
    assert done.returncode == 0, done.stderr
    return folder
