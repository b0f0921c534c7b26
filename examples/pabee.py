"""PABEE: a transformer that stops when several classifiers in a row agree.

After Zhou, Xu, Ge, McAuley, Xu, Wei: "BERT Loses Patience: Fast and Robust Inference with Early
Exit", NeurIPS 2020 (arXiv 2006.04152). With one output instead of classes it is a regression, and
agreement is a difference below a threshold.
"""

from __future__ import annotations

from typing import Any

import torch
import torch.nn as nn
import torch.nn.functional as F

from calibration import seeded, standardising


class PatienceModel(nn.Module):
    """Token numbers, 1xL, to logits, 1xK, and the number of layers that ran."""

    def __init__(
        self, vocab, hidden, layers, heads, num_labels, patience=2, regression_threshold=0.8
    ):
        super().__init__()
        self.embedding = nn.Embedding(vocab, hidden)
        self.position = nn.Parameter(0.1 * torch.randn(1, 512, hidden))
        self.layers = nn.ModuleList()
        for _ in range(layers):
            self.layers.append(
                nn.TransformerEncoderLayer(hidden, heads, 4 * hidden, batch_first=True)
            )
        self.classifiers = nn.ModuleList([nn.Linear(hidden, num_labels) for _ in range(layers)])
        self.num_labels = num_labels
        self.patience = patience
        self.regression_threshold = regression_threshold
        self.inference_instances_num = 0
        self.inference_layers_num = 0

    def forward(self, input_ids):
        x = self.embedding(input_ids)
        x = x + self.position[:, : x.shape[1]]
        if self.training or self.patience == 0:
            res = []
            for i in range(len(self.layers)):
                x = self.layers[i](x)
                res.append(self.classifiers[i](x.mean(dim=1)))
            return res

        patient_counter = 0
        patient_result: Any = None
        calculated_layer_num = 0
        for i, layer in enumerate(self.layers):
            calculated_layer_num += 1
            x = layer(x)
            logits = self.classifiers[i](x.mean(dim=1))
            if self.num_labels == 1:
                if (
                    patient_result is not None
                    and torch.abs(patient_result - logits) < self.regression_threshold
                ):
                    patient_counter += 1
                else:
                    patient_counter = 0
            else:
                labels = logits.detach().argmax(dim=1)
                if patient_result is not None:
                    patient_labels = patient_result.detach().argmax(dim=1)
                if (patient_result is not None) and torch.all(labels.eq(patient_labels)):
                    patient_counter += 1
                else:
                    patient_counter = 0

            patient_result = logits
            if patient_counter == self.patience:
                break
        return F.log_softmax(patient_result, dim=-1), calculated_layer_num


def make(
    vocab: int = 50, hidden: int = 16, layers: int = 6, num_labels: int = 3, seed: int = 0
) -> PatienceModel:
    """An untrained network whose layers agree after different numbers of layers."""
    with seeded(seed):
        net = PatienceModel(vocab, hidden, layers, hidden // 4, num_labels).eval()
        net.patience = 0
        with standardising(net.classifiers):  # type: ignore
            net(torch.randint(0, vocab, (64, 8)))
        net.patience = 2
    return net


def make_regression(seed: int = 0) -> PatienceModel:
    """The same with one number as output."""
    return make(num_labels=1, seed=seed)


def example_inputs(generator: torch.Generator | None = None) -> tuple[torch.Tensor]:
    """Random token numbers, 1x8."""
    return (torch.randint(0, 50, (1, 8), generator=generator),)
