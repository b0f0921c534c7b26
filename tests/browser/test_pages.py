"""The page of a program's control flow in Chromium: what a person sees, without a network."""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from xdsl.parser import Parser

from dycl.targets.html import HtmlTarget
from dycl.universe import make_context

HERE = Path(__file__).parent
PROGRAM = HERE.parent / "filecheck" / "targets" / "control_flow.mlir"

SCRIPT = """
(() => {
  const box = (element) => {
    const {left, right, top, bottom} = element.getBoundingClientRect();
    return {left, right, top, bottom, text: element.innerText,
            color: getComputedStyle(element).backgroundColor};
  };
  const all = (selector) => [...document.querySelectorAll(selector)].map(box);
  return JSON.stringify({
    title: document.querySelector("h2").innerText, work: all(".work"), arms: all(".arm"),
    shares: all(".share"), loops: all(".loop"), branches: all(".branch"),
    subnetworks: all(".subnetwork"),
  });
})()
"""


def opened(page: Path, folder: Path) -> dict[str, Any]:
    script = folder / "script.js"
    script.write_text(SCRIPT)
    done = subprocess.run(
        [sys.executable, HERE / "open_page.py", page, script],
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    return {**found, "seen": json.loads(found["seen"])}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("page")
    context = make_context()
    stream = StringIO()
    HtmlTarget().emit(context, Parser(context, PROGRAM.read_text()).parse_module(), stream)
    (folder / "flow.html").write_text(stream.getvalue())
    return opened(folder / "flow.html", folder)


def test_it_needs_nothing_else(page: dict[str, Any]) -> None:
    assert page["requests"] == []
    assert page["messages"] == []
    assert page["seen"]["title"] == "@forward 16 FLOP on average"


def test_what_is_side_by_side_and_what_below(page: dict[str, Any]) -> None:
    seen = page["seen"]
    (loop,), (branch,) = seen["loops"], seen["branches"]
    (subnetwork,) = seen["subnetworks"]
    first, second = seen["arms"]
    assert loop["bottom"] < branch["top"]
    assert loop["top"] < subnetwork["top"] < subnetwork["bottom"] < loop["bottom"]
    assert first["top"] == second["top"]
    assert branch["left"] < first["left"] < first["right"] < second["left"] < branch["right"]
    assert all(
        each["right"] > each["left"] and each["bottom"] > each["top"] for each in seen["work"]
    )
    assert subnetwork["color"] != seen["work"][1]["color"]


def test_costs_and_probabilities(page: dict[str, Any]) -> None:
    seen = page["seen"]
    rare, often = seen["shares"]
    assert often["right"] - often["left"] == 4 * (rare["right"] - rare["left"])
    assert [arm["text"].splitlines()[0] for arm in seen["arms"]] == ["true 20 %", "false 80 %"]
    assert "3 times on average" in seen["loops"][0]["text"]
    assert "4 FLOP" in seen["subnetworks"][0]["text"]
    assert 'it is "large"' in seen["arms"][0]["text"]


def test_the_browser_shows_what_a_page_asks_for(tmp_path: Path) -> None:
    """That no request was seen says something."""
    page = tmp_path / "page.html"
    page.write_text('<h2>x</h2><img src="other.png"><script>console.log("written")</script>')
    found = opened(page, tmp_path)
    assert [address.rpartition("/")[2] for address in found["requests"]] == ["other.png"]
    assert found["messages"] == ["written"]
