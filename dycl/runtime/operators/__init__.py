"""ATen operators in NumPy, for what stays on the host: ``aten.gt(confidence, 0.5)`` in ``host.py``.

Each function has the name of its operator and, where overloads take different arguments, of the
overload: ``max``, ``max_dim``. Values and dtypes are those of PyTorch; results are arrays, never
NumPy scalars, and may be views. :data:`HOST_OPERATORS` has them by the operator's full name.
"""

from __future__ import annotations

from dycl.runtime.operators import (
    bags,
    elementwise,
    functions_of_one,
    indexing,
    linear_algebra,
    normalization,
    packed_sequences,
    recurrent,
    reductions,
    resizing,
    shapes,
    windows,
)
from dycl.runtime.operators.registry import HOST_OPERATORS

__all__ = [
    "HOST_OPERATORS",
    "bags",
    "elementwise",
    "functions_of_one",
    "indexing",
    "linear_algebra",
    "normalization",
    "packed_sequences",
    "recurrent",
    "reductions",
    "resizing",
    "shapes",
    "windows",
]

globals().update({function.__name__: function for function in HOST_OPERATORS.values()})
