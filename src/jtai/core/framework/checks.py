"""What a file of the framework must satisfy beyond types: codes that exist, days that agree, one leader.

Works on the raw tables as well as on a complete `Edition`, so that one missing key does not hide the rest.
"""

from __future__ import annotations

from collections.abc import Mapping

from jtai.core.framework.faults import FrameworkFault
from jtai.core.framework.model import Edition
from jtai.core.framework.reader import Reader


def edition_faults(
    edition: Edition | None, table: Mapping[str, object], reader: Reader
) -> list[FrameworkFault]:
    """Every fault of an edition that only shows when its parts are held against each other."""
    return []


def theme_faults(
    table: Mapping[str, object], editions: Mapping[str, Edition], source_name: str
) -> list[FrameworkFault]:
    """Every fault of a theme that only shows against the editions it may be used with."""
    return []
