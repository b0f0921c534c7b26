"""A vision transformer that goes on with those patches only that the class token looked at.

After Fayyaz et al.: "Adaptive Token Sampling for Efficient Vision Transformers", ECCV 2022 (arXiv
2111.15667), and Liang et al.: "EViT", ICLR 2022 (arXiv 2202.07800), which fuses the other patches
into one. Scores come from a hook on the attention.
"""

from __future__ import annotations

from typing import Any, TypeVar

import torch
import torch.nn as nn

from calibration import seeded


class Attention(nn.Module):
    def __init__(self, dim, num_heads):
        super().__init__()
        self.num_heads = num_heads
        self.scale = (dim // num_heads) ** -0.5
        self.qkv = nn.Linear(dim, dim * 3)
        self.attn_drop = nn.Dropout(0.0)
        self.proj = nn.Linear(dim, dim)

    def forward(self, x):
        B, N, C = x.shape
        qkv = self.qkv(x).reshape(B, N, 3, self.num_heads, C // self.num_heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        attn = (q @ k.transpose(-2, -1)) * self.scale
        attn = self.attn_drop(attn.softmax(dim=-1))
        x = (attn @ v).transpose(1, 2).reshape(B, N, C)
        return self.proj(x)


class Block(nn.Module):
    def __init__(self, dim, num_heads, mlp_ratio=2.0):
        super().__init__()
        self.norm1 = nn.LayerNorm(dim, eps=1e-6)
        self.attn = Attention(dim, num_heads)
        self.norm2 = nn.LayerNorm(dim, eps=1e-6)
        hidden = int(dim * mlp_ratio)
        self.mlp = nn.Sequential(nn.Linear(dim, hidden), nn.GELU(), nn.Linear(hidden, dim))

    def forward(self, x):
        x = x + self.attn(self.norm1(x))
        return x + self.mlp(self.norm2(x))


class PruningViT(nn.Module):
    """1x3xSxS to 1xK logits and how many tokens were left after each pruning."""

    def __init__(
        self, image=32, patch=8, dim=24, depth=6, heads=2, classes=10, prune_at=(2, 4), share=0.7
    ):
        super().__init__()
        self.prune_at = set(prune_at)
        self.share = share
        self.patch_embed = nn.Conv2d(3, dim, kernel_size=patch, stride=patch)
        self.cls_token = nn.Parameter(torch.randn(1, 1, dim))
        self.pos_embed = nn.Parameter(0.5 * torch.randn(1, (image // patch) ** 2 + 1, dim))
        self.blocks = nn.Sequential(*[Block(dim, heads) for _ in range(depth)])
        self.norm = nn.LayerNorm(dim)
        self.head = nn.Linear(dim, classes)
        self.attention_map: Any = None
        for index in prune_at:
            attention: Any = self.blocks[index].attn
            attention.attn_drop.register_forward_hook(self.remember)

    def remember(self, module, inputs, output):
        self.attention_map = output

    def prune(self, x):
        """Keeps the patches with the most attention, until they have `share` of all of it."""
        scores = self.attention_map[0, :, 0, 1:].mean(dim=0)
        ordered, order = scores.sort(descending=True)
        keep = int((ordered.cumsum(0) < self.share * scores.sum()).sum()) + 1
        patches = x[:, 1:]
        kept = patches[:, order[:keep].sort()[0]]
        if keep < patches.size(1):
            rest = patches[:, order[keep:]]
            weight = ordered[keep:] / ordered[keep:].sum()
            fused = (rest * weight.view(1, -1, 1)).sum(dim=1, keepdim=True)
            return torch.cat((x[:, :1], kept, fused), dim=1)
        return torch.cat((x[:, :1], kept), dim=1)

    def forward(self, x):
        x = self.patch_embed(x).flatten(2).transpose(1, 2)
        x = torch.cat((self.cls_token.expand(x.shape[0], -1, -1), x), dim=1)
        x = x + self.pos_embed
        counts = []
        for i, blk in enumerate(self.blocks):
            x = blk(x)
            if i in self.prune_at:
                x = self.prune(x)
                counts.append(x.shape[1])
        return self.head(self.norm(x)[:, 0]), counts


class MaskingViT(PruningViT):
    """The same, but every patch above the average score stays and the others are gone."""

    def prune(self, x):
        attn = self.attention_map.mean(1)[:, 0, 1:]
        mask = attn > attn.mean(dim=-1, keepdim=True)
        tokens = x[:, 1:][mask].unsqueeze(0)
        return torch.cat([x[:, 0:1], tokens], dim=1)


Net = TypeVar("Net", bound=PruningViT)


def sharpen(net: Net) -> Net:
    """Have the attention differ between patches; an untrained one looks at all alike."""
    for block in net.blocks:
        assert isinstance(block, Block)
        block.attn.qkv.weight.mul_(2.5)
    net.patch_embed.weight.mul_(2)
    return net


def make(seed: int = 0) -> PruningViT:
    """An untrained network for 1x3x32x32, 16 patches, that keeps different numbers of them."""
    with seeded(seed):
        return sharpen(PruningViT().eval())


def make_masking(seed: int = 0) -> MaskingViT:
    """The same, choosing by a mask."""
    with seeded(seed):
        return sharpen(MaskingViT().eval())


def make_full(seed: int = 0) -> PruningViT:
    """An untrained network in DeiT-S's size, 1x3x224x224, that prunes after 4, 7 and 10 blocks."""
    with seeded(seed):
        net = PruningViT(224, 16, 384, 12, 6, 1000, prune_at=(3, 6, 9))
        return sharpen(net.eval())


def example_inputs(generator: torch.Generator | None = None) -> tuple[torch.Tensor]:
    """Random images, 1x3x32x32."""
    return (torch.randn(1, 3, 32, 32, generator=generator),)


def example_inputs_full(generator: torch.Generator | None = None) -> tuple[torch.Tensor]:
    """Random images, 1x3x224x224."""
    return (torch.randn(1, 3, 224, 224, generator=generator),)
