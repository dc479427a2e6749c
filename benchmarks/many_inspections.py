"""Pages of somebody in one inspection, and of somebody in three hundred: time, queries, memory.

.venv/bin/python benchmarks/many_inspections.py                     builds 297 copies and measures
.venv/bin/python benchmarks/many_inspections.py --beside FOLDER     another checkout in turns, on its own data

The copies are of the demonstration's three inspections, each a little apart in time, made in the database
itself. Figures of one run are comparable with each other, not with those of another machine; "cpu ms" is
what the process itself worked, whoever else is busy there.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = "jtai.config.settings.local"
MEASURED = ("one", "many")
PAGES = ("home", "inspections", "overview")
INSPECTIONS, FACTS = "inspections_inspection", "inspections_milestonefact"

MAKE = """
import django; django.setup()
from django.core.management import call_command
from jtai.apps.accounts.models import User
call_command("migrate", verbosity=0)
call_command("demo", verbosity=0)
for name in ("one", "many"):
    User.objects.create_user(email=f"{name}@benchmark.invalid", full_name=name)
"""

MEASURE = """
import json, resource, sys, time
import django; django.setup()
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from jtai.apps.accounts.models import User
settings.ALLOWED_HOSTS = ["testserver"]
who, page, ref = sys.argv[1:4]
client = Client()
user = User.objects.get(email=f"{who}@benchmark.invalid")
client.force_login(user, "django.contrib.auth.backends.ModelBackend")
path = reverse("overview", args=[ref]) if page == "overview" else reverse(page)
client.get("/sign-in")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
times, worked = [], []
for _ in range(3):
    began, busy = time.perf_counter(), time.process_time()
    answer = client.get(path)
    times.append(time.perf_counter() - began)
    worked.append(time.process_time() - busy)
    assert answer.status_code == 200, answer.status_code
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with CaptureQueriesContext(connection) as made:
    client.get(path)
print(json.dumps({"first": times[0] * 1000, "median": sorted(times)[1] * 1000,
                  "cpu": sorted(worked)[1] * 1000, "queries": len(made),
                  "kB": len(answer.content) / 1000, "peak": peak / 1024, "more": (peak - before) / 1024}))
