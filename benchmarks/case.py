"""What all candidates of one subject share: network, inputs and eager's outputs, in a folder.

Candidates run in processes of their own, some of them without PyTorch; so inputs and outputs are
NumPy's.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.answers import Leaves, leaves
from benchmarks.subjects import Subject

Arguments = tuple[Any, ...]


@dataclass(frozen=True)
class Case:
    """``timed`` are the numbers of the inputs that are timed; ``paths`` says which way each of them
    goes.

    ``paths`` has, for each timed input, the number of its path and how many layers run on it.
    """

    folder: Path
    subject: Subject
    threads: int
    timed: tuple[int, ...]
    paths: tuple[tuple[int, int], ...]
    path_count: int

    def arrays(self) -> list[Arguments]:
        """All inputs as NumPy arrays."""
        return _load(self.folder / "inputs.pickle")

    def tensors(self) -> list[Arguments]:
        """All inputs as tensors."""
        import torch

        return [tuple(torch.from_numpy(each) for each in args) for args in self.arrays()]

    def references(self) -> list[Leaves]:
        """Eager's outputs to all inputs."""
        return _load(self.folder / "references.pickle")

    def network(self) -> Any:
        """A copy of the network, in evaluation mode."""
        import torch

        return torch.load(self.folder / "network.pt", weights_only=False)


def prepare_case(
    folder: Path, subject: Subject, batch: int, threads: int, timed: int, checked: int
) -> Case:
    """Make the network and its inputs, run them all, and choose ``timed`` that take different
    paths.

    Raises what the network raises, for example where it takes no batch of this size.
    """
    import torch

    network = subject.make_network()
    # Before it runs, which may leave something behind in it.
    torch.save(network, folder / "network.pt")
    inputs = subject.make_inputs(checked, batch)
    with torch.no_grad():
        references, paths = _run_all(network, inputs)
    _store(folder / "inputs.pickle", [tuple(each.numpy() for each in args) for args in inputs])
    _store(folder / "references.pickle", references)
    numbers = {path: number for number, path in enumerate(dict.fromkeys(paths))}
    chosen = choose([numbers[path] for path in paths], [len(path) for path in paths], timed)
    return Case(
        folder,
        subject,
        threads,
        tuple(chosen),
        tuple((numbers[paths[index]], len(paths[index])) for index in chosen),
        len(numbers),
    )


def _run_all(
    network: Any, inputs: Sequence[Arguments]
) -> tuple[list[Leaves], list[tuple[int, ...]]]:
    """Outputs and paths; a path is which layers ran, in order."""
    ran: list[int] = []
    layers = [module for module in network.modules() if not list(module.children())]
    hooks = [
        layer.register_forward_hook(lambda *_, number=number: ran.append(number))
        for number, layer in enumerate(layers)
    ]
    references: list[Leaves] = []
    paths: list[tuple[int, ...]] = []
    for args in inputs:
        ran.clear()
        references.append(leaves(network(*args)))
        paths.append(tuple(ran))
    for hook in hooks:
        hook.remove()
    return references, paths


def choose(paths: Sequence[int], lengths: Sequence[int], count: int) -> list[int]:
    """Numbers of up to ``count`` inputs of different paths, in the order of their lengths.

    The shortest and the longest path are among them, the others spread evenly between.
    """
    first = {path: index for index, path in reversed(list(enumerate(paths)))}
    ordered = sorted(first.values(), key=lambda index: (lengths[index], index))
    if len(ordered) <= count:
        return ordered
    last = len(ordered) - 1
    return [ordered[round(step * last / max(count - 1, 1))] for step in range(count)]


def _store(path: Path, value: Any) -> None:
    with path.open("wb") as file:
        pickle.dump(value, file, protocol=5)


def _load(path: Path) -> Any:
    with path.open("rb") as file:
        return pickle.load(file)
