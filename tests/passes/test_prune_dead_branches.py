"""``prune-dead-branches`` on networks as the frontend reads them, weights included."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn
from xdsl.dialects import scf
from xdsl.dialects.builtin import ModuleOp

import deebert
import skipnet
from dycl.analysis.remarks import Remark, collect_remarks
from dycl.dialects.dycl import WeightOp
from dycl.errors import DyclError
from dycl.frontend import lower
from dycl.interpreters.run import run
from dycl.passes.rewriting.assumptions import insert_assumptions
from dycl.recursion import deep_recursion
from dycl.universe import make_context, make_pipeline


def prune(
    net: nn.Module, args: tuple[Tensor, ...], folder: Path, assume: Sequence[str] = ()
) -> tuple[ModuleOp, list[Remark]]:
    """The program after the pass; one result of both is compared."""
    with deep_recursion(), collect_remarks() as remarks:
        module = lower(net.eval(), args, {}, weights=folder / "weights.safetensors")
        insert_assumptions(module, assume)
        inputs = list(args)
        before = run(module, inputs)
        make_pipeline("prune-dead-branches").apply(make_context(module), module)
        module.verify()
        for expected, found in zip(before, run(module, inputs), strict=True):
            torch.testing.assert_close(found, expected, rtol=0, atol=0)
    return module, remarks


def branches(module: ModuleOp) -> int:
    return sum(isinstance(operation, scf.IfOp) for operation in module.walk())


def weights(module: ModuleOp) -> set[str]:
    return {op.weight_name for op in module.walk() if isinstance(op, WeightOp)}


def test_no_entropy_is_below_minus_one(tmp_path: Path) -> None:
    """All highways disappear, heads and tests."""
    net = deebert.make(layers=2)
    net.bert.encoder.set_early_exit_entropy(-1)
    module, remarks = prune(net, (torch.ones(1, 8, dtype=torch.int64),), tmp_path)
    assert branches(module) == 0
    assert not any("highway" in name for name in weights(module))
    assert sum("entropy < -1.0, where highway_entropy is in [-0.9" in r.text for r in remarks) == 2


def test_an_entropy_that_can_be_low_stays(tmp_path: Path) -> None:
    net = deebert.make(layers=2)
    module, _ = prune(net, (torch.ones(1, 8, dtype=torch.int64),), tmp_path)
    assert any("highway" in name for name in weights(module))


def test_a_bias_dominates_a_bounded_input(tmp_path: Path) -> None:
    """The sigmoid of a gate with a large bias and pixels in [0, 1]."""

    class Gated(nn.Module):
        def __init__(self, bias: float) -> None:
            super().__init__()
            self.conv = nn.Conv2d(1, 4, 3, padding=1)
            self.gate = nn.Linear(4, 1)
            self.block = nn.Linear(4, 4)
            nn.init.ones_(self.gate.weight)  # no bound of its own is on the side of the bias
            nn.init.constant_(self.gate.bias, bias)

        def forward(self, x: Tensor) -> Tensor:
            h = torch.relu(self.conv(x)).mean((2, 3))
            if torch.sigmoid(self.gate(h)) > 0.5:
                h = h + self.block(h)
            return h

    x = (torch.rand(1, 1, 4, 4),)
    assumption = ["0 <= x <= 1"]
    never, remarks = prune(Gated(-20.0), x, tmp_path, assumption)
    assert branches(never) == 0
    assert not any("block" in name for name in weights(never))
    assert any("never taken" in remark.text for remark in remarks)
    always, _ = prune(Gated(20.0), x, tmp_path, assumption)
    assert branches(always) == 0
    assert any("block" in name for name in weights(always))
    open_, _ = prune(Gated(0.0), x, tmp_path, assumption)
    assert branches(open_) == 1
    without, _ = prune(Gated(-20.0), x, tmp_path)
    assert branches(without) == 1


def test_no_softmax_is_above_one(tmp_path: Path) -> None:
    """The exit and its head disappear."""

    class Exit(nn.Module):
        def __init__(self, threshold: float) -> None:
            super().__init__()
            self.threshold = threshold
            self.stem, self.head, self.rest = (nn.Linear(4, 4) for _ in range(3))

        def forward(self, x: Tensor) -> Tensor:
            x = torch.relu(self.stem(x))
            scores = torch.softmax(self.head(x), dim=-1)
            if scores.max() > self.threshold:
                return scores
            return self.rest(x)

    module, remarks = prune(Exit(1.01), (torch.rand(1, 4),), tmp_path)
    assert branches(module) == 0
    assert not any("head" in name for name in weights(module))
    (found,) = remarks
    assert found.text == (
        "the branch is never taken: "
        "it tests aten.max > 1.01, where aten.max is in [0.0, 1.0] or NaN"
    )
    assert found.location is not None
    line = Path(found.location.file).read_text().splitlines()[found.location.line - 1]
    assert line.strip() == "if scores.max() > self.threshold:"
    reachable, _ = prune(Exit(0.99), (torch.rand(1, 4),), tmp_path)
    assert branches(reachable) == 1


def test_a_second_test_of_the_same_gate(tmp_path: Path) -> None:
    class Twice(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.gate = nn.Linear(4, 1)
            self.first, self.second = nn.Linear(4, 4), nn.Linear(4, 4)

        def forward(self, x: Tensor) -> Tensor:
            opened = torch.sigmoid(self.gate(x)) > 0.5
            if opened:
                x = self.first(x)
            x = torch.relu(x)
            if not opened:
                return x
            if opened:
                x = x * 2
            return self.second(x)

    net, taken = Twice(), set[bool]()
    for x in (torch.full((1, 4), 5.0), torch.full((1, 4), -5.0)):
        taken.add(bool(net.gate(x) > 0))
        module, remarks = prune(net, (x,), tmp_path)
        assert branches(module) == 1
        texts = [remark.text for remark in remarks]
        assert any("has the opposite outcome: the two become one" in text for text in texts)
        assert any("is always taken: it was tested before, at" in text for text in texts)
    assert taken == {True, False}


def test_a_mask_that_says_what_a_gate_said(tmp_path: Path) -> None:
    class Twice(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.first = nn.Linear(4, 4)
            self.second = nn.Linear(4, 4)

        def forward(self, x: Tensor) -> Tensor:
            if x.mean() > 0:
                y = self.first(x)
                mask = torch.ones(1)
            else:
                y = x
                mask = torch.zeros(1)
            y = torch.relu(y)
            if mask == 0:
                return y
            return self.second(y)

    for x in (torch.ones(1, 4), -torch.ones(1, 4)):
        module, remarks = prune(Twice(), (x,), tmp_path)
        assert branches(module) == 1
        assert any("the two become one" in remark.text for remark in remarks)


def test_gates_of_a_network_stay(tmp_path: Path) -> None:
    module, _ = prune(skipnet.make(), (torch.rand(1, 1, 8, 8),), tmp_path)
    assert branches(module) == 6


@pytest.mark.parametrize(
    ("assumption", "message"),
    [
        ("0 <= z <= 1", "names no argument"),
        ("x", "compares nothing"),
        ("0 <= x <= y", "neither number nor argument"),
        ("1 <= x <= 0", "no number satisfies"),
    ],
)
def test_wrong_assumptions(assumption: str, message: str, tmp_path: Path) -> None:
    text = assumption.replace("x", "input")
    with pytest.raises(DyclError, match=message):
        prune(nn.ReLU(), (torch.ones(2),), tmp_path, [text])
