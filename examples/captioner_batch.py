"""Captions for a batch of images; a finished caption leaves the batch.

The decoder of `captioner.py`, twice: writing its own words, and reading given captions (as in
training), where the captions are sorted by length so that those still running come first.
"""

from __future__ import annotations

import torch
from torch import nn

from calibration import seeded
from captioner import END, START, Decoder, balance


class BatchCaptioner(nn.Module):
    """Feature maps, BxHxWxD, to words, BxT, END after the end, and the lengths, B."""

    def __init__(self, decoder):
        super().__init__()
        self.decoder = decoder

    def forward(self, encoder_out):
        decoder = self.decoder
        batch_size = encoder_out.size(0)
        features = encoder_out.reshape(batch_size, -1, encoder_out.size(-1))
        h, c = decoder.init_hidden_state(features)
        captions = torch.full((batch_size, decoder.max_length), END, dtype=torch.long)
        lengths = torch.zeros(batch_size, dtype=torch.long)
        words = torch.full((batch_size,), START)
        active = torch.arange(batch_size)
        for t in range(decoder.max_length):
            scores, _, h, c = decoder.step(features, words, h, c)
            words = scores.argmax(dim=1)
            captions[active, t] = words
            lengths[active] += 1
            going = words != END
            if not going.any():
                break
            active, words, features, h, c = (v[going] for v in (active, words, features, h, c))
        return captions, lengths


class TeacherForced(nn.Module):
    """Feature maps, BxHxWxD, captions, BxT, and their lengths, Bx1, to the scores of each word.

    Returns the scores, BxT'xV, with zeros after the end, the sorted captions, the attention,
    BxT'xP, and in which order the images were; T' is the longest caption less one.
    """

    def __init__(self, decoder):
        super().__init__()
        self.decoder = decoder

    def forward(self, encoder_out, encoded_captions, caption_lengths):
        decoder = self.decoder
        batch_size = encoder_out.size(0)
        encoder_dim = encoder_out.size(-1)
        encoder_out = encoder_out.view(batch_size, -1, encoder_dim)
        num_pixels = encoder_out.size(1)

        # longest caption first
        caption_lengths, sort_ind = caption_lengths.squeeze(1).sort(dim=0, descending=True)
        encoder_out = encoder_out[sort_ind]
        encoded_captions = encoded_captions[sort_ind]

        embeddings = decoder.embedding(encoded_captions)
        h, c = decoder.init_hidden_state(encoder_out)

        # the last word is not fed in
        decode_lengths = (caption_lengths - 1).tolist()
        predictions = torch.zeros(batch_size, max(decode_lengths), decoder.vocab_size)
        alphas = torch.zeros(batch_size, max(decode_lengths), num_pixels)

        for t in range(max(decode_lengths)):
            batch_size_t = sum([l > t for l in decode_lengths])  # noqa: E741
            awe, alpha = decoder.attention(encoder_out[:batch_size_t], h[:batch_size_t])
            gate = torch.sigmoid(decoder.f_beta(h[:batch_size_t]))
            awe = gate * awe
            h, c = decoder.decode_step(
                torch.cat([embeddings[:batch_size_t, t, :], awe], dim=1),
                (h[:batch_size_t], c[:batch_size_t]),
            )
            preds = decoder.fc(h)
            predictions[:batch_size_t, t, :] = preds
            alphas[:batch_size_t, t, :] = alpha
        return predictions, encoded_captions, alphas, sort_ind


def decoder(seed: int) -> Decoder:
    with seeded(seed):
        net = Decoder(16, 24, 30).eval()
        balance(net, torch.randn(64, 9, 16), 0.8)
    return net


def make(seed: int = 0) -> BatchCaptioner:
    """An untrained captioner for 4x3x3x16 whose captions have different lengths."""
    return BatchCaptioner(decoder(seed)).eval()


def make_teacher_forced(seed: int = 0) -> TeacherForced:
    """An untrained decoder for 4x3x3x16, captions 4x8 and their lengths 4x1."""
    return TeacherForced(decoder(seed)).eval()


def example_inputs(generator: torch.Generator | None = None) -> tuple[torch.Tensor]:
    """Random features, 4x3x3x16."""
    return (torch.randn(4, 3, 3, 16, generator=generator),)


def example_inputs_teacher_forced(
    generator: torch.Generator | None = None,
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Random features, 4x3x3x16, captions, 4x8, and lengths, 4x1, from 2 to 8."""
    return (
        torch.randn(4, 3, 3, 16, generator=generator),
        torch.randint(2, 30, (4, 8), generator=generator),
        torch.randint(2, 9, (4, 1), generator=generator),
    )
