"""A pytest plugin: writes which tests carry out which rows of the catalogue, and runs nothing.

JTAI_REQUIREMENTS names the file: {node id: [ids]} for every collected test that is marked.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest


def marked(item: pytest.Item) -> list[str]:
    ids = (str(id_) for mark in item.iter_markers("requirement") for id_ in mark.args)
    return sorted(set(ids))


def pytest_collection_finish(session: pytest.Session) -> None:
    found = {item.nodeid: marked(item) for item in session.items}
    text = json.dumps({node: ids for node, ids in found.items() if ids})
    Path(os.environ["JTAI_REQUIREMENTS"]).write_text(text)
