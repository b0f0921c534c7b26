"""``dycl profile``: counts which way a package's branches go on a data set."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from dycl.errors import DyclError
from dycl.tools.arrays import Arrays


@dataclass
class PathProfile:
    """Counts decisions by line, and by how many of that line came before in the same call."""

    calls: int = 0
    branches: dict[str, list[Counter[bool]]] = field(default_factory=dict[str, list[Counter[bool]]])

    def add(self, decisions: Iterable[tuple[str, bool]]) -> None:
        """Count the decisions of a call, in order."""
        self.calls += 1
        seen: Counter[str] = Counter()
        for place, outcome in decisions:
            counts = self.branches.setdefault(place, [])
            if seen[place] == len(counts):
                counts.append(Counter())
            counts[seen[place]][outcome] += 1
            seen[place] += 1

    def text(self) -> str:
        """As JSON, which the pass ``annotate-profile`` reads."""
        branches = {
            place: [{"true": count[True], "false": count[False]} for count in counts]
            for place, counts in sorted(self.branches.items())
        }
        return json.dumps({"calls": self.calls, "branches": branches}, indent=2) + "\n"

    def table(self) -> str:
        """For people: each line, and how often it was true."""
        lines = [f"{self.calls} calls"]
        for place, counts in sorted(self.branches.items()):
            for index, count in enumerate(counts):
                total = count.total()
                name = place if len(counts) == 1 else f"{place}, {index + 1}. time"
                lines.append(f"  {name}: true {count[True]} of {total} ({count[True] / total:.0%})")
        return "\n".join(lines) + "\n"


def row_count(arrays: Arrays) -> int:
    """How many inputs there are, of which each array holds one in a row.

    Raises DyclError where the arrays differ in their number of rows.
    """
    counts = {len(array) if array.ndim else 0 for array in arrays.values()}
    if len(counts) > 1:
        raise DyclError("the arrays of --rows must all have the same first dimension")
    return max(counts, default=0)


def row(arrays: Arrays, index: int, *, as_batch: bool) -> Arrays:
    """The input in a row of each array, without the first dimension or as a batch of one."""
    place = slice(index, index + 1) if as_batch else index
    return {name: array[place] for name, array in arrays.items()}
