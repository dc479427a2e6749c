"""Writes England's bank holidays as data, from the `holidays` package (MIT licence).

    .venv/bin/python tools/make_bank_holidays.py england-1

Weekends are left out: they are never working days. A file once released is not changed; a holiday
proclaimed later makes a new version beside it, so that inspections keep the calendar they pinned.
"""

from __future__ import annotations

import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path

import holidays
from govuk_bank_holidays.bank_holidays import BankHolidays

FOLDER = Path(__file__).resolve().parent.parent / "src" / "jtai" / "core" / "working_days" / "versions"
FIRST_YEAR, LAST_YEAR = 1990, 2050


def last_proclaimed_year() -> int:
    """The last year for which GOV.UK lists bank holidays, by the copy in `govuk-bank-holidays`."""
    listed = BankHolidays(use_cached_holidays=True).get_holidays("england-and-wales")
    return max(row["date"].year for row in listed)


def lines() -> list[str]:
    """The file, line by line."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    found = holidays.country_holidays("GB", subdiv="ENG", years=years)
    rows = [f"{on.isoformat()},{_title(found[on])}" for on in sorted(found) if on.weekday() < 5]
    head = [
        "# Bank holidays of England that fall on a weekday.",
        f"# Made by tools/make_bank_holidays.py from the Python package holidays {version('holidays')}",
        "# (MIT licence, copyright its contributors); dates are facts published by GOV.UK.",
        f"# first_day = {date(FIRST_YEAR, 1, 1)}",
        f"# last_day = {date(LAST_YEAR, 12, 31)}",
        f"# proclaimed_to = {last_proclaimed_year()}",
        "date,title",
    ]
    return head + rows


def _title(words: str) -> str:
    return words.replace(",", ";").replace(" (observed)", " (substitute day)")


def main() -> int:
    """Write the version named on the command line; refuses to overwrite one that exists."""
    if len(sys.argv) != 2:
        print("Name the version to write, as in: make_bank_holidays.py england-2", file=sys.stderr)
        return 2
    target = FOLDER / f"{sys.argv[1]}.csv"
    if target.exists():
        print(
            f"{target.name} exists and inspections may have pinned it. Choose a new version.", file=sys.stderr
        )
        return 2
    FOLDER.mkdir(exist_ok=True)
    target.write_text("\n".join(lines()) + "\n", encoding="utf-8")
    print(f"Wrote {len(lines())} lines to {target.name}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
