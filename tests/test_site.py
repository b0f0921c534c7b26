"""The documentation builds as a site, without a broken link."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]


def test_the_site_builds(tmp_path: Path) -> None:
    mkdocs = Path(sys.executable).with_name("mkdocs")
    subprocess.run([mkdocs, "build", "--quiet", "--site-dir", tmp_path], cwd=REPOSITORY, check=True)
    assert "swap-negated-branches" in (tmp_path / "tutorial.html").read_text()
