"""lit's configuration: `make lit`, or `.venv/bin/lit -v tests/filecheck/passes`.

One folder a layer of dycl/, one file a pass, dialect, target or program; RUN lines name the tools alone.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import lit.formats
from lit.LitConfig import LitConfig
from lit.TestingConfig import TestingConfig

config: TestingConfig
lit_config: LitConfig

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent

config.name = "dycl"
config.test_format = lit.formats.ShTest(execute_external=False)
config.test_source_root = str(HERE)
config.test_exec_root = str(ROOT / "build" / "filecheck")
config.suffixes = [".mlir", ".py", ".relay", ".test"]
config.excludes = ["lit.cfg.py", "Inputs"]

# The tools of the environment that runs lit come first, whatever else is on PATH.
config.environment["PATH"] = os.pathsep.join(
    [str(Path(sys.executable).parent), os.environ.get("PATH", "")]
)
for name in ("HOME", "DYCL_CACHE", "XDG_CACHE_HOME", "TVM_LIBRARY_PATH"):
    if name in os.environ:
        config.environment[name] = os.environ[name]

# The tree that holds these tests is the one that they test, wherever dycl is installed from. The
# passes of tests/third_party come from another package, which entry points make known.
config.environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(ROOT / "tests" / "third_party")])

config.substitutions.append(("%examples", str(ROOT / "examples")))
