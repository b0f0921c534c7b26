"""A quick run of the smallest subject through all of the benchmarks."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from benchmarks.report import markdown
from benchmarks.results import (
    CANDIDATES,
    DYCL,
    DYCL_NATIVE,
    EAGER,
    ONNX_RUNTIME,
    TORCH_COMPILE,
    TORCHSCRIPT,
    Result,
)

ROOT = Path(__file__).parents[2]


def benchmarks(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_quick_run_and_report(tmp_path: Path):
    done = benchmarks("run", "tiny", "--quick", "--batch", "1", "--results", tmp_path)
    assert done.returncode == 0, done.stderr
    result = Result.read(tmp_path / "tiny-b1.json")
    assert result.reason is None
    # A layer is skipped for one of the two inputs.
    assert [layers for _, layers in result.paths] == [2, 3]
    measured = {each.candidate: each for each in result.measurements}
    assert tuple(measured) == CANDIDATES
    for name in (EAGER, TORCHSCRIPT, DYCL):
        assert measured[name].reason is None
        assert len(measured[name].times) >= 2
        assert all(time > 0 for row in measured[name].times for time in row)
    # Its C++ takes a while; on a busy machine too long for this test.
    reason = measured[TORCH_COMPILE].reason
    assert reason is None or reason.startswith("took longer")
    if find_spec("onnxruntime") is None:
        assert "pip install 'dycl[bench]'" in (measured[ONNX_RUNTIME].reason or "")
    else:
        assert measured[ONNX_RUNTIME].reason is None
    assert measured[DYCL_NATIVE].reason is None
    assert measured[DYCL_NATIVE].host is not None
    dycl = measured[DYCL]
    assert dycl.agreement is not None and dycl.host is not None
    assert dycl.agreement.inputs == 10 and dycl.agreement.differing == 0
    assert dycl.agreement.largest < 1e-5
    assert {entry.name for entry in dycl.host.profile} == {"first", "second", "last"}
    assert 0 < dycl.host.kernels < dycl.host.whole

    page = markdown([result])
    assert "dycl against eager: geometric mean" not in page, "tiny is none of the paper's subjects"
    assert f"| {result.title} | 10 | 2 | 0 |" in page
    if find_spec("matplotlib") is not None:
        done = benchmarks("report", "--results", tmp_path, "--output", tmp_path / "docs")
        assert done.returncode == 0, done.stderr
        assert (tmp_path / "docs" / "benchmarks.md").read_text() == page
        assert "<svg" in (tmp_path / "docs" / "benchmarks.svg").read_text()


def test_unknown_subject_and_missing_results(tmp_path: Path):
    done = benchmarks("run", "no_such_net")
    assert done.returncode == 2
    assert "there is no subject no_such_net" in done.stderr
    done = benchmarks("report", "--results", tmp_path)
    assert done.returncode == 2
    assert "has no results" in done.stderr
