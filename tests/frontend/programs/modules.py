"""PyTorch's own modules and functions of modules, which stay whole operators, between decisions."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils import parametrizations, parametrize

from tests.frontend.program import Program


class HooksOfEveryKind(Program):
    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Linear(4, 4)
        self.rest = nn.Sequential(nn.Linear(4, 4), nn.ReLU())
        self.first.register_forward_pre_hook(lambda module, args: (args[0] * 2,))
        self.first.register_forward_pre_hook(self.doubled_where_small, with_kwargs=True)
        self.first.register_forward_hook(
            lambda module, args, kwargs, output: output + 1, with_kwargs=True
        )
        self.rest.register_forward_hook(self.halved_where_large)

    @staticmethod
    def doubled_where_small(module: nn.Module, args: Any, kwargs: Any) -> Any:
        return ((args[0] * 2,), kwargs) if args[0].abs().sum() < 6 else None

    @staticmethod
    def halved_where_large(module: nn.Module, args: Any, output: Tensor) -> Tensor | None:
        return output / 2 if output.sum() > 1 else None

    def forward(self, x: Tensor) -> Tensor:
        return self.rest(self.first(x))


class Replacing(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 4)
        self.forward = self.fast

    def fast(self, x: Tensor) -> Tensor:
        return self.linear(x) if x.sum() > 0 else x


class ReplacedByTheFirstCall(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 4)

    def forward(self, x: Tensor) -> Tensor:
        self.forward = self.later
        return self.later(x)

    def later(self, x: Tensor) -> Tensor:
        return self.linear(x) if x[0, 0] > 0 else x


class ReplacedForwards(Program):
    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 4)
        old = self.linear.forward

        def doubled(input: Tensor) -> Tensor:
            y = old(input)
            return y * 2 if y.sum() > 0 else y

        self.linear.forward = doubled
        self.replacing = Replacing()
        self.later = ReplacedByTheFirstCall()

    def forward(self, x: Tensor) -> Tensor:
        return self.later(self.later(self.replacing(self.linear(x))))


class Symmetric(nn.Module):
    def forward(self, weight: Tensor) -> Tensor:
        return weight.triu() + weight.triu(1).transpose(-1, -2)


class Parametrizations(Program):
    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(4, 4),
            parametrizations.weight_norm(nn.Linear(4, 4)),
            parametrizations.spectral_norm(nn.Linear(4, 4)),
            parametrizations.orthogonal(nn.Linear(4, 4)),
        )
        parametrize.register_parametrization(self.layers[0], "weight", Symmetric())

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            if x.sum() > 0:
                x = layer(x)
            else:
                x = layer(-x) + 1
        return x


class Containers(Program):
    def __init__(self) -> None:
        super().__init__()
        self.steps = nn.Sequential(nn.Linear(4, 4), nn.ReLU(), nn.Sequential(nn.Tanh()))
        self.table = nn.ModuleDict({"a": nn.Linear(4, 4), "b": nn.Identity()})
        self.scales = nn.ParameterList([nn.Parameter(torch.randn(4)) for _ in range(2)])
        self.shifts = nn.ParameterDict({"s": nn.Parameter(torch.randn(4))})
        self.plain = [nn.Linear(4, 4)]
        for i in range(2):
            self.add_module(f"norm_{i}", nn.LayerNorm(4))

    def forward(self, given: Tensor) -> Tensor:
        x = given
        for step in self.steps:
            x = step(x)
            if x[0, 0] > 0.2:
                x = x - 0.5
        for name, layer in self.table.items():
            x = layer(x) if name in self.table else -x
        x = self.steps[2][0](x) + self.steps[:2](x)  # pyright: ignore[reportIndexIssue]
        for scale in self.scales:
            x = x * scale
        for i in range(2):
            if given[0, i] > 0:
                x = self.get_submodule(f"norm_{i}")(x)
        for name, child in self.named_children():
            if name.startswith("norm"):
                x = child(x)
        return self.plain[0](x) + self.shifts["s"] + len(self.steps)


class Recurrent(Program):
    def __init__(self) -> None:
        super().__init__()
        self.lstm = nn.LSTM(4, 3, 2, bidirectional=True, batch_first=True, dropout=0.5)
        self.gru = nn.GRU(6, 3, batch_first=True)
        self.rnn = nn.RNN(3, 2, nonlinearity="relu", batch_first=True)
        self.cells = nn.ModuleList([nn.GRUCell(4, 4), nn.RNNCell(4, 4)])
        self.cell = nn.LSTMCell(4, 4)

    def forward(self, x: Tensor) -> Any:
        y, (h, _) = self.lstm(x)
        y, last = self.gru(y)
        if x[0, 0, 0] > 0:
            y, _ = self.gru(torch.cat([y, y], -1), last)
        state, steps = self.cell(x[:, 0]), 0
        while state[0].abs().sum() < 2 and steps < 4:
            state = self.cell(x[:, 0], state)
            for cell in self.cells:
                state = (cell(x[:, 1], state[0]), state[1])
            steps += 1
        return self.rnn(y), h, state, steps

    def inputs(self, generator: torch.Generator) -> tuple[Tensor, ...]:
        return (torch.randn(2, 3, 4, generator=generator),)


class Attention(Program):
    # Eager's nn.MultiheadAttention alone takes a fused kernel, which adds up in another order.
    tolerance = 1e-5

    def __init__(self) -> None:
        super().__init__()
        self.attention = nn.MultiheadAttention(4, 2, batch_first=True)
        layer = nn.TransformerEncoderLayer(4, 2, 8, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, 2)
        self.norm_first = nn.TransformerEncoderLayer(
            4, 2, 8, batch_first=True, norm_first=True, activation="gelu"
        )
        self.decoder = nn.TransformerDecoderLayer(4, 2, 8, batch_first=True)

    def forward(self, x: Tensor, padding: Tensor) -> tuple[Tensor, Tensor]:
        causal = torch.triu(torch.ones(3, 3, dtype=torch.bool), 1)
        y, weights = self.attention(x, x, x, key_padding_mask=padding)
        if x[0, 0, 0] > 0:
            y, _ = self.attention(y, x, x, need_weights=False, attn_mask=causal)
        y = self.encoder(y)
        if x[0, 0, 1] > 0:
            y = self.norm_first(y, src_mask=nn.Transformer.generate_square_subsequent_mask(3))
        return self.decoder(y, x, tgt_mask=causal, tgt_is_causal=True), weights

    def inputs(self, generator: torch.Generator) -> tuple[Tensor, ...]:
        padding = torch.rand(2, 3, generator=generator) > 0.6
        padding[:, 0] = False
        return torch.randn(2, 3, 4, generator=generator), padding


class DotProductAttention(Program):
    def forward(self, q: Tensor, k: Tensor, v: Tensor) -> tuple[Tensor, ...]:
        mask = (q[..., 0].unsqueeze(-1) > k[..., 0].unsqueeze(-2)) | torch.eye(3, dtype=torch.bool)
        y = F.scaled_dot_product_attention(q, k, v)
        if y.sum() > 0:
            y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        return (
            y,
            F.scaled_dot_product_attention(q, k, v, attn_mask=mask),
            F.scaled_dot_product_attention(q, k, v, attn_mask=mask.float(), scale=0.3),
            F.scaled_dot_product_attention(q, k[:, :1], v[:, :1], enable_gqa=True),
        )

    def inputs(self, generator: torch.Generator) -> tuple[Tensor, ...]:
        return tuple(torch.randn(1, 2, 3, 4, generator=generator) for _ in range(3))


class Embeddings(Program):
    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(10, 4, padding_idx=0)
        self.bag = nn.EmbeddingBag(10, 4, mode="mean")

    def forward(self, tokens: Tensor) -> tuple[Tensor, Tensor]:
        y = self.words(tokens)
        if y.sum() > 0:
            y = y + self.bag(tokens).unsqueeze(1)
        y = y + F.embedding(tokens, self.words.weight)
        return y.repeat_interleave(2, dim=1), torch.repeat_interleave(y[0, 0], tokens[0, :4])

    def inputs(self, generator: torch.Generator) -> tuple[Tensor, ...]:
        return (torch.randint(0, 10, (2, 4), generator=generator),)


class Norms(Program):
    def __init__(self) -> None:
        super().__init__()
        self.image = nn.BatchNorm2d(4)
        self.plain = nn.BatchNorm2d(4, affine=False, track_running_stats=False)
        self.group = nn.GroupNorm(2, 4)
        self.each = nn.InstanceNorm2d(4, affine=True)
        self.tracked = nn.InstanceNorm2d(4, track_running_stats=True)
        self.layer = nn.LayerNorm([4, 3, 3])
        self.near = nn.LocalResponseNorm(2)
        self.rows = nn.BatchNorm1d(4)
        self.volume = nn.BatchNorm3d(4)
        self.synchronised = nn.SyncBatchNorm(4)
        self.root = nn.RMSNorm(3)
        self.line = nn.InstanceNorm1d(4)
        for norm in (self.image, self.rows, self.volume, self.synchronised, self.tracked):
            nn.init.normal_(norm.running_mean)  # pyright: ignore[reportArgumentType]
            nn.init.uniform_(norm.running_var, 0.5, 2.0)  # pyright: ignore[reportArgumentType]

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        y = self.image(x)
        y = self.group(y) if y.sum() > 0 else self.each(y)
        y = self.plain(self.near(self.layer(self.tracked(y))))
        z = self.volume(self.rows(y.flatten(2)).unflatten(2, (3, 3, 1))).flatten(2)
        return F.normalize(self.synchronised(y), dim=1), self.root(
            self.line(z).unflatten(2, (3, 3))
        )

    def inputs(self, generator: torch.Generator) -> tuple[Tensor, ...]:
        return (torch.randn(2, 4, 3, 3, generator=generator),)


class Pools(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        y = F.max_pool2d(x, 2) if x.sum() > 0 else F.avg_pool2d(x, 2)
        largest, indices = F.max_pool2d(x, 2, return_indices=True)
        line, volume = x.flatten(2), x.reshape(1, 2, 2, 3, 6)
        return (
            y,
            F.max_unpool2d(largest, indices, [2, 2]),
            F.adaptive_avg_pool2d(x, (3, 2)),
            F.adaptive_max_pool2d(x, 4),
            F.lp_pool2d(x.abs(), 2, 2),
            F.avg_pool2d(x, 3, 2, 1, ceil_mode=True, count_include_pad=False),
            F.max_pool2d(x, 3, 2, 1, dilation=2, ceil_mode=True),
            F.max_pool1d(line, 2),
            F.avg_pool1d(line, 3),
            F.adaptive_avg_pool1d(line, 5),
            F.adaptive_max_pool1d(line, 3),
            F.lp_pool1d(line.abs(), 2, 2),
            F.max_pool3d(volume, 2),
            F.avg_pool3d(volume, 2),
            F.adaptive_avg_pool3d(volume, 1),
            F.adaptive_max_pool3d(volume, 1),
        )

    def inputs(self, generator: torch.Generator) -> tuple[Tensor, ...]:
        return (torch.randn(1, 2, 6, 6, generator=generator),)


class Interpolations(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        y = (
            F.interpolate(x, scale_factor=2)
            if x.sum() > 0
            else F.interpolate(x, size=(8, 8), mode="bilinear", align_corners=False)
        )
        n = int(x.abs().sum()) % 4 + 3
        return (
            y,
            F.interpolate(x, scale_factor=0.5, mode="area"),
            F.interpolate(x, size=(5, 7), mode="bicubic", align_corners=True),
            F.interpolate(x, size=3, mode="nearest-exact"),
            F.interpolate(x[0], size=5, mode="linear"),
            F.interpolate(
                x, scale_factor=(1.5, 0.75), mode="bilinear", recompute_scale_factor=True
            ),
            F.interpolate(x, size=(n, n), mode="nearest"),
            nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True)(x),
        )

    def inputs(self, generator: torch.Generator) -> tuple[Tensor, ...]:
        return (torch.randn(1, 2, 4, 4, generator=generator),)


class Einsums(Program):
    def forward(self, x: Tensor, y: Tensor) -> tuple[Tensor, ...]:
        product = torch.einsum("bij,bjk->bik", x, y)
        norms = torch.einsum("bij,bij->b", x, x)
        if norms.sum() > 24:
            product = product * 2
        return (
            product,
            torch.einsum("...ij->...ji", x),
            torch.einsum("bii->bi", torch.einsum("bij,bkj->bik", x, x)),
            torch.einsum("i,j->ij", x[0, 0], y[0, 0]),
        )

    def inputs(self, generator: torch.Generator) -> tuple[Tensor, ...]:
        return torch.randn(2, 3, 4, generator=generator), torch.randn(2, 4, 3, generator=generator)


class DropoutInEvaluation(Program):
    def __init__(self) -> None:
        super().__init__()
        self.drop = nn.Dropout(0.5)
        self.channels = nn.Dropout2d(0.5)
        self.alpha = nn.AlphaDropout(0.5)

    def forward(self, x: Tensor) -> Tensor:
        x = self.alpha(self.drop(x))
        x = F.dropout(x, 0.3, self.training)
        if x.sum() > 0:
            return self.channels(x[:, :, None, None])[..., 0, 0]
        return F.dropout(x, training=False) + 1


class OutputsThatHooksCollect(Program):
    """Each call collects anew; the hooks reach the module through their closures."""

    def __init__(self) -> None:
        super().__init__()
        self.net = nn.Sequential(nn.Linear(4, 4), nn.ReLU(), nn.Linear(4, 4))
        self.found: dict[str, Tensor] = {}
        for name, layer in self.net.named_children():
            layer.register_forward_hook(self.collect(name))

    def collect(self, name: str) -> Any:
        def hook(module: nn.Module, args: Any, output: Tensor) -> None:
            self.found[name] = output

        return hook

    def forward(self, x: Tensor) -> Tensor:
        self.found = {}
        y = self.net(x)
        return y + self.found["1"] if y.sum() > 0 else y
