"""The processor that code is made for is one that this machine has all features of."""

from __future__ import annotations

import pytest

from dycl.backends.relay.cpu import detect_cpu, required_features
from dycl.errors import ToolchainError
from dycl.runtime.library import cpu_features


def test_this_machine_can_run_what_is_detected() -> None:
    assert cpu_features().issuperset(required_features(detect_cpu()))


@pytest.mark.parametrize(
    "cpu", ["cascadelake", "skylake-avx512", "haswell", "sandybridge", "x86-64"]
)
def test_exactly_the_required_features_are_enough(cpu: str) -> None:
    assert detect_cpu(frozenset(required_features(cpu))) == cpu


@pytest.mark.parametrize("missing", ["avx512bw", "fma", "avx2"])
def test_one_missing_feature_means_an_older_processor(missing: str) -> None:
    features = frozenset(required_features("cascadelake")) - {missing}
    assert missing not in required_features(detect_cpu(features))


def test_an_unknown_processor_names_the_known_ones() -> None:
    with pytest.raises(ToolchainError, match="haswell"):
        required_features("pentium")
