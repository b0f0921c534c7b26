"""The same networks without decisions: every gate, block and exit is computed.

ONNX Runtime can't take the dynamic ones. What their decisions are made from is among the outputs,
so that no optimizer drops it: these do the work of the longest path.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class Static(nn.Module):
    """Base of them all; ``net`` is the dynamic network."""

    def __init__(self, net: Any) -> None:
        super().__init__()
        self.net = net


class AllLayers(Static):
    """Of ``tiny.Tiny``."""

    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        x = self.net.first(x)
        return self.net.last(torch.relu(self.net.second(x))), x.sum()


class AllBlocks(Static):
    """Of ``skipnet.SkipNet``."""

    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        net = self.net
        x = net.stem(x)
        gates: list[Tensor] = []
        for gate, block, shortcut in zip(net.gates, net.blocks, net.shortcuts, strict=True):
            gates.append(gate(x))
            x = F.relu(shortcut(x) + block(x))
        return net.classify(x), *gates


class AllRecurrentBlocks(Static):
    """Of ``skipnet_recurrent.RecurrentSkipNet``."""

    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        net = self.net
        x = net.relu(net.bn1(net.conv1(x)))
        net.control.hidden = net.control.init_hidden(x.size(0))
        gates: list[Tensor] = []
        for group in range(3):
            for index in range(net.num_layers[group]):
                x = getattr(net, f"group{group + 1}_layer{index}")(x)
                features = getattr(net, f"group{group + 1}_gate{index}")(x)
                gates.append(net.control(features)[1])
        net.control.hidden = None
        return net.fc(net.avgpool(x).flatten(1)), *gates[:-1]


class AllPolicyBlocks(Static):
    """Of ``blockdrop.BlockDrop``."""

    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        return self.net.rnet.forward_full(x), self.net.agent(x)


class AllExits(Static):
    """Of ``shallow_deep.SDN`` and ``msdnet.MSDNet``."""

    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        return tuple(logits.softmax(-1) for logits in self.net.all_exits(x))


class AllGeneratedExits(Static):
    """Of ``ranet.RANet``."""

    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        return tuple(logits.softmax(-1) for _, logits in self.net.exits(x))


class AllHighways(Static):
    """Of ``deebert.DeeBertForSequenceClassification``."""

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        bert = self.net.bert
        hidden = bert.embeddings(ids)
        bias = (1.0 - mask[:, None, None, :].to(hidden.dtype)) * -10000.0
        exits: list[Tensor] = []
        for layer, highway in zip(bert.encoder.layer, bert.encoder.highway, strict=True):
            (hidden,) = layer(hidden, bias)
            exits.append(highway((hidden,))[0])
        return self.net.classifier(bert.pooler(hidden)), *exits


class AllWords(Static):
    """Of ``captioner.Captioner``: no word ends the caption."""

    def forward(self, image: Tensor) -> tuple[Tensor, ...]:
        decoder = self.net.decoder
        features = self.net.encoder(image).flatten(1, 2)
        h, c = decoder.init_hidden_state(features)
        word = torch.zeros(1, dtype=torch.int64)
        words: list[Tensor] = []
        looks: list[Tensor] = []
        for _ in range(decoder.max_length):
            scores, look, h, c = decoder.step(features, word, h, c)
            word = scores.argmax(1)
            words.append(word)
            looks.append(look)
        return torch.cat(words), torch.cat(looks)
