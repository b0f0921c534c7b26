"""Relay's text format, version 0.0.5, read into the ``relay`` dialect.

The way back is the target ``relay``. Nothing here needs TVM. Source: the grammar is that of Apache
TVM 0.17's ``tvm.relay.parse`` and of what its printer writes.
"""

from __future__ import annotations

from dycl.relay_text.reader import read_relay

__all__ = ["read_relay"]
