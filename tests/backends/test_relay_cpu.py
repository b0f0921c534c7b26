"""The processor that code is made for is one that this machine has all features of."""

from __future__ import annotations

import pytest

from dycl.backends.relay.cpu import detect_cpu, required_features, select_cpu
from dycl.errors import ToolchainError
from dycl.runtime.library import cpu_features


def test_this_machine_can_run_what_is_detected() -> None:
    assert cpu_features().issuperset(required_features(detect_cpu()))


@pytest.mark.parametrize(
    "cpu", ["cascadelake", "skylake-avx512", "haswell", "sandybridge", "nehalem", "x86-64"]
)
def test_exactly_the_required_features_are_enough(cpu: str) -> None:
    assert detect_cpu(frozenset(required_features(cpu))) == cpu


@pytest.mark.parametrize("missing", ["avx512bw", "fma", "avx2"])
def test_one_missing_feature_means_an_older_processor(missing: str) -> None:
    features = frozenset(required_features("cascadelake")) - {missing}
    assert missing not in required_features(detect_cpu(features))


@pytest.mark.parametrize(
    ("target", "flag", "absent"),
    [
        ("x86-64-v2", "sse4_2", "avx"),
        ("x86-64-v3", "avx2", "avx512f"),
        ("x86-64-v4", "avx512vl", "avx512_vnni"),
        ("haswell", "fma", "avx512f"),
    ],
)
def test_a_target_is_a_level_or_a_processor(target: str, flag: str, absent: str) -> None:
    features = required_features(select_cpu(target))
    assert flag in features
    assert absent not in features


def test_the_native_target_is_this_machines_processor() -> None:
    assert select_cpu("native") == detect_cpu()


def test_an_unknown_target_names_the_known_ones() -> None:
    with pytest.raises(ToolchainError, match="unknown target pentium") as caught:
        select_cpu("pentium")
    assert "native, x86-64-v2, x86-64-v3" in str(caught.value)
