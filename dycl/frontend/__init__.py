"""The frontend: from the Python source of ``forward`` to IR, by abstract interpretation."""

from dycl.frontend.specialisations import lower, lower_each

__all__ = ["lower", "lower_each"]
