"""The plot: how many times faster than eager."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.results import DYCL, EAGER, ONNX_RUNTIME, TORCH_COMPILE, TORCHSCRIPT, Result

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLOURS = {
    DYCL: "#1b6ca8",
    TORCH_COMPILE: "#e07a1f",
    TORCHSCRIPT: "#7a9e3a",
    ONNX_RUNTIME: "#9a9a9a",
}


def draw(results: Sequence[Result], path: Path) -> None:
    """Write an SVG file with a group of bars for each subject, one panel for each batch size.

    Raises ImportError where matplotlib is missing.
    """
    import matplotlib

    matplotlib.use("svg")
    # The same bytes for the same numbers.
    matplotlib.rcParams.update({"svg.hashsalt": "dycl", "font.size": 9})
    from matplotlib import pyplot
    from matplotlib.patches import Patch

    panels: dict[int, list[Result]] = {}
    for result in results:
        if result.measurement(EAGER) is not None:
            panels.setdefault(result.batch, []).append(result)
    heights = [len(panel) for panel in panels.values()] or [1]
    figure, axes = pyplot.subplots(
        len(heights),
        1,
        figsize=(8, 1.2 * len(heights) + 0.55 * sum(heights)),
        height_ratios=heights,
        squeeze=False,
        layout="constrained",
    )
    for (batch, panel), axis in zip(panels.items(), axes[:, 0], strict=False):
        axis.set_title(f"batch {batch}: times faster than eager PyTorch (quartiles)", loc="left")
        _draw_panel(axis, panel)
    names = {ONNX_RUNTIME: "ONNX Runtime, all blocks"}
    patches = [Patch(color=c, label=names.get(name, name)) for name, c in _COLOURS.items()]
    figure.legend(handles=patches, loc="outside lower center", ncols=4)
    figure.savefig(path, format="svg", metadata={"Date": None})
    pyplot.close(figure)


def _draw_panel(axis: Axes, panel: Sequence[Result]) -> None:
    width = 0.8 / len(_COLOURS)
    for index, (name, colour) in enumerate(_COLOURS.items()):
        for row, result in enumerate(panel):
            found = result.speedup(EAGER, name)
            if found is None:
                continue
            error = [[found.median - found.low], [found.high - found.median]]
            place = row + (index - 1.5) * width
            axis.barh(place, found.median, width, color=colour, xerr=error, ecolor="#333333")
            axis.text(found.high, place, f" {found.median:.2f}", va="center", fontsize=7)
    axis.set_yticks(range(len(panel)), [result.title for result in panel])
    axis.invert_yaxis()
    axis.axvline(1, color="black", linewidth=0.8)
    axis.set_xscale("log")
    axis.spines[["top", "right"]].set_visible(False)
