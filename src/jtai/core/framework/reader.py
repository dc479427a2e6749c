"""Turns TOML tables into the dataclasses of the model, collecting every fault on the way.

The dataclass is the schema: its fields are the keys, its type hints the types, its defaults the options.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from jtai.core.framework.faults import FrameworkFault

_WORDS = {str: "text", int: "a whole number", bool: "true or false", date: "a date"}


class Reader:
    """Reads one file, or one folder of files; `faults` grows as it goes."""

    def __init__(
        self, file_of: Mapping[str, str], default_file: str, *, elsewhere: Mapping[str, str] | None = None
    ) -> None:
        """`elsewhere`: keys that would say a fact a second time, and where it is said."""
        self._file_of = file_of
        self._default_file = default_file
        self._elsewhere = elsewhere or {}
        self.faults: list[FrameworkFault] = []

    def fault(self, key: str, message: str) -> None:
        """Record one fault at `key`."""
        self.faults.append(FrameworkFault(self.file_at(key), key, message))

    def file_at(self, key: str) -> str:
        """The file in which `key` stands, or would."""
        parts = [part.split("[")[0] for part in key.split(".")]
        top = self._file_of.get(parts[0], self._default_file)
        return self._file_of.get(".".join(parts[:2]), top)

    def table(self, kind: type, value: object, at: str, injected: Mapping[str, object]) -> Any:
        """An instance of the dataclass `kind` from a table, or None when it has faults.

        `injected` values are given by the loader and may not stand in the file.
        """
        if not isinstance(value, dict):
            self.fault(at, f"This must be a table, not {_shown(value)}.")
            return None
        before = len(self.faults)
        self._name_unknown_keys(kind, value, at, injected)
        given = dict(injected)
        hints = _hints(kind)
        for field in fields(kind):
            key = f"{at}.{field.name}" if at else field.name
            if field.name in injected:
                continue
            if field.name in value:
                given[field.name] = self.value(hints[field.name], value[field.name], key)
            elif field.default is MISSING and field.default_factory is MISSING:
                self.fault(key, f"The key “{field.name}” is missing. Add it.")
        return kind(**given) if len(self.faults) == before else None

    def _name_unknown_keys(
        self, kind: type, value: dict[str, object], at: str, injected: Mapping[str, object]
    ) -> None:
        known = {field.name for field in fields(kind)} - set(injected)
        for key in value:
            if key not in known:
                place = f"{at}.{key}" if at else key
                if place in self._elsewhere:
                    self.fault(place, f"This is said already, {self._elsewhere[place]}. Take it out here.")
                    continue
                self.fault(place, f"The key “{key}” is not known here. Take it out or correct its spelling.")

    def value(self, hint: Any, value: object, at: str) -> Any:
        """`value` read as `hint`; records a fault and gives None when it does not fit."""
        origin = get_origin(hint)
        if origin in (Union, types.UnionType):
            (inner,) = (arg for arg in get_args(hint) if arg is not type(None))
            return self.value(inner, value, at)
        if origin is Literal:
            return self._choice(get_args(hint), value, at)
        if origin is tuple:
            return self._sequence(get_args(hint)[0], value, at)
        if origin is Mapping:
            return self._mapping(get_args(hint)[1], value, at)
        if isinstance(hint, type) and is_dataclass(hint):
            return self.table(hint, value, at, {})
        return self._plain(hint, value, at)

    def _choice(self, allowed: tuple[Any, ...], value: object, at: str) -> object:
        if value not in allowed:
            self.fault(at, f"{_shown(value)} is not one of: {', '.join(map(str, allowed))}.")
        return value

    def _sequence(self, inner: Any, value: object, at: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            self.fault(at, f"This must be a list, not {_shown(value)}.")
            return ()
        return tuple(self.value(inner, row, f"{at}[{number}]") for number, row in enumerate(value))

    def _mapping(self, inner: type, value: object, at: str) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            self.fault(at, f"This must be a table of tables, not {_shown(value)}.")
            return {}
        # The first field of the row is its key, so that no row can disagree with its own heading.
        key_field = fields(inner)[0].name
        rows = {key: self.table(inner, row, f"{at}.{key}", {key_field: key}) for key, row in value.items()}
        return types.MappingProxyType(rows)

    def _plain(self, hint: type, value: object, at: str) -> object:
        # bool is an int and datetime is a date to Python; neither may pass for the other here.
        wrong = not isinstance(value, hint) or (hint is int and isinstance(value, bool))
        if wrong or (hint is date and isinstance(value, datetime)):
            self.fault(at, f"This must be {_WORDS.get(hint, hint.__name__)}, not {_shown(value)}.")
        elif hint is str and value != str(value).strip():
            self.fault(at, "Take the spaces away from the beginning and the end of this text.")
        return value


@lru_cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    return f"“{value}”"
