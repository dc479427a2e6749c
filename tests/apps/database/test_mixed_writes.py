"""Twenty-four people write at once in one inspection, each whatever comes to hand (ADR 0250)."""

from __future__ import annotations

import os
import threading
import traceback
from collections import Counter
from random import Random

import pytest
from django.db import connection

from jtai.apps.audit.queries import chains, verify
from jtai.apps.evidence.models import EvidenceRecord, SEAEntry
from jtai.apps.findings.models import AgencyMessage, Finding
from jtai.apps.inspections.models import Inspection
from jtai.apps.letters.models import AccuracyComment
from jtai.apps.meetings.models import Meeting
from jtai.apps.notification.models import StaffInformation
from jtai.apps.portal.models import Document
from jtai.core.results import ProblemsFound, Refused
from tests.apps.database.writes import WRITES, NothingThere, Scene, scene

THREADS = 24
# JTAI_LONG=1 is the measure of the issue; the shorter run finds the same faults in less time.
LONG = os.environ.get("JTAI_LONG") == "1"
TURNS = 2400 if LONG else 600
# What a colleague did first is a refusal with a reason, and so is what the rules have against it.
BUSINESS = frozenset({"stale", "moment", "hidden"})


class Crowd:
    """Threads that take their turns, and what came of each."""

    def __init__(self, scene: Scene, turns: int) -> None:
        self.scene = scene
        self.left = turns
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.errors: list[str] = []
        self._guard = threading.Lock()
        self._together = threading.Barrier(THREADS)

    def run(self) -> None:
        threads = [threading.Thread(target=self._person, args=(n,)) for n in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _person(self, number: int) -> None:
        chance = Random(number)
        try:
            self._together.wait(60)
            while self._take_a_turn():
                self._write(chance)
        finally:
            connection.close()

    def _take_a_turn(self) -> bool:
        with self._guard:
            self.left -= 1
            return self.left >= 0

    def _write(self, chance: Random) -> None:
        act = chance.choice(WRITES)
        try:
            act(self.scene, chance)
        except (NothingThere, ProblemsFound):
            self.refused[act.__name__] += 1
        except Refused as refused:
            self.refused[act.__name__] += 1
            if refused.decision.kind not in BUSINESS:
                self.errors.append(f"{act.__name__}: {refused.decision}")
        except Exception:
            self.errors.append(f"{act.__name__}: {traceback.format_exc()}")
        else:
            self.done[act.__name__] += 1


def numbers(rows) -> list[int]:
    return sorted(rows.values_list("number", flat=True))


def series(inspection: Inspection) -> dict[str, list[int]]:
    """Everything that is numbered, by its name."""
    found = {
        "evidence": numbers(EvidenceRecord.objects.filter(inspection=inspection)),
        "SEA entries": numbers(SEAEntry.objects.filter(inspection=inspection)),
        "findings": numbers(Finding.objects.filter(inspection=inspection)),
        "messages for an agency": numbers(AgencyMessage.objects.filter(inspection=inspection)),
        "comments": numbers(AccuracyComment.objects.filter(dispatch__letter__inspection=inspection)),
        "sheets for staff": numbers(StaffInformation.objects.filter(inspection=inspection)),
    }
    meetings = Meeting.objects.filter(inspection=inspection)
    found |= {f"meetings {code}": numbers(meetings.filter(code=code)) for code in ("kit", Meeting.SEPARATE)}
    documents = Document.objects.filter(inspection=inspection).exclude(item=None)
    for item in set(documents.values_list("item", flat=True)):
        found[f"files of {item}"] = numbers(documents.filter(item=item))
    versions = EvidenceRecord.objects.filter(inspection=inspection)
    return found | {f"versions of {row.number}": numbers(row.versions) for row in versions}


@pytest.mark.on_postgres
@pytest.mark.django_db(transaction=True)
def test_many_people_write_at_once_and_nobody_gets_an_error(settings, tmp_path):
    # Heads of its own: those that other tests noted outlive their databases.
    settings.JTAI_HEADS_DIR = tmp_path / "heads"
    crowd = Crowd(scene(), TURNS)
    crowd.run()
    written, refused = sum(crowd.done.values()), sum(crowd.refused.values())
    print(f"\n{written} written, {refused} refused or nothing there, {len(crowd.errors)} errors")
    print("refused:", dict(crowd.refused))
    assert crowd.errors == [], f"{len(crowd.errors)} errors, the first:\n{crowd.errors[0]}"
    # A write that never succeeds would prove nothing.
    assert {act.__name__ for act in WRITES} - set(crowd.done) == set()
    assert sum(crowd.done.values()) >= TURNS * 0.8
    wrong = {
        name: found
        for name, found in series(crowd.scene.inspection).items()
        if found != list(range(1, len(found) + 1))
    }
    assert wrong == {}
    kept = chains()
    assert len(kept) > 1
    assert {chain: verify(chain) for chain in kept} == dict.fromkeys(kept)
