"""``python -m tests.frontend.fuzz``; the runner is a module that its workers import."""

from __future__ import annotations

import sys

from tests.frontend.fuzz.runner import main

sys.exit(main())
