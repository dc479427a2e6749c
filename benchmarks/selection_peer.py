"""Runs the maximin of sortition-algorithms on one question; `selection.py` starts it in its environment."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from sortition_algorithms.committee_generation.maximin import find_distribution_maximin
from sortition_algorithms.features import read_in_features
from sortition_algorithms.people import read_in_people
from sortition_algorithms.settings import Settings


def main() -> int:
    """Print seconds and least chance as JSON."""
    task = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    heads = ["feature", "value", "min", "max"]
    body = [{head: str(quota[head]) for head in heads} for quota in task["quotas"]]
    features, *_ = read_in_features(heads, body, task["size"])
    columns = ["child_id", *task["list"]["features"]]
    rows = [
        dict(zip(columns, [child, *values], strict=True))
        for child, values in task["list"]["children"].items()
    ]
    settings = Settings(id_column="child_id", columns_to_keep=[], check_same_address=False)
    people, _ = read_in_people(columns, rows, features, settings)
    began = time.monotonic()
    committees, probabilities, _ = find_distribution_maximin(features, people, task["size"], [], "highspy")
    seconds = time.monotonic() - began
    chances = dict.fromkeys(task["list"]["children"], 0.0)
    for committee, probability in zip(committees, probabilities, strict=True):
        for child in committee:
            chances[child] += probability
    print(json.dumps({"seconds": seconds, "min_chance": min(chances.values()), "panels": len(committees)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
