"""What is wrong in a file of the framework: file, key, and a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jtai.words import counted


@dataclass(frozen=True, slots=True)
class FrameworkFault:
    """One fault. `key` is a path as in "tracks.inspection.milestones[3].week"."""

    file: str
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.message}" if self.key else f"{self.file}: {self.message}"


class FrameworkFaults(Exception):
    """An edition or theme cannot be used; `faults` holds every fault found, at least one."""

    def __init__(self, faults: Iterable[FrameworkFault]) -> None:
        self.faults = tuple(faults)
        words = counted(len(self.faults), "fault")
        super().__init__(f"{words}; the first: {self.faults[0]}" if self.faults else words)


class UnknownEdition(KeyError):
    """Nothing here has this id: the folder was never there, or was taken away."""
