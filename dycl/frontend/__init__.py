"""The frontend: from the Python source of ``forward`` to IR, by abstract interpretation."""

from dycl.frontend.lowering import lower

__all__ = ["lower"]
