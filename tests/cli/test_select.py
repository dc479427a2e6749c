"""`jtai select` as people and scripts use it: from a list to a verified receipt, and what is refused."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from jtai import cli
from tests.core.selection_lists import GAP, IMPOSSIBLE, TWENTY, lottery
from tests.editions.shared import ROOT

DATA = ROOT / "tests/data/selection"
LARGE = ROOT / "benchmarks/data/selection/s4_n2000_atleast1"


def files(name: str) -> list[str]:
    folder = DATA / name
    return [
        "--children",
        str(folder / "children.csv"),
        "--quotas",
        str(folder / "quotas.csv"),
        "--size",
        "20",
    ]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "jtai.cli", "select", *arguments]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8", **more}


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    code = cli.main(["select", *arguments, "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """A lottery as `jtai select lottery --format json` writes it."""
    path = tmp_path / "lottery.json"
    path.write_text(json.dumps(lottery(GAP), ensure_ascii=False, indent=2), encoding="utf-8")
    return path


def test_from_a_list_to_a_verified_receipt(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = answer(capsys, "lottery", *files(GAP))
    assert (code, found["format"], found["feasible"], found["tickets"]) == (0, 1, True, 1_000_000)
    assert sum(panel["tickets"] for panel in found["panels"]) == 1_000_000
    assert found["then"] == {"sizes": [5, 6, 7], "tickets": 1_000_000}
    stored, receipt = tmp_path / "l.json", tmp_path / "r.json"
    stored.write_text(json.dumps(found), encoding="utf-8")
    _, promise = answer(capsys, "commit", "--lottery", str(stored), "--part", "heads 7")
    parts = ["--seed", "heads 7", "--director", "tails 3", "--commitment", promise["commitment"]]
    code, drawn = answer(capsys, "draw", "--lottery", str(stored), *parts, "--receipt", str(receipt))
    assert (code, set(drawn), len(drawn["children"])) == (0, {"children", "ticket", "receipt"}, 20)
    assert drawn["receipt"]["leaves"] == [5, 6, 7]
    assert json.loads(receipt.read_text(encoding="utf-8")) == drawn["receipt"]
    code, checks = answer(capsys, "verify", str(receipt), "--children", files(GAP)[1])
    assert (code, checks["holds"]) == (0, True)
    assert "your-list" in {check["check"] for check in checks["checks"]}


def test_a_changed_receipt_is_answered_with_no(
    stored: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, drawn = answer(capsys, "draw", "--lottery", str(stored), "--seed", "x")
    drawn["receipt"]["ticket"] = drawn["receipt"]["ticket"] % 1_000_000 + 1
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(drawn), encoding="utf-8")
    assert cli.main(["select", "verify", str(changed)]) == 1
    assert "FAILED  draw" in capsys.readouterr().out


def test_other_children_beside_the_receipt_are_found_too(
    stored: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, drawn = answer(capsys, "draw", "--lottery", str(stored), "--seed", "x")
    drawn["children"] = drawn["children"][1:]
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(drawn), encoding="utf-8")
    assert cli.main(["select", "verify", str(changed)]) == 1
    assert "FAILED  answer" in capsys.readouterr().out


def test_the_draw_is_the_same_to_the_byte_under_three_hash_seeds(stored: Path) -> None:
    draws = [
        subprocess.run(
            command("draw", "--lottery", str(stored), "--seed", "heads 7", "--format", "json"),
            capture_output=True,
            check=True,
            env=environment(PYTHONHASHSEED=seed),
        ).stdout
        for seed in ("0", "1", "4242")
    ]
    assert draws[0] and len(set(draws)) == 1


def test_the_lottery_is_the_same_to_the_byte_in_another_process_with_another_hash_seed(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    arguments = ["lottery", *files(GAP), "--format", "json"]
    assert cli.main(["select", *arguments]) == 0
    other = subprocess.run(
        command(*arguments), capture_output=True, check=True, env=environment(PYTHONHASHSEED="77")
    )
    assert other.stdout == capsysbinary.readouterr().out


def test_quotas_that_cannot_be_kept_are_answered_with_no_and_what_to_change(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["select", "lottery", *files(IMPOSSIBLE)]) == 1
    shown = capsys.readouterr().out
    assert "The least numbers for ethnicity add up to 21, one more than the 20 to be chosen" in shown
    assert "lower the least number for ethnicity, Mixed to 1" in shown


def test_own_quotas_are_written_as_the_file_that_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["select", "quotas", *files(GAP)[:2], "--size", "20", "--csv"]) == 0
    written = capsys.readouterr().out.splitlines()
    given = Path(files(GAP)[3]).read_text(encoding="utf-8").splitlines()
    assert (written[0], set(written)) == (given[0], set(given))


def test_the_choice_out_of_the_choice_has_the_shape_scripts_rely_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, found = answer(capsys, "track", "--children", str(DATA / TWENTY / "children.csv"), "--size", "6")
    wanted = json.loads((DATA / TWENTY / "expected.json").read_text(encoding="utf-8"))["by_size"][1]
    assert code == 0
    assert (found["size"], found["deviation"], found["panels"]) == (6, 0, wanted["panels"])
    assert found["curve"] == [
        [off, number, pytest.approx(share, abs=1e-6)] for off, number, share in wanted["curve"]
    ]
    assert len(found["proposal"]) == 6


def test_children_are_locked_vetoed_and_swapped_with_balance_kept(
    stored: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    receipt = tmp_path / "r.json"
    _, drawn = answer(capsys, "draw", "--lottery", str(stored), "--seed", "x", "--receipt", str(receipt))
    chances = lottery(GAP)["chances"]
    out = next(child for child in drawn["children"] if chances[child] < 1)
    code, found = answer(capsys, "adjust", str(receipt), "--veto", out)
    assert (code, found["feasible"], found["pure_draw"]) == (0, True, False)
    nearest = found["alternatives"][0]
    assert out in nearest["out"] and out not in nearest["children"] and len(nearest["children"]) == 20
    into = nearest["in"][0]
    _, swapped = answer(capsys, "adjust", str(receipt), "--swap", f"{out}:{into}")
    assert nearest["children"] in [each["children"] for each in swapped["alternatives"]]
    assert cli.main(["select", "adjust", str(receipt), "--lock", "Nobody"]) == 2
    assert capsys.readouterr().err == "--lock, --veto or --swap: Nobody is not in the list.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["lottery", *files(GAP)[:4], "--size", "0"],
            "--size: “0” is not a number of children. Write it as 20.",
        ),
        (
            ["lottery", *files(GAP)[:4], "--size", "27"],
            "--size: 27 are to be chosen and the list has 26 children.",
        ),
        (["track", "--children", "none.csv", "--size", "6"], "none.csv: The file cannot be read"),
        (["draw", "--lottery", "none.json", "--seed", "x"], "none.json: The file cannot be read"),
        (["lottery", *files(GAP), "--seconds", "soon"], "--seconds: “soon” is not a number above 0."),
        (["draw"], "The following arguments are required: --lottery, --seed."),
    ],
)
def test_bad_input_gets_one_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["select", *arguments]) == 2
    error = capsys.readouterr().err
    assert error.startswith(sentence) and len(error.splitlines()) == 1


def test_a_fault_names_file_line_and_field(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = tmp_path / "c.csv"
    listed.write_text("child_id,gender\nJ1A,Male\nJ1A,Female\nJ1C,a@b.org\n", encoding="utf-8")
    code, found = answer(capsys, "lottery", "--children", str(listed), "--size", "1")
    assert code == 2
    assert [fault["where"] for fault in found["faults"]] == [f"{listed}, line 3, child_id"]


def test_names_are_refused_however_often_they_stand_and_whatever_their_column_is_called(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = tmp_path / "c.csv"
    rows = [f"J{n:02}A,{('Aisha Khan', 'Tomasz Kowalski')[n % 2]},{'MF'[n % 2]}\n" for n in range(20)]
    listed.write_text("child_id,who,gender\n" + "".join(rows), encoding="utf-8")
    assert cli.main(["select", "lottery", "--children", str(listed), "--size", "5"]) == 2
    assert capsys.readouterr().err.startswith(f"{listed}, line 1, who: 20 of its 20 cells look like names.")


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"feasible": true, "panels": []}', '{"feasible": false}', "\udcff"]
)
def test_what_is_no_lottery_is_refused(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "l.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    assert cli.main(["select", "draw", "--lottery", str(path), "--seed", "x"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def hears_ctrl_c() -> None:
    """A job in the background of a shell, as a build often is, would hand on that it ignores Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def started(tmp_path: Path) -> tuple[subprocess.Popen[bytes], int]:
    """A lottery that takes a while, and the process of its optimiser."""
    arguments = ["--children", str(LARGE / "children.csv"), "--size", "20"]
    log = (tmp_path / "log").open("wb")
    running = subprocess.Popen(
        command("lottery", *arguments), stdout=log, stderr=log, env=environment(), preexec_fn=hears_ctrl_c
    )
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
    until = time.monotonic() + 30
    while time.monotonic() < until:
        found = children.read_text(encoding="ascii").split()
        if found:
            return running, int(found[0])
    raise AssertionError("no optimiser was started")


def has_gone(process: int) -> bool:
    """Whether a process ends within a while; one that nobody has waited for counts as gone."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(") ", 1)[1][0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
    return False


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_command_leaves_no_process_behind(how: signal.Signals, tmp_path: Path) -> None:
    running, optimiser = started(tmp_path)
    running.send_signal(how)
    running.wait(30)
    assert has_gone(optimiser)
    said = (tmp_path / "log").read_text(encoding="utf-8")
    assert "Traceback" not in said
    if how == signal.SIGINT:
        assert (running.returncode, said) == (130, "Stopped.\n")


@pytest.mark.parametrize("verb", ["", "quotas", "lottery", "commit", "draw", "verify", "track", "adjust"])
def test_help_has_an_example(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["select", *filter(None, [verb]), "--help"])
    assert left.value.code == 0
    assert "Example: jtai select" in capsys.readouterr().out
