"""Settings of all tests."""

import os

from hypothesis import HealthCheck, settings

# The same examples in every run and on every machine.
settings.register_profile(
    "same-everywhere",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("same-everywhere")

# Small networks on many threads wait for each other more than they compute; also for subprocesses.
os.environ.setdefault("OMP_NUM_THREADS", "1")
