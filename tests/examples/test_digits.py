"""The trained examples are worth compiling: right, and taking different paths for them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from digits import Digits, digits, trained_multi_exit, trained_skipnet


@pytest.fixture(scope="module")
def data() -> Digits:
    return digits()


def run(net: nn.Module, parts: nn.ModuleList, images: Tensor) -> tuple[Tensor, list[set[int]]]:
    """The predictions, and which of `parts` ran, image by image."""
    ran: set[int] = set()
    hooks = [
        part.register_forward_hook(lambda *_, index=index: ran.add(index))
        for index, part in enumerate(parts)
    ]
    predictions: list[Tensor] = []
    paths: list[set[int]] = []
    with torch.no_grad():
        for image in images.split(1):
            ran.clear()
            predictions.append(net(image).argmax(1))
            paths.append(set(ran))
    for hook in hooks:
        hook.remove()
    return torch.cat(predictions), paths


def test_split_is_fixed_and_stratified(data: Digits):
    assert len(data.train_images) == 1437
    assert data.test_images.shape == (360, 1, 8, 8)
    assert data.test_images.dtype == torch.float32
    assert data.test_images.min() == -1 and data.test_images.max() == 1
    assert data.test_labels[:8].tolist() == [7, 6, 3, 7, 7, 3, 2, 8]
    assert all(35 <= count <= 37 for count in data.test_labels.bincount().tolist())


def test_skipnet_is_right_and_skips_by_input(data: Digits):
    net = trained_skipnet()
    predictions, paths = run(net, net.blocks, data.test_images)
    assert (predictions == data.test_labels).float().mean() >= 0.95
    shares = [sum(block in path for path in paths) / len(paths) for block in range(6)]
    assert sum(0.05 <= share <= 0.95 for share in shares) >= 5, shares
    assert len({frozenset(path) for path in paths}) >= 8


def test_multi_exit_is_right_and_uses_every_exit(data: Digits):
    net = trained_multi_exit()
    predictions, paths = run(net, net.heads, data.test_images)
    assert (predictions == data.test_labels).float().mean() >= 0.95
    exits = Counter(max(path) for path in paths)
    assert all(exits[index] >= 0.05 * len(paths) for index in range(3)), exits


def test_training_again_gives_the_same_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    loaded = trained_multi_exit()
    monkeypatch.setenv("DYCL_CACHE", str(tmp_path))
    random_state = torch.random.get_rng_state()
    trained = trained_multi_exit()
    assert torch.equal(torch.random.get_rng_state(), random_state)
    assert not trained.training
    for name, weight in loaded.state_dict().items():
        assert torch.equal(trained.state_dict()[name], weight), name
    (file,) = (tmp_path / "examples").iterdir()
    assert file.name.startswith("MultiExitNet-") and file.suffix == ".safetensors"
