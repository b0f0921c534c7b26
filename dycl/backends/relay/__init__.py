"""The Relay back end: TVM compiles each distinct sub-network once, in worker processes.

What comes out is one ``model.so`` that needs no TVM and one weights file in the layouts that the
compiled code wants; :class:`dycl.runtime.Library` runs them.
"""

from __future__ import annotations

from dycl.backends.relay.build import build_library, check_relay_text
from dycl.backends.relay.interface import BuildOptions, Instance, Subnetwork

__all__ = ["BuildOptions", "Instance", "Subnetwork", "build_library", "check_relay_text"]