"""


def run(code: Path, data: Path, script: str, *words: str) -> str:
    """A Python script with the code of a checkout and a data folder of its own; what it printed."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("JTAI_", "DATABASE_"))}
    env |= {"DJANGO_SETTINGS_MODULE": SETTINGS, "JTAI_DATA_DIR": str(data), "PYTHONPATH": str(code / "src")}
    command = [sys.executable, "-c", script, *words]
    done = subprocess.run(command, cwd=code, env=env, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


@dataclass
class Table:
    """What copying needs to know: columns, the key, what points where, what must not be there twice."""

    name: str
    columns: list[str]
    key: str
    points_to: dict[str, str]
    once: set[str] = field(default_factory=set)


def tables_of(base: sqlite3.Connection) -> dict[str, Table]:
    found = {}
    for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        columns = base.execute(f"PRAGMA table_info({name})").fetchall()
        points = {row[3]: row[2] for row in base.execute(f"PRAGMA foreign_key_list({name})")}
        key = next((row[1] for row in columns if row[5]), "rowid")
        table = found[name] = Table(name, [row[1] for row in columns], key, points)
        for index in base.execute(f"PRAGMA index_list({name})").fetchall():
            covered = [row[2] for row in base.execute(f"PRAGMA index_info({index[1]})")]
            if index[2] and len(covered) == 1 and covered[0] != key and not index[4]:
                table.once.add(covered[0])
    return found


Row = dict[str, Any]


class Copies:
    """Everything that belongs to an inspection once more, with keys of its own, a little later in time."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self.base, self.tables = base, tables_of(base)
        base.row_factory = sqlite3.Row
        self.next_key: dict[str, int] = {}

    def below(self, inspection: int) -> dict[str, dict[Any, Row]]:
        """Rows by table and key: the inspection, all that points to it, and so on."""
        found: dict[str, dict[Any, Row]] = defaultdict(dict)
        waiting = [(INSPECTIONS, self._rows(INSPECTIONS, "id", [inspection]))]
        while waiting:
            name, rows = waiting.pop()
            new = {row[self.tables[name].key]: row for row in rows}
            new = {key: row for key, row in new.items() if key not in found[name]}
            found[name] |= new
            for table in self.tables.values():
                for column, target in table.points_to.items():
                    if new and target == name and (rows := self._rows(table.name, column, list(new))):
                        waiting.append((table.name, rows))
            # What belongs to one row alone, such as the bytes of a document, is copied with it.
            for column in set(self.tables[name].points_to) & self.tables[name].once:
                target = self.tables[name].points_to[column]
                keys = [row[column] for row in new.values() if row[column] is not None]
                if target != INSPECTIONS and (rows := self._rows(target, self.tables[target].key, keys)):
                    waiting.append((target, rows))
        return found

    def _rows(self, table: str, column: str, keys: list[Any]) -> list[Row]:
        found, rest = [], iter(keys)
        while part := list(islice(rest, 500)):
            marks = ",".join("?" * len(part))
            asked = f"SELECT * FROM {table} WHERE {column} IN ({marks})"  # noqa: S608
            found += [dict(row) for row in self.base.execute(asked, part)]
        return found

    def add(self, rows: dict[str, dict[Any, Row]], number: int) -> int:
        """One more; gives back the key of the new inspection."""
        new = {
            name: {key: self._fresh(name, key) for key in found}
            for name, found in rows.items()
            if self.tables[name].key not in self.tables[name].points_to
        }
        for name, found in rows.items():
            made = [self._changed(self.tables[name], dict(row), new, number) for row in found.values()]
            self.write(name, made)
        return next(iter(new[INSPECTIONS].values()))

    def _fresh(self, name: str, key: Any) -> Any:
        if isinstance(key, str):
            return uuid.uuid4().hex
        if name not in self.next_key:
            highest = self.base.execute(f"SELECT max({self.tables[name].key}) FROM {name}")  # noqa: S608
            self.next_key[name] = highest.fetchone()[0]
        self.next_key[name] += 1
        return self.next_key[name]

    def _changed(self, table: Table, row: Row, new: dict[str, dict[Any, Any]], number: int) -> Row:
        for column, target in table.points_to.items():
            row[column] = new.get(target, {}).get(row[column], row[column])
        for column in table.once - set(table.points_to):
            row[column] = uuid.uuid4().hex
        if table.key not in table.points_to:
            row[table.key] = new[table.name][row[table.key]]
        if table.name == INSPECTIONS:
            row["ref"] = f"b{number:07}"
        if table.name == FACTS:
            moment = datetime.fromisoformat(row["happened_at"]) + timedelta(seconds=number)
            row["happened_at"] = moment.isoformat(sep=" ")
        return row

    def write(self, name: str, rows: list[Row]) -> None:
        if rows:
            columns, marks = ", ".join(f'"{c}"' for c in rows[0]), ", ".join(f":{c}" for c in rows[0])
            self.base.executemany(f"INSERT INTO {name} ({columns}) VALUES ({marks})", rows)  # noqa: S608

    def lead(self, user: int, inspections: list[int]) -> None:
        """This person leads them: as somebody does already, once more."""
        asked = "SELECT * FROM inspections_membership WHERE role = 'lead-inspector' LIMIT 1"
        like = dict(self.base.execute(asked).fetchone())
        made = [like | {"id": None, "user_id": user, "inspection_id": one} for one in inspections]
        self.write("inspections_membership", made)


def build(code: Path, data: Path, copies: int) -> str:
    """The demonstration, copied, and two people: one leads one of its inspections, one leads all."""
    run(code, data, MAKE)
    with sqlite3.connect(data / "jtai.sqlite3") as base:
        there = [row[0] for row in base.execute(f"SELECT id FROM {INSPECTIONS} ORDER BY id")]  # noqa: S608
        made, originals = Copies(base), []
        originals = [made.below(one) for one in there]
        for number in range(copies):
            there.append(made.add(originals[number % len(originals)], number))
        users = dict(base.execute("SELECT full_name, id FROM accounts_user WHERE email LIKE '%@benchmark.%'"))
        made.lead(users["one"], there[:1])
        made.lead(users["many"], there)
        wrong = base.execute("PRAGMA foreign_key_check").fetchall()
        assert not wrong, [tuple(row) for row in wrong[:3]]
        return str(base.execute(f"SELECT ref FROM {INSPECTIONS} WHERE id = ?", there[:1]).fetchone()[0])  # noqa: S608


def measure(places: list[tuple[Path, Path, str]], rounds: int, pages: list[str]) -> list[dict[str, Any]]:
    """Every page of both people, each in a process of its own; the checkouts take turns."""
    found: dict[tuple[str, str, str], list[dict[str, float]]] = defaultdict(list)
    for _ in range(rounds):
        for page in pages:
            for who in MEASURED:
                for code, data, ref in places:
                    found[code.name, page, who].append(json.loads(run(code, data, MEASURE, who, page, ref)))
    return [
        {"code": code, "page": page, "in": who}
        | {name: median(one[name] for one in each) for name in each[0]}
        | {"spread": max(one["median"] for one in each) / min(one["median"] for one in each)}
        for (code, page, who), each in found.items()
    ]


def show(rows: list[dict[str, Any]]) -> None:
    heads = {"first": "first ms", "median": "ms", "cpu": "cpu ms", "spread": "spread", "queries": "queries"}
    heads |= {"kB": "kB", "peak": "peak MB", "more": "more MB"}
    print(f"{'code':10} {'page':12} {'in':5}" + "".join(f"{words:>9}" for words in heads.values()))
    for one in rows:
        figures = (f"{one[name]:9.2f}" if name == "spread" else f"{one[name]:9.0f}" for name in heads)
        print(f"{one['code']:10} {one['page']:12} {one['in']:5}" + "".join(figures))


def main() -> None:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("--copies", type=int, default=297)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--page", action="append", choices=PAGES, help="this page only; may be repeated")
    parser.add_argument("--beside", type=Path, help="another checkout")
    parser.add_argument("--data", type=Path, help="keep the databases here, and use those that are there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jtai-many-") as folder:
        places = []
        for code in filter(None, (options.beside, ROOT)):
            data = (options.data or Path(folder)).resolve() / code.resolve().name
            note = data / "benchmark-ref"
            if not note.exists():
                data.mkdir(parents=True, exist_ok=True)
                note.write_text(build(code.resolve(), data, options.copies))
            places.append((code.resolve(), data, note.read_text()))
        show(measure(places, options.rounds, options.page or list(PAGES)))


if __name__ == "__main__":
    main()
