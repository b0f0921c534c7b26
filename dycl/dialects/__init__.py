"""The dialects: ``aten`` (tensor operators), ``dycl`` (weights, host Python), ``relay`` (TVM)."""
