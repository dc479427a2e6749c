"""A browser, and houses in which journeys take place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.house import House, house

ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS.split())
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def empty_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Tables and accounts, no inspection."""
    with house(tmp_path_factory.mktemp("house")) as made:
        made.run("-m", "tests.journeys.people")
        yield made


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The demonstration, as `./run` builds it; nobody goes in."""
    with house(tmp_path_factory.mktemp("built")) as made:
        made.run("manage.py", "demo")
        yield made


@pytest.fixture(scope="module")
def demonstration(built: House, tmp_path_factory: pytest.TempPathFactory) -> House:
    """The demonstration, for one file of tests to go about in: a copy of what was built."""
    if built.database:
        return built
    folder = tmp_path_factory.mktemp("demonstration")
    return House(Path(shutil.copytree(built.folder, folder, dirs_exist_ok=True)))


@pytest.fixture(scope="session")
def pictures() -> Path | None:
    """Where pictures of all pages go: the folder JTAI_PICTURES names, nowhere without it."""
    kept = os.environ.get("JTAI_PICTURES", "")
    if not kept:
        return None
    folder = Path(kept)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
