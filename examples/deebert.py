"""DeeBERT: a BERT whose layers have classifiers ("highways"); a sure one leaves by an exception.

After Xin, Tang, Lee, Yu, Lin: "DeeBERT: Dynamic Early Exiting for Accelerating BERT Inference",
ACL 2020 (arXiv 2004.12993). Sureness is low entropy of the classifier's distribution.
"""

from __future__ import annotations

import math

import torch
from torch import nn

from calibration import seeded, standardising


def entropy(x):
    """Entropy, N, of the distributions with logits NxK."""
    exp_x = torch.exp(x)
    A = torch.sum(exp_x, dim=1)  # sum of exp(x_i)
    B = torch.sum(x * exp_x, dim=1)  # sum of x_i * exp(x_i)
    return torch.log(A) - B / A


class HighwayException(Exception):
    """Carries the outputs of the exit at `exit_layer` (the first layer is 1)."""

    def __init__(self, message, exit_layer):
        self.message = message
        self.exit_layer = exit_layer


class BertEmbeddings(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.word_embeddings = nn.Embedding(config["vocab"], config["hidden"], padding_idx=0)
        self.position_embeddings = nn.Embedding(config["positions"], config["hidden"])
        self.token_type_embeddings = nn.Embedding(2, config["hidden"])
        self.LayerNorm = nn.LayerNorm(config["hidden"], eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, input_ids, token_type_ids=None, position_ids=None):
        seq_length = input_ids.size(1)
        device = input_ids.device
        if position_ids is None:
            position_ids = torch.arange(seq_length, dtype=torch.long, device=device)
            position_ids = position_ids.unsqueeze(0).expand(input_ids.size())
        if token_type_ids is None:
            token_type_ids = torch.zeros(input_ids.size(), dtype=torch.long, device=device)
        embeddings = self.word_embeddings(input_ids)
        embeddings = embeddings + self.position_embeddings(position_ids)
        embeddings = embeddings + self.token_type_embeddings(token_type_ids)
        return self.dropout(self.LayerNorm(embeddings))


class BertLayer(nn.Module):
    def __init__(self, config):
        super().__init__()
        hidden = config["hidden"]
        self.num_heads = config["heads"]
        self.head_size = hidden // config["heads"]
        self.query = nn.Linear(hidden, hidden)
        self.key = nn.Linear(hidden, hidden)
        self.value = nn.Linear(hidden, hidden)
        self.attention_output = nn.Linear(hidden, hidden)
        self.attention_norm = nn.LayerNorm(hidden, eps=1e-12)
        self.intermediate = nn.Linear(hidden, 4 * hidden)
        self.output = nn.Linear(4 * hidden, hidden)
        self.output_norm = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def transpose_for_scores(self, x):
        new_x_shape = x.size()[:-1] + (self.num_heads, self.head_size)
        return x.view(*new_x_shape).permute(0, 2, 1, 3)

    def forward(self, hidden_states, attention_mask=None, head_mask=None):
        query = self.transpose_for_scores(self.query(hidden_states))
        key = self.transpose_for_scores(self.key(hidden_states))
        value = self.transpose_for_scores(self.value(hidden_states))
        scores = torch.matmul(query, key.transpose(-1, -2))
        scores = scores / math.sqrt(self.head_size)
        if attention_mask is not None:
            scores = scores + attention_mask
        probs = self.dropout(nn.Softmax(dim=-1)(scores))
        if head_mask is not None:
            probs = probs * head_mask
        context = torch.matmul(probs, value).permute(0, 2, 1, 3).contiguous()
        context = context.view(*context.size()[:-2], self.num_heads * self.head_size)
        attended = self.attention_norm(self.dropout(self.attention_output(context)) + hidden_states)
        expanded = nn.functional.gelu(self.intermediate(attended))
        return (self.output_norm(self.dropout(self.output(expanded)) + attended),)


class BertPooler(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.dense = nn.Linear(config["hidden"], config["hidden"])
        self.activation = nn.Tanh()

    def forward(self, hidden_states):
        return self.activation(self.dense(hidden_states[:, 0]))


class BertHighway(nn.Module):
    """A classifier on the way: logits, and what they were made from."""

    def __init__(self, config):
        super().__init__()
        self.pooler = BertPooler(config)
        self.dropout = nn.Dropout(0.1)
        self.classifier = nn.Linear(config["hidden"], config["labels"])

    def forward(self, encoder_outputs):
        pooled_output = self.dropout(self.pooler(encoder_outputs[0]))
        return self.classifier(pooled_output), pooled_output


class DeeBertEncoder(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.layer = nn.ModuleList([BertLayer(config) for _ in range(config["layers"])])
        self.highway = nn.ModuleList([BertHighway(config) for _ in range(config["layers"])])
        self.early_exit_entropy = [-1.0 for _ in range(config["layers"])]

    def set_early_exit_entropy(self, x):
        if isinstance(x, float | int):
            for i in range(len(self.early_exit_entropy)):
                self.early_exit_entropy[i] = x
        else:
            self.early_exit_entropy = x

    def forward(self, hidden_states, attention_mask=None, head_mask=None):
        all_highway_exits = ()
        for i, layer_module in enumerate(self.layer):
            layer_outputs = layer_module(
                hidden_states, attention_mask, None if head_mask is None else head_mask[i]
            )
            hidden_states = layer_outputs[0]
            current_outputs = (hidden_states,)

            highway_exit = self.highway[i](current_outputs)
            if not self.training:
                highway_logits = highway_exit[0]
                highway_entropy = entropy(highway_logits)
                highway_exit = (*highway_exit, highway_entropy)
                all_highway_exits = all_highway_exits + (highway_exit,)

                if highway_entropy < self.early_exit_entropy[i]:
                    new_output = (highway_logits,) + (all_highway_exits,)
                    raise HighwayException(new_output, i + 1)
            else:
                all_highway_exits = all_highway_exits + (highway_exit,)
        return hidden_states, all_highway_exits


class DeeBertModel(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.embeddings = BertEmbeddings(config)
        self.encoder = DeeBertEncoder(config)
        self.pooler = BertPooler(config)

    def forward(self, input_ids=None, attention_mask=None, token_type_ids=None):
        if input_ids is None:
            raise ValueError("You have to specify input_ids")
        if attention_mask is None:
            attention_mask = torch.ones(input_ids.size(), device=input_ids.device)
        if attention_mask.dim() == 2:
            extended_attention_mask = attention_mask[:, None, None, :]
        else:
            raise ValueError(f"Wrong shape for attention_mask (shape {attention_mask.shape})")
        extended_attention_mask = extended_attention_mask.to(dtype=next(self.parameters()).dtype)
        extended_attention_mask = (1.0 - extended_attention_mask) * -10000.0
        embedding_output = self.embeddings(input_ids, token_type_ids=token_type_ids)
        encoder_outputs = self.encoder(embedding_output, attention_mask=extended_attention_mask)
        pooled_output = self.pooler(encoder_outputs[0])
        return (encoder_outputs[0], pooled_output) + encoder_outputs[1:]


class DeeBertForSequenceClassification(nn.Module):
    """Token numbers, 1xL, to logits, 1xK, the entropy at the exit, 1, and the exit's number."""

    def __init__(self, config):
        super().__init__()
        self.num_layers = config["layers"]
        self.bert = DeeBertModel(config)
        self.dropout = nn.Dropout(0.1)
        self.classifier = nn.Linear(config["hidden"], config["labels"])

    def forward(self, input_ids=None, attention_mask=None, token_type_ids=None):
        exit_layer = self.num_layers
        try:
            outputs = self.bert(
                input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
            )
            # sequence_output, pooled_output, (highway exits)
            pooled_output = self.dropout(outputs[1])
            logits = self.classifier(pooled_output)
            outputs = (logits,) + outputs[2:]
        except HighwayException as e:
            outputs = e.message
            exit_layer = e.exit_layer
            logits = outputs[0]
        return logits, entropy(logits), exit_layer


def make(
    vocab: int = 50,
    hidden: int = 32,
    layers: int = 4,
    heads: int = 4,
    length: int = 8,
    seed: int = 0,
) -> DeeBertForSequenceClassification:
    """An untrained network of which each layer is sure about some sentences, 1x8."""
    config = {
        "vocab": vocab, "hidden": hidden, "layers": layers, "heads": heads,
        "positions": max(2 * length, 512 if hidden > 500 else 0), "labels": 3,
    }  # fmt: skip
    with seeded(seed):
        net = DeeBertForSequenceClassification(config).eval()
        highways = [highway.classifier for highway in net.bert.encoder.highway]
        with standardising([*highways, net.classifier], 2.0):  # type: ignore
            net.bert.encoder.train()
            net(torch.randint(1, vocab, (512 // length, length)))
        net.eval()
        net.bert.encoder.set_early_exit_entropy(0.3)
    return net


def make_full(seed: int = 0) -> DeeBertForSequenceClassification:
    """An untrained network of BERT base's size, for 1x128 token numbers."""
    return make(30522, 768, 12, 12, 128, seed)


def example_inputs(generator: torch.Generator | None = None) -> tuple[torch.Tensor, torch.Tensor]:
    """Random token numbers, 1x8, and a mask, 1x8, which hides the last ones of some."""
    ids = torch.randint(1, 50, (1, 8), generator=generator)
    length = torch.randint(4, 9, (1,), generator=generator)
    return ids, (torch.arange(8)[None] < length).long()


def example_inputs_full(
    generator: torch.Generator | None = None,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Random token numbers, 1x128, and a mask of ones."""
    return torch.randint(1, 30522, (1, 128), generator=generator), torch.ones(1, 128).long()
