"""A pytest plugin: writes down what each test came to, and lets nothing be skipped in CI.

JTAI_TEST_RECORD names the file; a line for each test: {"id", "outcome", "reason"}.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest


class Record:
    """Sees the reports of every xdist worker, because it lives in the process that starts them."""

    def __init__(self) -> None:
        self.outcomes: dict[str, str] = {}
        self.reasons: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        worst = {"passed": 0, "skipped": 1, "failed": 2}
        before = self.outcomes.get(report.nodeid, "passed")
        after = max(before, report.outcome, key=worst.__getitem__)
        # Only the call itself shows anything: a test whose set-up alone was seen has not passed.
        if report.when == "call" or after != "passed":
            self.outcomes[report.nodeid] = after
        if report.outcome == "skipped":
            self.reasons[report.nodeid] = reason_of(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self.outcomes[report.nodeid] = "skipped"
            self.reasons[report.nodeid] = reason_of(report)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if os.environ.get("CI") == "true" and self.reasons and session.exitstatus == 0:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        target = os.environ.get("JTAI_TEST_RECORD")
        if target:
            with Path(target).open("a") as out:
                for node, outcome in sorted(self.outcomes.items()):
                    line = {"id": node, "outcome": outcome, "reason": self.reasons.get(node, "")}
                    out.write(json.dumps(line) + "\n")

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if os.environ.get("CI") == "true" and self.reasons:
            terminalreporter.section("nothing may be skipped in CI", red=True)
            for node, reason in sorted(self.reasons.items()):
                terminalreporter.line(f"{node}: {reason}")


def reason_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    if isinstance(report.longrepr, tuple):
        return str(report.longrepr[2]).removeprefix("Skipped: ")
    return str(getattr(report, "wasxfail", "") or report.longrepr or "")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and not config.option.collectonly:
        config.pluginmanager.register(Record(), "jtai-record")
