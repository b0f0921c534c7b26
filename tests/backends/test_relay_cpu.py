"""The processor that code is made for is one that this machine has all features of."""

from __future__ import annotations

import pytest

from dycl.backends.relay.cpu import detect_processor, select_processor
from dycl.errors import ToolchainError
from dycl.runtime.processor import processor_features


def test_this_machine_can_run_what_is_detected() -> None:
    assert processor_features().issuperset(detect_processor().features)


@pytest.mark.parametrize(
    "cpu", ["cascadelake", "skylake-avx512", "haswell", "sandybridge", "nehalem", "x86-64"]
)
def test_exactly_the_required_features_are_enough(cpu: str) -> None:
    features = frozenset(select_processor(cpu).features)
    assert detect_processor(features).cpu == cpu


@pytest.mark.parametrize("missing", ["avx512bw", "fma", "avx2"])
def test_one_missing_feature_means_an_older_processor(missing: str) -> None:
    features = frozenset(select_processor("cascadelake").features) - {missing}
    assert missing not in detect_processor(features).features


@pytest.mark.parametrize(
    ("target", "flag", "absent"),
    [
        ("x86-64-v2", "sse4_2", "avx"),
        ("x86-64-v3", "avx2", "avx512f"),
        ("x86-64-v4", "avx512vl", "avx512_vnni"),
        ("haswell", "fma", "avx512f"),
        ("aarch64-linux-gnu", "asimd", "asimddp"),
        ("cortex-a76", "asimddp", "sve"),
    ],
)
def test_a_target_is_a_level_or_a_processor(target: str, flag: str, absent: str) -> None:
    features = select_processor(target).features
    assert flag in features
    assert absent not in features


def test_the_native_target_is_this_machines_processor() -> None:
    assert select_processor("native") == detect_processor()


def test_an_unknown_target_names_the_known_ones() -> None:
    with pytest.raises(ToolchainError, match="unknown target pentium") as caught:
        select_processor("pentium")
    assert "native, x86-64-v2, x86-64-v3" in str(caught.value)
    assert "aarch64-linux-gnu" in str(caught.value)
    assert "cortex-a53" in str(caught.value)
