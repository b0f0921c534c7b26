"""The reference semantics: runs any module, at any stage, with PyTorch as the calculator."""

from __future__ import annotations

from dycl.interpreters.control_flow import Branch, BranchRecorder
from dycl.interpreters.run import run, run_python

__all__ = ["Branch", "BranchRecorder", "run", "run_python"]
