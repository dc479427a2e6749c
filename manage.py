#!/usr/bin/env python3
"""Django's command line for this project. DJANGO_SETTINGS_MODULE says which settings; there is no default."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))

# Commands that answer people: they start as the service itself does, or not at all.
SERVING = ("runserver", "testserver")


def main() -> None:
    from jtai.config.starting import fit_or_leave, settings_or_leave

    settings_or_leave()
    if sys.argv[1:2] and sys.argv[1] in SERVING:
        import django

        django.setup()
        fit_or_leave()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
