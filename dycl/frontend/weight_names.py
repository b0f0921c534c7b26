"""The names of a model's tensors in its weight file."""

from __future__ import annotations

from typing import Any

import torch

from dycl.frontend.torch_internals import leaves_of, outside_all_modes


class WeightNames:
    """The names of the model's tensors: ``state_dict``'s, and new ones for tensors outside it."""

    def __init__(self, module: torch.nn.Module | None) -> None:
        self.used: dict[str, torch.Tensor] = {}
        self._names: dict[int, str] = {}
        self._keep: list[torch.Tensor] = []
        if module is not None:
            for name, tensor in (
                *module.named_parameters(remove_duplicate=False),
                *module.named_buffers(remove_duplicate=False),
            ):
                self._names.setdefault(id(tensor), name)

    def keep_initial(self, name: str, value: Any) -> None:
        """Keep the first value of lasting state."""
        parts = leaves_of(value)
        for index, part in enumerate(parts):
            suffix = f".{index}" if len(parts) > 1 else ""
            with outside_all_modes():
                tensor = part if isinstance(part, torch.Tensor) else torch.tensor(part)
            self.used[f"state.{name}{suffix}"] = tensor

    def name(self, tensor: torch.Tensor) -> str:
        """The name of ``tensor``, which from now on is one of the program's weights."""
        if id(tensor) not in self._names:
            self._names[id(tensor)] = f"constant.{len(self._keep)}"
            self._keep.append(tensor)
        name = self._names[id(tensor)]
        self.used[name] = tensor
        return name
