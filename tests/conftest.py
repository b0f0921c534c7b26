"""Settings of all tests."""

import os

# Small networks on many threads wait for each other more than they compute; also for subprocesses.
os.environ.setdefault("OMP_NUM_THREADS", "1")
