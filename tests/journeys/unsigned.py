"""Adds an inspection whose letter waits for its signatories, and one whose letter is with the editors.

python -m tests.journeys.unsigned; the demonstration has neither.
"""

from __future__ import annotations

from datetime import date


def main() -> None:
    import django

    django.setup()
    from jtai.apps.workspace.demonstration import letter
    from jtai.apps.workspace.demonstration.build import finish_fieldwork
    from jtai.apps.workspace.demonstration.cast import gather_cast

    for area_code, area, day_zero, until, day in (
        ("X00000004", "Southhollow", date(2016, 9, 6), "draft-agreed", 18),
        ("X00000004", "Southhollow", date(2016, 9, 20), "ofsted-draft", 23),
    ):
        cast = gather_cast("2016-08", area_code, area, "domestic-abuse", day_zero)
        finish_fieldwork(cast)
        letter.walk(cast, letter.write(cast), until)
        cast.move_clock(day, "10:00")
        print(f"{until}={cast.inspection.ref}")


if __name__ == "__main__":
    main()
