"""Packed sequences in packages: what is around the recurrent networks is compiled by TVM."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

import dycl


class Reader(nn.Module):
    """Words to classes; a second head looks at all words where the first one is not sure."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(20, 8)
        self.before = nn.Linear(8, 8)
        self.rnn = nn.LSTM(8, 16, batch_first=True, bidirectional=True)
        self.head = nn.Linear(32, 16)
        self.second = nn.Linear(32, 16)

    def forward(self, words: Tensor, lengths: Tensor) -> tuple[Tensor, int]:
        x = torch.relu(self.before(self.embedding(words)))
        packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        out, (h, _) = self.rnn(packed)
        scores = self.head(torch.cat([h[-2], h[-1]], 1))
        if scores[0].argmax() < 8:
            return scores, 1
        states, counts = pad_packed_sequence(out, batch_first=True)
        return self.second(states.sum(1) / counts[:, None]), 2


@torch.no_grad()
def test_package() -> None:
    torch.manual_seed(0)
    module = Reader().eval()
    generator = torch.Generator().manual_seed(1)

    def inputs() -> tuple[Tensor, Tensor]:
        words = torch.randint(0, 20, (3, 7), generator=generator)
        return words, torch.randint(1, 8, (3,), generator=generator)

    exits: set[int] = set()
    with dycl.compile(module, inputs()) as program:
        for _ in range(50):
            given = inputs()
            expected, exit_ = module(*given)
            found = program(*given)
            torch.testing.assert_close(found[0], expected, rtol=1e-4, atol=1e-5)
            assert found[1] == exit_
            exits.add(exit_)
        with pytest.raises(RuntimeError, match="has to be greater than 0"):
            program(inputs()[0], torch.tensor([1, 0, 2]))
    assert exits == {1, 2}
