"""Beam search: keeps the best few sentences and writes on until the best of them have ended.

The search of Sutskever, Vinyals, Le: "Sequence to Sequence Learning with Neural Networks", NeurIPS
2014 (arXiv 1409.3215), section 3.2, with the length normalisation of Wu et al. (arXiv 1609.08144).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from calibration import seeded, standardise

BOS, EOS = 0, 1


class BeamSearch(nn.Module):
    """A context, 1xD, to the best sentence, T with BOS and EOS, and its normalised score."""

    def __init__(self, context, hidden, vocab, beam_size=3, max_len=10, alpha=0.6):
        super().__init__()
        self.vocab, self.beam_size, self.max_len, self.alpha = vocab, beam_size, max_len, alpha
        self.start = nn.Linear(context, hidden)
        self.embed = nn.Embedding(vocab, hidden)
        self.cell = nn.GRUCell(hidden, hidden)
        self.proj = nn.Linear(hidden, vocab)

    def length_penalty(self, length):
        return ((5 + length) / 6) ** self.alpha

    @torch.no_grad()
    def forward(self, context: Tensor) -> tuple[Tensor, Tensor]:
        k = self.beam_size
        h = torch.tanh(self.start(context))
        logp = self.proj(h).log_softmax(-1).squeeze(0)
        logp[EOS] = float("-inf")  # no empty sentences
        scores, tokens = logp.topk(k)
        seqs = torch.stack([torch.full_like(tokens, BOS), tokens], dim=1)
        h = h.repeat(k, 1)
        finished_seqs = []
        finished_scores = []

        for step in range(2, self.max_len):
            h = self.cell(self.embed(seqs[:, -1]), h)
            logp = self.proj(h).log_softmax(-1) + scores[:, None]
            scores, indices = logp.view(-1).topk(k)
            beams = torch.div(indices, self.vocab, rounding_mode="floor")
            tokens = indices % self.vocab
            seqs = torch.cat([seqs[beams], tokens[:, None]], dim=1)
            h = h[beams]

            # sentences that have ended leave the beam
            complete = tokens == EOS
            if complete.any():
                best = scores.masked_fill(~complete, -1e9).argmax()
                finished_seqs.append(seqs[best])
                finished_scores.append(scores[best] / self.length_penalty(step))
                k = k - int(complete.sum())
                if k == 0:
                    break
                seqs, h, scores = seqs[~complete], h[~complete], scores[~complete]

        if len(finished_seqs) == 0:
            return seqs[scores.argmax()], scores.max() / self.length_penalty(self.max_len)
        i = max(range(len(finished_scores)), key=lambda n: finished_scores[n].item())
        return finished_seqs[i], finished_scores[i]


class FixedBeamSearch(BeamSearch):
    """The same, with all beams of one length: a finished sentence goes on with EOS for free."""

    def forward(self, context: Tensor) -> tuple[Tensor, Tensor]:
        k = self.beam_size
        h = torch.tanh(self.start(context)).expand(k, -1)
        scores = torch.full((k,), float("-inf"))
        scores[0] = 0.0
        seqs = torch.full((k, 1), BOS)
        finished = torch.zeros(k, dtype=torch.bool)
        lengths = torch.ones(k, dtype=torch.long)
        while not finished.all() and seqs.size(1) < self.max_len:
            h = self.cell(self.embed(seqs[:, -1]), h)
            logp = self.proj(h).log_softmax(-1)
            logp[finished] = float("-inf")
            logp[finished, EOS] = 0.0
            scores, indices = (scores.unsqueeze(1) + logp).flatten().topk(k)
            beams, tokens = indices // self.vocab, indices % self.vocab
            seqs = torch.cat([seqs[beams], tokens.unsqueeze(1)], dim=1)
            h, finished, lengths = h[beams], finished[beams], lengths[beams]
            lengths += (~finished).long()
            finished = finished | tokens.eq(EOS)
        scores = scores / self.length_penalty(lengths.float())
        best = int(scores.argmax())
        return seqs[best, : lengths[best]], scores[best]


def calibrated(kind, seed: int, end: float):
    with seeded(seed):
        net = kind(6, 16, 24).eval()
        h = torch.tanh(net.start(2 * torch.randn(128, 6)))
        hidden = []
        net.cell.weight_ih.mul_(4)
        for _ in range(8):
            hidden.append(h)
            words = net.proj(h).softmax(1).multinomial(1).squeeze(1)
            h = net.cell(net.embed(words), h)
        standardise(net.proj, net.proj(torch.cat(hidden)), 1.5)
        net.proj.bias[EOS] += end
    return net


def make(seed: int = 0) -> BeamSearch:
    """An untrained search for 1x6 that ends after different numbers of words."""
    return calibrated(BeamSearch, seed, 1.5)


def make_fixed(seed: int = 0) -> FixedBeamSearch:
    """The same with beams of one length."""
    return calibrated(FixedBeamSearch, seed, 1.0)


def example_inputs(generator: torch.Generator | None = None) -> tuple[Tensor]:
    """Random contexts, 1x6."""
    return (2 * torch.randn(1, 6, generator=generator),)
