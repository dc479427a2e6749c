"""What is asked of the lottery: a list, quotas, how many to choose; and its one written form.

A list is the same list whatever the order of its rows: children are kept by id, so its hash is too.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Quota:
    """From `least` to `most` of the children chosen have `value` in the column `feature`."""

    feature: str
    value: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class ChildList:
    """Pseudonymous children with a value for each feature; `families`: references where there are any."""

    features: tuple[str, ...]
    children: tuple[tuple[str, tuple[str, ...]], ...]
    families: Mapping[str, str] = field(default_factory=dict)

    def count(self, feature: str) -> Counter[str]:
        """How many children have each value of a feature."""
        place = self.features.index(feature)
        return Counter(values[place] for _, values in self.children)

    @property
    def siblings(self) -> dict[str, str]:
        """The family of each child that has a brother or sister in the list; the others need no rule."""
        sizes = Counter(self.families.values())
        return {child: family for child, family in self.families.items() if sizes[family] > 1}

    def as_data(self) -> dict[str, Any]:
        """The list as JSON holds it, in the order of the ids."""
        return {
            "features": list(self.features),
            "children": {child: list(values) for child, values in self.children},
            "families": dict(sorted(self.families.items())),
        }

    @property
    def hash(self) -> str:
        """SHA-256 of the list in its one written form."""
        return hash_of(self.as_data())


@dataclass(frozen=True, slots=True)
class Question:
    """Choose `size` children of a list so that every quota is kept, but for `allowance` units in all."""

    pool: ChildList
    quotas: tuple[Quota, ...]
    size: int
    allowance: int = 0

    def as_data(self) -> dict[str, Any]:
        """The question as JSON holds it."""
        return {
            "format": FORMAT,
            "size": self.size,
            "list": self.pool.as_data(),
            "quotas": quotas_as_data(self.quotas),
            "allowance": self.allowance,
        }


def make_list(
    features: Iterable[str],
    children: Iterable[tuple[str, Iterable[str]]],
    families: Mapping[str, str] | None = None,
) -> ChildList:
    """A list in the order of its ids."""
    ordered = sorted((child, tuple(values)) for child, values in children)
    return ChildList(tuple(features), tuple(ordered), {k: v for k, v in (families or {}).items() if v})


def read_question(data: Mapping[str, Any]) -> Question:
    """A question from its JSON form."""
    listed = data["list"]
    pool = make_list(listed["features"], listed["children"].items(), listed["families"])
    quotas = tuple(Quota(q["feature"], q["value"], q["min"], q["max"]) for q in data["quotas"])
    return Question(pool, quotas, data["size"], data.get("allowance", 0))


def quotas_as_data(quotas: Iterable[Quota]) -> list[dict[str, Any]]:
    """Quotas as JSON holds them."""
    return [{"feature": q.feature, "value": q.value, "min": q.least, "max": q.most} for q in quotas]


def canonical(data: Any) -> str:
    """JSON in its one form: sorted keys, no blanks, letters as they are."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def hash_of(data: Any) -> str:
    """SHA-256 of the one form of data."""
    return hashlib.sha256(canonical(data).encode()).hexdigest()
