"""A translator: a GRU reads the sentence, another one, with attention, writes until it says EOS.

After Bahdanau, Cho, Bengio: "Neural Machine Translation by Jointly Learning to Align and
Translate", ICLR 2015 (arXiv 1409.0473).
"""

from __future__ import annotations

from typing import Any

import torch
import torch.nn as nn
import torch.nn.functional as F

from calibration import seeded, standardise

SOS_token = 0
EOS_token = 1


class EncoderRNN(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.hidden_size = hidden_size
        self.embedding = nn.Embedding(input_size, hidden_size)
        self.gru = nn.GRU(hidden_size, hidden_size)

    def forward(self, input, hidden):
        embedded = self.embedding(input).view(1, 1, -1)
        output, hidden = self.gru(embedded, hidden)
        return output, hidden

    def initHidden(self, device):
        return torch.zeros(1, 1, self.hidden_size, device=device)


class AttnDecoderRNN(nn.Module):
    def __init__(self, hidden_size, output_size, dropout_p=0.1):
        super().__init__()
        self.embedding = nn.Embedding(output_size, hidden_size)
        self.attn = nn.Linear(hidden_size * 2, 1)
        self.attn_combine = nn.Linear(hidden_size * 2, hidden_size)
        self.dropout = nn.Dropout(dropout_p)
        self.gru = nn.GRU(hidden_size, hidden_size)
        self.out = nn.Linear(hidden_size, output_size)

    def forward(self, input, hidden, encoder_outputs):
        embedded = self.dropout(self.embedding(input).view(1, 1, -1))
        queries = hidden[0].expand(encoder_outputs.size(0), -1)
        energy = self.attn(torch.cat((queries, encoder_outputs), 1)).t()
        attn_weights = F.softmax(energy, dim=1)
        attn_applied = torch.bmm(attn_weights.unsqueeze(0), encoder_outputs.unsqueeze(0))
        output = torch.cat((embedded[0], attn_applied[0]), 1)
        output = F.relu(self.attn_combine(output).unsqueeze(0))
        output, hidden = self.gru(output, hidden)
        output = F.log_softmax(self.out(output[0]), dim=1)
        return output, hidden, attn_weights


class Translator(nn.Module):
    """Word numbers, L, to word numbers, T, the attention, TxL, and the log probability."""

    def __init__(self, input_size, output_size, hidden_size, max_length):
        super().__init__()
        self.max_length = max_length
        self.encoder = EncoderRNN(input_size, hidden_size)
        self.decoder = AttnDecoderRNN(hidden_size, output_size)

    def encode(self, input_tensor):
        input_length = input_tensor.size()[0]
        encoder_hidden = self.encoder.initHidden(input_tensor.device)
        encoder_outputs = torch.zeros(input_length, self.encoder.hidden_size)
        for ei in range(input_length):
            encoder_output, encoder_hidden = self.encoder(input_tensor[ei], encoder_hidden)
            encoder_outputs[ei] += encoder_output[0, 0]
        return encoder_outputs, encoder_hidden

    def forward(self, input_tensor):
        encoder_outputs, decoder_hidden = self.encode(input_tensor)
        decoder_input = torch.tensor([[SOS_token]], device=input_tensor.device)
        decoded_words = []
        decoder_attentions = torch.zeros(self.max_length, input_tensor.size(0))
        score = 0
        for di in range(self.max_length):
            decoder_output, decoder_hidden, decoder_attention = self.decoder(
                decoder_input, decoder_hidden, encoder_outputs
            )
            decoder_attentions[di] = decoder_attention.data
            topv, topi = decoder_output.data.topk(1)
            score += topv.item()
            decoded_words.append(topi.item())
            if topi.item() == EOS_token:
                break
            decoder_input = topi.squeeze().detach()
        return torch.tensor(decoded_words), decoder_attentions[: di + 1], score


def make(
    words: int = 40, hidden: int = 16, max_length: int = 10, length: int = 5, seed: int = 0
) -> Translator:
    """An untrained translator of 5 words into up to 10."""
    with seeded(seed):
        net = Translator(words, words, hidden, max_length).eval()
        net.encoder.embedding.weight.mul_(2)
        net.decoder.attn_combine.weight.mul_(6)
        weight: Any = net.decoder.gru.weight_ih_l0
        weight.mul_(6)
        collected = []
        with_hook = net.decoder.gru.register_forward_hook(
            lambda module, args, result: collected.append(result[0][0])
        )
        for _ in range(20):
            net(torch.randint(2, words, (length,)))
        with_hook.remove()
        hidden_states = torch.cat(collected)
        standardise(net.decoder.out, net.decoder.out(hidden_states))
        net.decoder.out.bias[EOS_token] += 1.8 if words < 100 else 2.5
    return net


def make_full(seed: int = 0) -> Translator:
    """An untrained translator with 512 units and 10,000 words, of 10 words into up to 50."""
    return make(10000, 512, 50, 10, seed)


def example_inputs(generator: torch.Generator | None = None) -> tuple[torch.Tensor]:
    """Random words, 5."""
    return (torch.randint(2, 40, (5,), generator=generator),)


def example_inputs_full(generator: torch.Generator | None = None) -> tuple[torch.Tensor]:
    """Random words, 10."""
    return (torch.randint(2, 10000, (10,), generator=generator),)
