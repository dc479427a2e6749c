"""The check for code that nothing reads finds it, and leaves alone what a template or Django reads."""

from __future__ import annotations

from pathlib import Path

from tools.dead_code import unread

SOURCE = """
from pathlib import Path

class Line:
    @property
    def late(self): ...

    @property
    def early(self): ...

    class Meta: ...

@register("sweep")
def sweep(): ...

def left_over(): ...

def called(): ...

called()
Line()
"""


def test_what_nothing_reads_is_found(tmp_path: Path) -> None:
    (tmp_path / "lines.py").write_text(SOURCE)
    found = unread([tmp_path], words=["late"])
    assert sorted(found) == ["Path", "early", "left_over"]
    assert found["left_over"].endswith("lines.py:16: function left_over")
