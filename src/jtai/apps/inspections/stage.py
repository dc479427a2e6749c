"""A stage of the inspection declares itself once, in its `apps.py` (ADR 0013).

    class MeetingsConfig(StageConfig):
        name = "jtai.apps.meetings"
        label = "meetings"
        order = 70
        sections = (
            Section(
                "findings",
                "Meetings and findings",
                addresses=("meetings",),
                menu=(MenuEntry("Meetings", "meetings", "meeting", local=True),),
            ),
        )

Settings, addresses, menus, overview and home page read this and hold no list of stages of their own. A stage
has its addresses in `urls.py`, and its tasks and duties in `duties.py` unless it asks for nothing.
Nothing here may import a model: Django reads `apps.py` before there are any.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from django.apps import AppConfig, apps

if TYPE_CHECKING:
    from jtai.apps.inspections.tasks import Duty, Task, Viewer


class Asks(Enum):
    """How long a stage asks people for something; its tasks stay on the overview whatever the time."""

    NOTHING = "nothing"
    UNTIL_FIELDWORK_ENDS = "until the last day on site has passed"
    UNTIL_PUBLICATION = "until the letter is published"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A link of the menu of an inspection.

    text      what it says
    page      name of the address it leads to, which takes the reference of the inspection
    material  shown to whoever may read this (`core/access/table.py`)
    local     in the menu of the local area, not in that of the inspectorates
    """

    text: str
    page: str
    material: str
    local: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the overview and of the menu, which several stages may share.

    code       what tasks name it by
    title      heading of the overview, given by one stage; "" where the stage adds to a section of another
    addresses  first parts of addresses after the reference: on those pages its menu entry is the current one
    menu       links to it
    """

    code: str
    title: str = ""
    addresses: tuple[str, ...] = ()
    menu: tuple[MenuEntry, ...] = ()


class Duties(Protocol):
    """What the `duties.py` of a stage offers for somebody looking at an inspection."""

    def tasks(self, viewer: Viewer, /) -> list[Task]:
        """Lines of the overview, empty for whoever may not know of them."""

    def duties(self, viewer: Viewer, /) -> list[Duty]:
        """What is due from this person or waited for."""


class StageConfig(AppConfig):
    """A stage: its place in an inspection, its part of overview and menu, how long it asks for something.

    order     stages follow one another by this number, as in `.importlinter`; no two have the same
    """

    order: int
    sections: tuple[Section, ...] = ()
    asks = Asks.UNTIL_PUBLICATION

    @property
    def urls(self) -> str:
        """The module with its addresses. Every stage has one."""
        return f"{self.name}.urls"

    def tasks(self, viewer: Viewer) -> list[Task]:
        """Its lines of the overview for this person."""
        return [] if self.asks is Asks.NOTHING else self._offered.tasks(viewer)

    def duties(self, viewer: Viewer) -> list[Duty]:
        """What it has for this person to do or to wait for."""
        return [] if self.asks is Asks.NOTHING else self._offered.duties(viewer)

    @property
    def _offered(self) -> Duties:
        return cast(Duties, import_module(f"{self.name}.duties"))


def stages() -> list[StageConfig]:
    """Every stage that is installed, in the order of an inspection."""
    found = [config for config in apps.get_app_configs() if isinstance(config, StageConfig)]
    return sorted(found, key=lambda stage: stage.order)


def sections() -> list[Section]:
    """What the stages declare of sections, in their order; the title of each stands on one of them."""
    return [section for stage in stages() for section in stage.sections]
