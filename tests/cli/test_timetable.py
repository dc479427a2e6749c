"""`jtai timetable` as people and scripts use it: plans, repairs, checks, faults, no process left behind."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jtai import cli
from jtai.core.timetable import check, read_plan, read_week
from tests.core.timetable_weeks import DATA, Data, activity, as_bytes, placed, tiny, tiny_plan
from tests.editions.shared import ROOT


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """The tiny week, its plan and an event, as files."""
    made: dict[str, Data] = {
        "week": tiny(),
        "plan": {"format": 1, "plan": tiny_plan()},
        "event": {"now": 20, "unavailable_people": {"P3": [[60, 100]]}, "ill": None},
    }
    for name, data in made.items():
        (tmp_path / f"{name}.json").write_bytes(as_bytes(data))
    return {name: str(tmp_path / f"{name}.json") for name in made}


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any, str]:
    code = cli.main(["timetable", *arguments, "--format", "json"])
    captured = capsys.readouterr()
    return code, json.loads(captured.out), captured.err


def test_a_week_is_planned(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    code, data, _ = answer(capsys, "solve", files["week"], "--seconds", "2", "--seed", "1")
    assert code == 0
    assert list(data)[:5] == ["format", "cost", "bound", "plan", "unscheduled"]
    assert (data["format"], data["unscheduled"]) == (1, [])
    assert set(data["plan"]["C0"]) == {"start", "phone", "inspectors"}
    week = read_week(as_bytes(tiny()))
    assert check(week, read_plan(as_bytes(data), week)) == []


def test_a_plan_is_shown_as_a_table_people_can_read(
    files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["timetable", "solve", files["week"], "--seconds", "1"]) == 0
    shown = capsys.readouterr().out
    assert "reading of the case file" in shown
    assert "social worker" in shown
    # By day, then by inspector, in lines a terminal of eighty characters shows.
    assert "Day 9" in shown.splitlines()
    assert any(line.startswith("  I1     day 9: ") for line in shown.splitlines())
    assert max(map(len, shown.splitlines())) <= 80
    assert "Cost " in shown


def test_a_week_that_cannot_be_planned_answers_no_with_the_rules(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    data = tiny()
    data["people"][2]["available"] = [[60, 70]]
    data["activities"][3]["windows"] = [[0, 40]]
    path = tmp_path / "week.json"
    path.write_bytes(as_bytes(data))
    code, told, _ = answer(capsys, "solve", str(path), "--seconds", "10")
    assert code == 1
    assert told["feasible"] is False
    assert {each["rule"] for each in told["conflict"]} == {"window", "availability"}
    assert all(set(each) == {"rule", "message"} for each in told["conflict"])
    assert "The police officer (P2)" in json.dumps(told["conflict"])
    assert told["smallest"]
    assert told["relaxations"][0]["whole"]
    remedy = told["remedy"]
    assert (remedy["whole"], remedy["least"]) == (True, True)
    assert remedy["price"] == sum(each["price"] for each in remedy["changes"]) == 2
    assert told["further"] == []


def test_a_running_plan_is_repaired(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    arguments = (files["week"], files["plan"], files["event"])
    code, data, _ = answer(capsys, "replan", *arguments)
    assert code == 0
    assert set(data) == {"disruption", "plan", "changes"}
    # C1 is moved: 10, 10 more because it was agreed in writing, 5 for the child.
    assert data["disruption"] == 25
    assert [(c["activity"], set(c)) for c in data["changes"]] == [("C1", {"activity", "what", "why"})]
    assert "no longer free" in data["changes"][0]["why"]
    assert cli.main(["timetable", "replan", *arguments]) == 0
    assert "no repair disturbs less" in capsys.readouterr().out


def test_a_repair_can_be_checked(
    files: dict[str, str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _, data, _ = answer(capsys, "replan", files["week"], files["plan"], files["event"])
    new = tmp_path / "new.json"
    new.write_bytes(as_bytes(data))
    more = ("--old", files["plan"], "--event", files["event"])
    assert answer(capsys, "check", files["week"], str(new), *more)[0] == 0
    code, told, _ = answer(capsys, "check", files["week"], files["plan"], *more)
    assert (code, {each["rule"] for each in told["violations"]}) == (1, {"availability"})


def test_what_was_left_out_stays_out(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    plan = tiny_plan()
    plan.pop("F0")
    plan.pop("D0")
    Path(files["plan"]).write_bytes(as_bytes({"plan": plan}))
    code, data, _ = answer(capsys, "replan", files["week"], files["plan"], files["event"])
    assert (code, data["disruption"]) == (0, 25)
    assert set(data["plan"]) == set(plan)


def test_a_repair_that_loses_a_meeting_of_the_team_is_none(
    files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    week, plan = tiny(), tiny_plan()
    week["activities"].append(activity("K0", "kit_meeting", 2, {"count": 1, "lead": True}))
    plan["K0"] = placed(80, "L")
    Path(files["week"]).write_bytes(as_bytes(week))
    Path(files["plan"]).write_bytes(as_bytes({"plan": plan}))
    Path(files["event"]).write_bytes(as_bytes({"now": 20, "ill": {"inspector": "L", "from_day": 9}}))
    code, data, _ = answer(capsys, "replan", files["week"], files["plan"], files["event"])
    assert (code, data["feasible"]) == (1, False)
    assert "keep-in-touch meeting K0 may not be dropped" in data["conflict"][0]["message"]


def test_a_pin_that_cannot_be_kept_is_told_in_words(
    files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    away = {"now": 20, "unavailable_people": {"P3": [[60, 100]]}, "pinned": ["C1"]}
    Path(files["event"]).write_bytes(as_bytes(away))
    code, data, _ = answer(capsys, "replan", files["week"], files["plan"], files["event"])
    assert (code, data["feasible"]) == (1, False)
    assert [each["rule"] for each in data["conflict"]] == ["availability"]
    assert data["conflict"][0]["message"].startswith(
        "The meeting with the child C1 is pinned, but: The child"
    )


def test_a_running_plan_that_breaks_a_rule_is_refused(
    files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tiny_plan()
    plan["D0"]["start"] = 9
    Path(files["plan"]).write_bytes(as_bytes({"plan": plan}))
    assert cli.main(["timetable", "replan", files["week"], files["plan"], files["event"]]) == 2
    assert "(travel)" in capsys.readouterr().err


def test_a_plan_is_checked(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    code, data, _ = answer(capsys, "check", str(DATA / "d1_small.json"), str(DATA / "d1_small.plan.json"))
    assert (code, data) == (0, {"violations": [], "cost": 133})
    plan = tiny_plan()
    plan.pop("D0")
    Path(files["plan"]).write_bytes(as_bytes({"plan": plan}))
    code, data, _ = answer(capsys, "check", files["week"], files["plan"])
    assert code == 1
    assert [(v["rule"], v["activity"]) for v in data["violations"]] == [("missing", "D0")]
    assert cli.main(["timetable", "check", files["week"], files["plan"]]) == 1
    assert "1 broken." in capsys.readouterr().out


def test_a_week_is_read_from_standard_input() -> None:
    done = run("check", "-", str(DATA / "d1_small.plan.json"), stdin=(DATA / "d1_small.json").read_bytes())
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Every rule is met." in done.stdout


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "jtai.cli", "timetable", *arguments],
        input=stdin, capture_output=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip


BAD: list[tuple[bytes, str]] = [
    (b"{", "line 1: This is not JSON"),
    (b'{"format": "jtai-week-1", "name": "\xff"}', "line 1: The text is not UTF-8"),
    (b'"' + b"x" * 6_000_000, "larger than 5 MB"),
    (as_bytes(tiny() | {"travel": [[0]]}), "travel: “travel” has 1 row,"),
    (
        as_bytes(tiny() | {"activities": [activity(f"X{n}", "interview", 2) for n in range(501)]}),
        "501 members",
    ),
    (as_bytes(tiny() | {"evidence_ends": "soon"}), "evidence_ends: “evidence_ends” must be a whole number"),
]


@pytest.mark.parametrize(("content", "words"), BAD)
def test_bad_input_gets_one_sentence_with_file_line_and_field(
    content: bytes, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "week.json"
    path.write_bytes(content)
    assert cli.main(["timetable", "solve", str(path)]) == 2
    told = capsys.readouterr().err
    assert str(path) in told
    assert words in told
    assert len(told.splitlines()) == 1


def test_all_faults_are_told_on_standard_output(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "week.json"
    path.write_bytes(as_bytes(tiny() | {"travel": [[0]], "evidence_ends": "soon"}))
    code, data, told = answer(capsys, "solve", str(path))
    assert code == 2
    assert len(data["faults"]) == 2
    assert told.startswith("2 faults. The first: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("solve", "nowhere.json"),
        ("solve", str(DATA / "d1_small.json"), "--seconds", "0"),
        ("solve", str(DATA / "d1_small.json"), "--seed", "x"),
        ("check", str(DATA / "d1_small.json"), str(DATA / "d1_small.plan.json"), "--old", "x"),
        ("check", str(DATA / "d1_small.json"), str(DATA / "d2_typical.plan.json")),
        ("replan", str(DATA / "d1_small.json")),
        ("solve", str(DATA)),
        (),
    ],
)
def test_a_command_that_cannot_be_done_is_refused_in_one_sentence(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["timetable", *arguments]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("verb", ["solve", "replan", "check"])
def test_help_has_an_example(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["timetable", verb, "--help"])
    assert f"Example: jtai timetable {verb}" in capsys.readouterr().out


def hears_ctrl_c() -> None:
    """A job in the background of a shell, as a build often is, would hand on that it ignores Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def started() -> tuple[subprocess.Popen[bytes], int]:
    """A search at work, and the process id of its solver."""
    process = subprocess.Popen(
        [sys.executable, "-m", "jtai.cli", "timetable", "solve", str(DATA / "d1_small.json"),
         "--seconds", "60", "--progress", "--format", "json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        preexec_fn=hears_ctrl_c,
    )  # fmt: skip
    assert process.stderr is not None
    # The second line comes from the solver.
    for _ in range(2):
        assert b"cost" in process.stderr.readline()
    rows = [path for path in Path("/proc").glob("[0-9]*/stat") if _parent(path) == process.pid]
    return process, int(rows[0].parent.name)


def _parent(status: Path) -> int:
    try:
        return int(status.read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0


def ends(pid: int) -> bool:
    """Whether a process comes to its end within ten seconds."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    with os.fdopen(handle):
        return bool(select.select([handle], [], [], 10)[0])


def test_ctrl_c_gives_the_best_so_far_and_leaves_no_process_behind() -> None:
    process, solver = started()
    process.send_signal(signal.SIGINT)
    out, told = process.communicate(timeout=20)
    assert process.returncode == 0, told
    assert b"Traceback" not in told
    week = read_week((DATA / "d1_small.json").read_bytes())
    assert check(week, read_plan(out, week)) == []
    assert ends(solver)


def test_a_command_that_is_killed_takes_its_solver_with_it() -> None:
    process, solver = started()
    process.kill()
    process.communicate(timeout=20)
    assert ends(solver)


def test_an_activity_that_is_added_comes_into_the_plan(
    files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    extra = activity("N0", "parent_discussion", 2, {"count": 1, "inspectorate": "hmic"})
    Path(files["event"]).write_bytes(as_bytes({"now": 20, "added": [extra]}))
    code, data, _ = answer(capsys, "replan", files["week"], files["plan"], files["event"])
    assert (code, data["disruption"]) == (0, 0)
    assert data["plan"]["N0"]["inspectors"] == ["I2"]
    assert data["changes"][0]["what"].startswith("added on day")
    assert placed(4, "L", "I1", "I2", "AN")["start"] == data["plan"]["B0"]["start"]
