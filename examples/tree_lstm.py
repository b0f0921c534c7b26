"""Child-sum Tree-LSTM: reads a sentence along its parse tree.

After Tai, Socher, Manning: "Improved Semantic Representations From Tree-Structured Long Short-Term
Memory Networks", ACL 2015 (arXiv 1503.00075), section 3.1. The words are a tensor, the tree is a
Python object: a node is the index of its word and its children.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional as F

from calibration import seeded, standardise


@dataclass(frozen=True)
class Tree:
    word: int
    children: tuple[Tree, ...] = ()

    @property
    def depth(self):
        return 1 + max((child.depth for child in self.children), default=0)


class ChildSumTreeLSTM(nn.Module):
    def __init__(self, in_dim, mem_dim):
        super().__init__()
        self.mem_dim = mem_dim
        self.ioux = nn.Linear(in_dim, 3 * mem_dim)
        self.iouh = nn.Linear(mem_dim, 3 * mem_dim)
        self.fx = nn.Linear(in_dim, mem_dim)
        self.fh = nn.Linear(mem_dim, mem_dim)

    def node_forward(self, inputs, child_c, child_h):
        child_h_sum = torch.sum(child_h, dim=0, keepdim=True)
        iou = self.ioux(inputs) + self.iouh(child_h_sum)
        i, o, u = torch.split(iou, iou.size(1) // 3, dim=1)
        i, o, u = torch.sigmoid(i), torch.sigmoid(o), torch.tanh(u)
        f = torch.sigmoid(self.fh(child_h) + self.fx(inputs).repeat(len(child_h), 1))
        fc = torch.mul(f, child_c)
        c = torch.mul(i, u) + torch.sum(fc, dim=0, keepdim=True)
        h = torch.mul(o, torch.tanh(c))
        return c, h

    def forward(self, tree, inputs):
        states = [self.forward(child, inputs) for child in tree.children]
        if len(tree.children) == 0:
            child_c = inputs[0].detach().new(1, self.mem_dim).fill_(0.0)
            child_h = inputs[0].detach().new(1, self.mem_dim).fill_(0.0)
        else:
            child_c, child_h = (torch.cat(x, dim=0) for x in zip(*states))
        return self.node_forward(inputs[tree.word].unsqueeze(0), child_c, child_h)


class TreeClassifier(nn.Module):
    """A tree and the numbers, L, of its words to log probabilities, 1xK.

    Where the left child's sentiment is already clear, the rest is not read.
    """

    def __init__(self, vocab_size=30, in_dim=8, mem_dim=10, num_classes=5):
        super().__init__()
        self.emb = nn.Embedding(vocab_size, in_dim)
        self.childsumtreelstm = ChildSumTreeLSTM(in_dim, mem_dim)
        self.wh = nn.Linear(mem_dim, num_classes)

    def forward(self, tree, words):
        inputs = self.emb(words)
        if tree.children:
            _, hidden = self.childsumtreelstm(tree.children[0], inputs)
            output = F.log_softmax(self.wh(hidden), dim=1)
            if output.max() > -0.05:
                return output
        _, hidden = self.childsumtreelstm(tree, inputs)
        return F.log_softmax(self.wh(hidden), dim=1)


TREES = (
    Tree(0),
    Tree(2, (Tree(0), Tree(1), Tree(3))),
    Tree(1, (Tree(0), Tree(4, (Tree(3, (Tree(2),)), Tree(6, (Tree(5),)), Tree(7))))),
)
"""Parse trees of one, four and eight words."""


def make(seed: int = 0) -> TreeClassifier:
    """An untrained classifier that is sure about the left parts of some sentences."""
    with seeded(seed):
        net = TreeClassifier().eval()
        hidden = torch.cat(
            [
                net.childsumtreelstm(TREES[2].children[0], net.emb(torch.randint(0, 30, (8,))))[1]
                for _ in range(64)
            ]
        )
        standardise(net.wh, net.wh(hidden), 4.0)
    return net


def example_inputs(
    generator: torch.Generator | None = None, tree: Tree = TREES[2]
) -> tuple[Tree, torch.Tensor]:
    """A tree and eight random words."""
    return tree, torch.randint(0, 30, (8,), generator=generator)


def more_example_inputs():
    """The other trees, to which one program is specialised too."""
    return [example_inputs(tree=tree) for tree in TREES[:2]]
