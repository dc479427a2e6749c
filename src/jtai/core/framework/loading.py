"""Reads editions and themes from their files; reports every fault of an edition or theme at once.

A folder of TOML files makes an edition: their top-level keys together are the fields of `Edition`.
Released files are locked by checksum in `editions.lock`; a correction is a new revision (ADR 0102).
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import cast

from jtai.core.framework import checks
from jtai.core.framework.faults import FrameworkFault, FrameworkFaults, UnknownEdition
from jtai.core.framework.model import Edition, Theme
from jtai.core.framework.paths import by_code
from jtai.core.framework.reader import Reader

LOCK = "editions.lock"
# What an edition may not say a second time, and where it is said (ADR 0280).
STATED_ELSEWHERE = {
    "statement.days": "by the `offset` of the milestone that `statement.milestone` names",
    "complaints.window_days": "by the `offset` of the milestone “complaint-window” on its track",
    "fieldwork.evidence_last_day": "by the day of the milestone that `evidence.stop_milestone` names",
    "team.lead_qualification": "by the `qualification` of the role that `team.lead_role` names",
    "team.qa_qualification": "by the `qualification` of the role that `team.qa_role` names",
    "team.qa_inspectorate": "by the `inspectorates` of the role that `team.qa_role` names",
    "overview_text": "by the `weeks_printed` of the stages",
    "themes": "by the `editions` of each theme",
}
_folders: list[Traversable] = [files("jtai.editions")]


@contextmanager
def also_editions_from(folder: Traversable) -> Iterator[None]:
    """While it lasts, editions and themes in `folder` can be loaded too (tests, a newer edition on trial)."""
    _folders.append(folder)
    _forget()
    try:
        yield
    finally:
        _folders.remove(folder)
        _forget()


def _forget() -> None:
    load_edition.cache_clear()
    load_theme.cache_clear()
    _sorted_out.cache_clear()
    _sorted_themes.cache_clear()


def available_editions() -> tuple[str, ...]:
    """The ids of the editions that can be loaded, oldest first: those of `faulty_editions` are left out."""
    return _sorted_out()[0]


def faulty_editions() -> dict[str, tuple[FrameworkFault, ...]]:
    """The faults of each folder that is no edition yet, by the id it would have; usually none.

    One such folder takes no other edition and no page down (ADR 0282).
    """
    return dict(_sorted_out()[1])


@lru_cache
def _sorted_out() -> tuple[tuple[str, ...], tuple[tuple[str, tuple[FrameworkFault, ...]], ...]]:
    return _sorted_by_faults(load_edition, _edition_folders())


def _sorted_by_faults(
    load: Callable[[str], object], codes: Iterable[str]
) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[FrameworkFault, ...]], ...]]:
    """Those that load, and those that do not with their faults, each in the order of their codes."""
    good, faulty = [], []
    for code in sorted(codes):
        try:
            load(code)
        except FrameworkFaults as error:
            faulty.append((code, error.faults))
        else:
            good.append(code)
    return tuple(good), tuple(faulty)


def available_themes(*, invented: bool = False) -> tuple[str, ...]:
    """The codes of the themes that came with the software; with `invented`, the examples too.

    Those of `faulty_themes` are left out.
    """
    files = _theme_files()
    return tuple(code for code in _sorted_themes()[0] if invented or not files[code][1])


def faulty_themes() -> dict[str, tuple[FrameworkFault, ...]]:
    """The faults of each file among the themes that is no theme yet, by its code; usually none (ADR 0284)."""
    return dict(_sorted_themes()[1])


@lru_cache
def _sorted_themes() -> tuple[tuple[str, ...], tuple[tuple[str, tuple[FrameworkFault, ...]], ...]]:
    return _sorted_by_faults(load_theme, _theme_files())


@lru_cache
def load_edition(edition_id: str) -> Edition:
    """The edition with this id, as "2016-08".

    Raises `UnknownEdition` with a sentence when there is none, `FrameworkFaults` with every fault of its
    files.
    """
    folder = _edition_folders().get(edition_id)
    if folder is None:
        known = ", ".join(available_editions())
        raise UnknownEdition(f"There is no edition “{edition_id}”. There are: {known}.")
    return read_edition(folder)


def read_edition(folder: Traversable) -> Edition:
    """The edition in `folder`. Raises `FrameworkFaults` with every fault of its files."""
    merged: dict[str, object] = {}
    file_of: dict[str, str] = {}
    faults: list[FrameworkFault] = []
    for file in _toml_files(folder):
        name = f"{folder.name}/{file.name}"
        table = _parsed(file.read_bytes(), name, faults)
        _merge(table, merged, name, file_of, faults)
    reader = Reader(file_of, f"{folder.name}/edition.toml", elsewhere=STATED_ELSEWHERE)
    edition = reader.table(Edition, merged, "", {})
    faults += reader.faults
    # A file that cannot be read would only make its keys look missing: name the real fault alone.
    if any(not fault.key for fault in faults):
        raise FrameworkFaults(fault for fault in faults if not fault.key)
    try:
        for key, words in checks.edition_faults(merged, folder.name):
            faults.append(FrameworkFault(reader.file_at(key), key, words))
    except (TypeError, ValueError, AttributeError):
        # The parts cannot be held against each other while one is of a wrong type: the reader has named it.
        if not faults:
            raise
    if faults:
        raise FrameworkFaults(replace(each, key=by_code(merged, each.key)) for each in faults)
    return cast(Edition, edition)


@lru_cache
def load_theme(code: str) -> Theme:
    """A theme that came with the software. Raises KeyError with a sentence, or `FrameworkFaults`."""
    found = _theme_files().get(code)
    if found is None:
        raise KeyError(
            f"There is no theme “{code}”. There are: {', '.join(available_themes(invented=True))}."
        )
    return parse_theme(found[0].read_text(encoding="utf-8"), source_name=found[0].name)


def parse_theme(text: str, *, source_name: str) -> Theme:
    """The theme in the text of a theme file; its checksum is that of the text.

    Raises `FrameworkFaults` with every fault: `source_name` is the file named in them.
    """
    faults: list[FrameworkFault] = []
    table = _parsed(text.encode(), source_name, faults)
    if faults:
        raise FrameworkFaults(faults)
    reader = Reader({}, source_name)
    checksum = hashlib.sha256(text.encode()).hexdigest()
    theme = reader.table(Theme, table, "", {"checksum": checksum, "source_name": source_name})
    editions = {each: load_edition(each) for each in available_editions()}
    found = checks.theme_faults(table, editions, faulty_editions())
    faults = reader.faults + [FrameworkFault(source_name, key, words) for key, words in dict(found).items()]
    if faults:
        raise FrameworkFaults(replace(each, key=by_code(table, each.key)) for each in faults)
    return cast(Theme, theme)


def lock_faults() -> list[FrameworkFault]:
    """What differs between the released files and `editions.lock`; empty when nothing does."""
    root = files("jtai.editions")
    lines = root.joinpath(LOCK).read_text(encoding="utf-8").splitlines()
    locked = {name: value for value, name in (line.split() for line in lines if line)}
    present = checksums(root)
    changed = [
        FrameworkFault(name, "", "This released file was changed. Put it back, and make a new revision.")
        for name in sorted(locked)
        if present.get(name) != locked[name]
    ]
    return changed + [
        FrameworkFault(name, "", f"This file is not in {LOCK}. Lock it with tools/lock_editions.py.")
        for name in sorted(set(present) - set(locked))
    ]


def checksums(root: Traversable) -> dict[str, str]:
    """SHA-256 by path of every TOML file below `root`."""
    found = {}
    for entry in root.iterdir():
        if entry.is_dir():
            found.update({f"{entry.name}/{name}": value for name, value in checksums(entry).items()})
        elif entry.name.endswith(".toml"):
            found[entry.name] = hashlib.sha256(entry.read_bytes()).hexdigest()
    return found


def _parsed(data: bytes, name: str, faults: list[FrameworkFault]) -> dict[str, object]:
    try:
        return tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        faults.append(FrameworkFault(name, "", f"Line {line} is not UTF-8 text. Save the file as UTF-8."))
        return {}
    except tomllib.TOMLDecodeError as error:
        faults.append(FrameworkFault(name, "", f"This is not TOML that can be read: {error}."))
        return {}


def _merge(
    table: dict[str, object],
    merged: dict[str, object],
    name: str,
    file_of: dict[str, str],
    faults: list[FrameworkFault],
) -> None:
    for key, value in table.items():
        there = merged.get(key)
        if isinstance(there, dict) and isinstance(value, dict):
            # Tables such as `tracks` may be spread over files, one sub-table each.
            for sub_key, sub_value in value.items():
                _put(f"{key}.{sub_key}", sub_key, sub_value, there, name, file_of, faults)
        else:
            _put(key, key, value, merged, name, file_of, faults)
            if isinstance(value, dict):
                file_of.update({f"{key}.{sub_key}": name for sub_key in value})


def _put(
    path: str,
    key: str,
    value: object,
    into: dict[str, object],
    name: str,
    file_of: dict[str, str],
    faults: list[FrameworkFault],
) -> None:
    if key in into:
        faults.append(FrameworkFault(name, path, f"The key “{path}” is already in {file_of[path]}."))
        return
    into[key], file_of[path] = value, name


def _toml_files(folder: Traversable) -> list[Traversable]:
    return sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)


def _edition_folders() -> dict[str, Traversable]:
    found = {}
    for root in _folders:
        for folder in root.iterdir():
            if folder.is_dir() and folder.joinpath("edition.toml").is_file():
                found[folder.name.replace("_", "-")] = folder
    return found


def _theme_files() -> dict[str, tuple[Traversable, bool]]:
    found = {}
    for root in _folders:
        for parts, example in ((("themes",), False), (("themes", "examples"), True)):
            folder = root.joinpath(*parts)
            if folder.is_dir():
                found.update({f.name.removesuffix(".toml"): (f, example) for f in _toml_files(folder)})
    return found
