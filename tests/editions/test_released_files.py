"""Released files are locked: a correction is a new revision, never an edit."""

from __future__ import annotations

from pathlib import Path

from jtai.core.framework import lock_faults
from jtai.core.framework.loading import checksums


def test_no_released_file_has_changed() -> None:
    assert [str(fault) for fault in lock_faults()] == []


def test_a_checksum_follows_the_bytes(tmp_path: Path) -> None:
    folder = tmp_path / "2031_05"
    folder.mkdir()
    file = folder / "edition.toml"
    file.write_text("one = 1\n")
    before = checksums(tmp_path)
    file.write_text("one = 2\n")
    assert before.keys() == checksums(tmp_path).keys() == {"2031_05/edition.toml"}
    assert before != checksums(tmp_path)
