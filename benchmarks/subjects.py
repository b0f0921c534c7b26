"""The networks that are measured, by name."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parent.parent / "examples"


@dataclass(frozen=True)
class Subject:
    """A network, its inputs, and how it is measured.

    ``network`` and ``inputs`` are ``FILE:FACTORY``, a file of ``examples/`` or ``benchmarks/``
    without its ending; the factories of ``keywords`` take those as keyword arguments. ``static`` is
    a class of ``benchmarks/static_versions.py`` in which every block runs; where there is none,
    ``no_static`` says why. ``checked`` is how many inputs' answers are compared with eager's.
    ``is_paper`` marks the subjects of DyCL's evaluation.
    """

    name: str
    title: str
    network: str
    inputs: str
    keywords: dict[str, Any] = field(default_factory=dict)
    static: str | None = None
    no_static: str = ""
    checked: int = 200
    batches: tuple[int, ...] = (1, 8)
    is_paper: bool = False
    is_default: bool = True

    def make_network(self) -> Any:
        """The network in evaluation mode; the same at every call."""
        return _factory(self.network)(**self.keywords)

    def make_inputs(self, count: int, batch: int) -> list[tuple[Any, ...]]:
        """``count`` tuples of arguments, tensors; the same at every call."""
        import torch

        generator = torch.Generator().manual_seed(2023)
        draw = _factory(self.inputs)
        inputs: list[tuple[Any, ...]] = []
        for _ in range(count):
            samples = [draw(generator) for _ in range(batch)]
            inputs.append(tuple(torch.cat(parts) for parts in zip(*samples, strict=True)))
        return inputs


def _factory(path: str) -> Callable[..., Any]:
    file, _, name = path.partition(":")
    for folder in (EXAMPLES, Path(__file__).parent):
        if str(folder) not in sys.path and (folder / f"{file}.py").exists():
            # The networks' source is read again by the name of their module.
            sys.path.insert(0, str(folder))
    return getattr(importlib.import_module(file), name)


def _shallow_deep(kind: str, title: str) -> Subject:
    return Subject(
        f"sdn_{kind}",
        f"Shallow-Deep {title}, 256×256",
        f"shallow_deep:make_full_{kind}",
        "shallow_deep:example_inputs_full",
        static="AllExits",
        checked=60,
        is_paper=True,
    )


def _skipnet(depth: int, is_paper: bool = False) -> Subject:
    return Subject(
        f"skipnet_{depth}",
        f"SkipNet-{depth} feed-forward",
        "skipnet:make_cifar",
        "skipnet_recurrent:example_inputs_cifar",
        {"depth": depth},
        static="AllBlocks",
        checked=1000,
        is_paper=is_paper,
    )


def _captioner(encoder: str, title: str) -> Subject:
    return Subject(
        f"captioner_{encoder}",
        f"Captioner, {title}, ten words",
        f"captioner:make_full_{encoder}",
        "captioner:example_inputs_full",
        static="AllWords",
        checked=60,
        batches=(1,),
        is_paper=True,
    )


SUBJECTS: dict[str, Subject] = {
    subject.name: subject
    for subject in (
        _shallow_deep("mobilenet", "MobileNet"),
        _shallow_deep("vgg", "VGG-16"),
        _shallow_deep("resnet", "ResNet-56"),
        _shallow_deep("wideresnet", "WideResNet-32-4"),
        Subject(
            "skipnet_38_recurrent",
            "SkipNet-38 recurrent",
            "skipnet_recurrent:make_cifar",
            "skipnet_recurrent:example_inputs_cifar",
            static="AllRecurrentBlocks",
            checked=1000,
            is_paper=True,
        ),
        _skipnet(38, is_paper=True),
        Subject(
            "blockdrop",
            "BlockDrop, 54 blocks",
            "blockdrop:make_full",
            "blockdrop:example_inputs_full",
            static="AllPolicyBlocks",
            checked=1000,
            is_paper=True,
        ),
        _captioner("resnext", "ResNeXt-50"),
        _captioner("googlenet", "GoogLeNet"),
        _skipnet(74),
        _skipnet(110),
        Subject(
            "msdnet",
            "MSDNet, seven exits",
            "msdnet:make_full",
            "msdnet:example_inputs_full",
            static="AllExits",
        ),
        Subject(
            "ranet",
            "RANet, six exits",
            "ranet:make_full",
            "ranet:example_inputs_full",
            static="AllGeneratedExits",
        ),
        Subject(
            "deebert",
            "DeeBERT base, 128 tokens",
            "deebert:make_full",
            "deebert:example_inputs_full",
            static="AllHighways",
            checked=60,
        ),
        Subject(
            "decoder",
            "Greedy decoder, up to 50 words",
            "seq2seq:make_full",
            "seq2seq:example_inputs_full",
            no_static="how many words it writes depends on them",
            checked=60,
            batches=(1,),
        ),
        Subject(
            "moe",
            "Mixture of experts, 64 tokens",
            "moe:make_full",
            "moe:example_inputs_full",
            no_static="how many tokens an expert gets depends on them",
        ),
        Subject(
            "tiny",
            "One branch between two matrices",
            "tiny:make",
            "tiny:example_inputs",
            static="AllLayers",
            checked=10,
            is_default=False,
        ),
    )
}
"""DyCL's nine first, then the others; ``tiny`` is for a smoke run."""
