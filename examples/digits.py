"""Handwritten digits, and two dynamic networks trained on them.

The data is scikit-learn's copy of the test set of "Optical Recognition of Handwritten Digits"
(Alpaydin, Kaynak, 1998; UCI): 1797 images of 8x8 pixels from 0 to 16. Training takes some seconds;
its result is kept in the cache folder ($DYCL_CACHE, else $XDG_CACHE_HOME/dycl, else ~/.cache/dycl)
until these programs change.

    python examples/digits.py        trains both networks
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

import torch
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from safetensors.torch import load_file, save_file
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import Tensor, nn
from torch.nn import functional as F

from multi_exit import MultiExitNet
from skipnet import SkipNet

Net = TypeVar("Net", bound=nn.Module)


@dataclass(frozen=True)
class Digits:
    """Images, Nx1x8x8 f32 in [-1, 1], and their labels, N i64; split once and for all."""

    train_images: Tensor
    train_labels: Tensor
    test_images: Tensor
    test_labels: Tensor


@cache
def digits() -> Digits:
    """1437 digits for training and 360 held out, every class equally often in both."""
    pixels, labels = load_digits(return_X_y=True)
    train, test, train_labels, test_labels = train_test_split(
        pixels, labels, test_size=360, stratify=labels, random_state=0
    )
    return Digits(
        torch.from_numpy(train).float().reshape(-1, 1, 8, 8) / 8 - 1,
        torch.from_numpy(train_labels).long(),
        torch.from_numpy(test).float().reshape(-1, 1, 8, 8) / 8 - 1,
        torch.from_numpy(test_labels).long(),
    )


def skipnet_loss(net: SkipNet, images: Tensor, labels: Tensor, share: float = 0.5) -> Tensor:
    """Cross entropy, and a penalty on each block by how far from `share` of the batch it runs for.

    The paper penalises the number of blocks that run, which on so easy a task closes gates for
    good; a target for each block is from Veit, Belongie: "Convolutional Networks with Adaptive
    Inference Graphs", ECCV 2018 (arXiv 1711.11503).
    """
    logits, ran = net.soft_forward(images)
    return F.cross_entropy(logits, labels) + (ran.mean(0) - share).square().sum()


def multi_exit_loss(net: MultiExitNet, images: Tensor, labels: Tensor) -> Tensor:
    """The sum of all exits' cross entropies."""
    return torch.stack([F.cross_entropy(exit, labels) for exit in net.all_exits(images)]).sum()


def trained_skipnet() -> SkipNet:
    """A SkipNet of 14 layers, 6 blocks, trained; from the cache where it is there."""
    return trained("SkipNet", SkipNet, skipnet_loss, epochs=40)


def trained_multi_exit() -> MultiExitNet:
    """A network with three exits, trained; from the cache where it is there."""
    return trained("multi-exit CNN", MultiExitNet, multi_exit_loss, epochs=40)


def trained(
    name: str, network: type[Net], loss: Callable[[Net, Tensor, Tensor], Tensor], *, epochs: int
) -> Net:
    """A new `network()` with the weights that `fit` gives it, kept in the cache folder."""
    key = hashlib.sha256(torch.__version__.encode())
    for source in ("digits.py", "multi_exit.py", "skipnet.py"):
        key.update(Path(__file__).with_name(source).read_bytes())
    file = cache_folder() / "examples" / f"{network.__name__}-{key.hexdigest()[:16]}.safetensors"
    if file.exists():
        net = network()
        net.load_state_dict(load_file(file))
        return net.eval()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        net = network()
        fit(name, net, loss, epochs=epochs)
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}")
    save_file(net.state_dict(), unfinished)
    unfinished.replace(file)
    return net


@torch.enable_grad()
def fit(
    name: str,
    net: Net,
    loss: Callable[[Net, Tensor, Tensor], Tensor],
    *,
    epochs: int,
    batch_size: int = 64,
) -> None:
    """Train `net` in place on the digits, moved at random by up to a pixel.

    Adam with a one-cycle learning rate. Draws from PyTorch's random number generator; leaves the
    network in evaluation mode.
    """
    data = digits()
    # One thread: equal results on every machine, and small networks gain nothing from a second.
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    steps = len(data.train_images) // batch_size
    optimizer = torch.optim.Adam(net.parameters())
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.005, total_steps=epochs * steps)
    net.train()
    with progress(f"Training the {name}", epochs) as report:
        for _ in range(epochs):
            total = 0.0
            order = torch.randperm(len(data.train_images))
            for batch in order[: steps * batch_size].split(batch_size):
                images = shifted(data.train_images[batch])
                value = loss(net, images, data.train_labels[batch])
                optimizer.zero_grad()
                value.backward()
                optimizer.step()
                schedule.step()
                total += value.item()
            report(f"loss {total / steps:.3f}")
    net.eval()
    torch.set_num_threads(threads)


def shifted(images: Tensor) -> Tensor:
    """Each image moved by up to one pixel in both directions, background moving in."""
    padded = F.pad(images, (1, 1, 1, 1), value=-1.0)
    rows, columns = torch.randint(0, 3, (2, len(images), 1))
    y = (rows + torch.arange(8))[:, :, None]
    x = (columns + torch.arange(8))[:, None, :]
    return padded[torch.arange(len(images))[:, None, None], 0, y, x][:, None]


@contextmanager
def progress(title: str, total: int) -> Iterator[Callable[[str], None]]:
    """A progress bar on a terminal, a line at start and end elsewhere.

    Call what it yields once a step, with a note to show.
    """
    console = Console(stderr=True)
    if console.is_terminal:
        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[note]}"))
        with Progress(*columns, TimeElapsedColumn(), console=console) as bar:
            task = bar.add_task(title, total=total, note="")
            yield lambda note: bar.update(task, advance=1, note=note)
        return
    last = ""

    def remember(note: str) -> None:
        nonlocal last
        last = note

    print(f"{title} ...", file=sys.stderr, flush=True)
    yield remember
    print(f"{title}: done, {last}", file=sys.stderr, flush=True)


def cache_folder() -> Path:
    if own := os.environ.get("DYCL_CACHE"):
        return Path(own).expanduser().absolute()
    if base := os.environ.get("XDG_CACHE_HOME"):
        return Path(base).expanduser().absolute() / "dycl"
    return Path.home() / ".cache" / "dycl"


if __name__ == "__main__":
    trained_skipnet()
    trained_multi_exit()
