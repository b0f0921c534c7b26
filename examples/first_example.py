"""The example of the README: a network that leaves early when it is confident."""

import torch
from torch import nn

import dycl


class EarlyExit(nn.Module):
    def __init__(self):
        super().__init__()
        self.stages = nn.ModuleList(nn.Linear(64, 64) for _ in range(3))
        self.heads = nn.ModuleList(nn.Linear(64, 10) for _ in range(3))

    def forward(self, x):
        for stage, head in zip(self.stages, self.heads):
            x = torch.relu(stage(x))
            logits = head(x)
            if logits.softmax(dim=1).max() > 0.15:
                return logits
        return logits


def make():
    torch.manual_seed(0)
    return EarlyExit().eval()


def example_inputs():
    return torch.zeros(1, 64)


def main():
    model = make()
    program = dycl.compile(model, example_inputs())
    print(program.text("host"))

    x = torch.randn(1, 64)
    logits, branches = program.trace(x)
    print("took", branches)
    print("as eager PyTorch:", torch.allclose(logits, model(x), atol=1e-6))

    program.save("build/early_exit")
    print("saved", dycl.load("build/early_exit").manifest.name)


if __name__ == "__main__":
    main()
