"""Sequences of lengths that only run time tells: packed, run through recurrent networks, padded."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.utils import rnn
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pad_packed_sequence

from tests.frontend.program import Program


class Sequences:
    """Inputs are three sequences of up to five vectors, or of as many words, and their lengths."""

    least, most = 1, 5
    batch_first = False

    def inputs(self, generator: torch.Generator) -> tuple[Tensor, Tensor]:
        shape = (3, 5, 4) if self.batch_first else (5, 3, 4)
        lengths = torch.randint(self.least, self.most + 1, (3,), generator=generator)
        return torch.randn(shape, generator=generator), lengths


class SortedLengths(Sequences, Program):
    """Lengths that are not in order, or 0, are an error, as in eager."""

    least = 0
    batch_first = True

    def __init__(self) -> None:
        super().__init__()
        self.rnn = nn.LSTM(4, 3, batch_first=True)

    def forward(self, x: Tensor, lengths: Tensor) -> object:
        if x[0, 0, 0] > 0:
            lengths = lengths.sort(descending=True).values
        packed = pack_padded_sequence(x, lengths, batch_first=True)
        out, (h, c) = self.rnn(packed)
        padded, counts = pad_packed_sequence(out, batch_first=True)
        return padded, counts, h, c


class BothDirectionsUnsorted(Sequences, Program):
    def __init__(self) -> None:
        super().__init__()
        self.rnn = nn.LSTM(4, 3, num_layers=2, bidirectional=True)
        self.head = nn.Linear(6, 2)

    def forward(self, x: Tensor, lengths: Tensor) -> object:
        packed = pack_padded_sequence(x, lengths, enforce_sorted=False)
        out, (h, c) = self.rnn(packed)
        padded, counts = pad_packed_sequence(out, total_length=5, padding_value=-1.0)
        scores = self.head(torch.cat([h[-2], h[-1]], 1))
        if x.sum() > 0:
            return scores, padded, c
        return -scores, padded, c * counts.sum()


class StateIsGiven(Sequences, Program):
    most = 7
    """Longer than the tensor, which is an error of the recurrent network."""

    def __init__(self) -> None:
        super().__init__()
        self.rnn = nn.GRU(4, 3, bidirectional=True)

    def forward(self, x: Tensor, lengths: Tensor) -> object:
        h = x[0, :, :3].repeat(2, 1, 1)
        packed = pack_padded_sequence(x, lengths.tolist(), enforce_sorted=False)
        out, h = self.rnn(packed, h)
        return pad_packed_sequence(out), h


class TooShortInTotal(Sequences, Program):
    def forward(self, x: Tensor, lengths: Tensor) -> object:
        packed = pack_padded_sequence(x, lengths, enforce_sorted=False)
        try:
            return pad_packed_sequence(packed, total_length=3)[0]
        except ValueError:
            return pad_packed_sequence(packed)[0]


class ElementsOfPacked(Sequences, Program):
    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(9, 4)
        self.rnn = nn.RNN(4, 3)

    def forward(self, x: Tensor, lengths: Tensor) -> object:
        words = (x[:, :, 0].abs() * 3).long().clamp(max=8)
        packed = pack_padded_sequence(words, lengths, enforce_sorted=False)
        embedded = PackedSequence(
            self.embedding(packed.data),
            packed.batch_sizes,
            packed.sorted_indices,
            packed.unsorted_indices,
        )
        out, _ = self.rnn(embedded)
        if x.sum() > 0:
            out = out._replace(data=out.data * 2)
        return pad_packed_sequence(out)[0], packed.data, packed.batch_sizes


class PaddedTogether(Sequences, Program):
    least = 0

    def forward(self, x: Tensor, lengths: Tensor) -> object:
        parts = [x[: lengths[i], i] for i in range(3)]
        if x.sum() > 0:
            return rnn.pad_sequence(parts)
        return rnn.pad_sequence(parts, batch_first=True, padding_value=2.0, padding_side="left")


class PackedFromList(Sequences, Program):
    def __init__(self) -> None:
        super().__init__()
        self.rnn = nn.GRU(4, 3)

    def forward(self, x: Tensor, lengths: Tensor) -> object:
        parts = [x[: lengths[i], i] for i in range(3)]
        out, h = self.rnn(rnn.pack_sequence(parts, enforce_sorted=False))
        return rnn.unpack_sequence(out), h if x.sum() > 0 else -h


class PackedInArms(Sequences, Program):
    def __init__(self) -> None:
        super().__init__()
        self.rnn = nn.GRU(4, 4)

    def forward(self, x: Tensor, lengths: Tensor) -> object:
        if x.sum() > 0:
            packed = pack_padded_sequence(x, lengths, enforce_sorted=False)
        else:
            packed = pack_padded_sequence(x + 1, lengths.clamp(max=2), enforce_sorted=False)
        while x.abs().sum() < 60:
            out, _ = self.rnn(packed)
            x = x * 1.1 + pad_packed_sequence(out, total_length=5)[0]
        return x


BATCH = torch.export.Dim("batch")


class PackedBatchOfAnySize(Program):
    dynamic_shapes = ({0: BATCH}, {0: BATCH})

    def __init__(self) -> None:
        super().__init__()
        self.rnn = nn.LSTM(4, 3, num_layers=2, batch_first=True, bidirectional=True)
        self.cell = nn.GRU(4, 3, batch_first=True)

    def forward(self, x: Tensor, lengths: Tensor) -> object:
        packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        out, (h, c) = self.rnn(packed)
        out = pad_packed_sequence(out, batch_first=True)
        if x.sum() > 0:
            return out, h, c
        return out, h, self.cell(packed, h[:1])[1]

    def inputs(self, generator: torch.Generator) -> tuple[Tensor, Tensor]:
        count = int(torch.randint(1, 5, (), generator=generator))
        lengths = torch.randint(1, 6, (count,), generator=generator)
        return torch.randn(count, 5, 4, generator=generator), lengths


class TotalLengthIsFound(Sequences, Program):
    """Less than the longest length is an error."""

    def forward(self, x: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
        packed = pack_padded_sequence(x, lengths, enforce_sorted=False)
        total = int(lengths.sum()) - 3
        if total > 6:
            return pad_packed_sequence(packed, padding_value=2.0, total_length=total)
        return pad_packed_sequence(packed, batch_first=True, total_length=total)
