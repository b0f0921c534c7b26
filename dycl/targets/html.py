"""The target ``html``: the control flow as nested boxes, a page that needs nothing else."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import IO

from typing_extensions import override
from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.utils.target import Target

from dycl.analysis.flow_tree import (
    Arm,
    Branch,
    Loop,
    Step,
    Work,
    expected_flops,
    flops_text,
    flow_trees,
)
from dycl.recursion import deep_recursion

STYLE = """
body { font: 14px/1.35 system-ui, sans-serif; margin: 1.5em; color: #1b1f24; }
.flow, .arm, .body { display: flex; flex-direction: column; gap: 6px; align-items: stretch; }
.flow { width: max-content; min-width: 24em; }
.work { border: 1px solid #8a94a0; border-radius: 4px; padding: 4px 10px; background: #fff; }
.subnetwork { background: #d7e8fa; border-color: #5b8fc7; }
.raise { border-color: #b03030; color: #b03030; }
.work b { margin-right: .6em; } .work small, .title small { color: #57606a; }
.branch, .loop { border: 1px solid #b6bdc5; border-radius: 4px; background: #f6f8fa; padding: 6px; }
.title { font-weight: 600; margin-bottom: 4px; }
.arms { display: flex; gap: 8px; align-items: flex-start; }
.arm { flex: 1 1 0; min-width: max-content; border-left: 3px solid #b6bdc5; padding-left: 6px; }
.arm > .title { font-weight: 400; }
.never { opacity: .45; }
.share { display: inline-block; height: 8px; background: #2f6fb2; margin-left: .5em; }
""".strip()


@dataclass(frozen=True)
class HtmlTarget(Target):
    """Control flow with sub-networks, costs and probabilities as a page for a browser.

    What comes first is above, the arms of a branch are side by side, a loop is a box around its
    body. With a profile (``annotate-profile``), each arm says how often it is taken, and each
    function what it costs on average. The page loads nothing from the network and has no script.

    Example::

        <div class="work subnetwork"><b>stage</b><small>conv2d 2, relu</small> 1.2 MFLOP</div>
    """

    name = "html"

    @override
    def emit(self, ctx: Context, module: ModuleOp, output: IO[str]) -> None:
        output.write(
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f"<title>Control flow</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n"
        )
        with deep_recursion():
            for flow in flow_trees(module):
                cost = expected_flops(flow.steps)
                average = (
                    "" if math.isnan(cost) else f" <small>{flops_text(cost)} on average</small>"
                )
                output.write(f'<h2>{escape(f"@{flow.name}")}{average}</h2>\n<div class="flow">\n')
                _write_steps(flow.steps, output)
                output.write("</div>\n")
        output.write("</body>\n</html>\n")


def _write_steps(steps: Sequence[Step], output: IO[str]) -> None:
    for step in steps:
        match step:
            case Work():
                output.write(
                    f'<div class="work {step.kind}"><b>{escape(step.title)}</b>'
                    f"<small>{escape(step.operators)} {escape(step.place)}</small> "
                    f"{flops_text(step.flops)}</div>\n"
                )
            case Branch():
                output.write(
                    f'<div class="branch"><div class="title">{escape(step.title)}</div>'
                    '<div class="arms">\n'
                )
                for arm in step.arms:
                    _write_arm(arm, output)
                output.write("</div></div>\n")
            case Loop():
                count = "" if step.iterations is None else f"{step.iterations:.3g} times on average"
                output.write(
                    f'<div class="loop"><div class="title">{escape(step.title)} '
                    f'<small>{count}</small></div><div class="body">\n'
                )
                _write_steps(step.test, output)
                _write_steps(step.body, output)
                output.write("</div></div>\n")


def _write_arm(arm: Arm, output: IO[str]) -> None:
    share = ""
    if arm.probability is not None:
        width = round(80 * arm.probability)
        share = (
            f' {100 * arm.probability:.0f} %<span class="share" style="width: {width}px"></span>'
        )
    never = " never" if arm.probability == 0 else ""
    output.write(f'<div class="arm{never}"><div class="title">{escape(arm.label)}{share}</div>\n')
    _write_steps(arm.steps, output)
    output.write("</div>\n")
