"""Draws pictures as SVG, byte for byte the same for the same numbers: graphs, boundaries, bowls, errors against h."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import FuncFormatter, NullFormatter

from checker.drawn import Boundaries, Bowl, Drawn, Graph
from checker.model import Claim, Convergence, Finding, Numeric
from checker.report import visible
from checker.report.handout import Figure
from checker.report.said import in_line

SIZE = (4.6, 2.9)  # inches
ROOT, LINE, POINT = "#0b6e4f", "#b3261e", "#1f1f1f"
STYLE: dict[Any, Any] = {  # Any: the types that matplotlib ships list every key
    "svg.fonttype": "path",  # the letters are in the file: it looks the same everywhere
    "svg.hashsalt": "derive-check",  # names of parts are made of this, not of the time
    "font.size": 8.5,
    "font.family": "DejaVu Sans",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.parse_math": False,  # a name with $ in it is a name
}
TALLEST = 4.0  # times the height between the two values at the counterexample that a graph shows
LEVELS = 9
LEAST_SPAN = 1000.0  # between the least and the greatest error of an axis: a small rise is no cliff
ROOM_BESIDE, LEAST_SHARE = 0.1, 0.02  # of what is seen of a graph, and of its whole range: room at both sides
MARGIN = 0.5  # around samples
LINE_OF_WORDS, LETTER, GAP = 14.0, 5.5, 10.0  # points: a line of words, a digit of a label, and what is left free
PANEL, MOST_COLUMNS = 1.7, 4  # inches of a small panel, and how many stand side by side


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of a hand-out, from the numbers worked out for its claims; `results` are its end results."""

    drawn: Mapping[Claim, Drawn]
    results: Collection[Claim]

    def of(self, finding: Finding) -> tuple[Figure, ...]:
        """The pictures of a line: what was worked out for it, and how finite differences meet it."""
        found = self.drawn.get(finding.claim)
        measured = errors(finding.numeric) if finding.numeric else None
        if measured is not None and finding.claim not in self.results:
            measured = replace(measured, folded=True)
        return tuple(one for one in (picture(found) if found else None, measured) if one is not None)


def picture(drawn: Drawn) -> Figure:
    """A picture of what was worked out."""
    if isinstance(drawn, Graph):
        return Figure(_drawn(lambda axes: _graph(axes, drawn)), _words_of_graph(drawn))
    if isinstance(drawn, Bowl):
        return Figure(_drawn(lambda axes: _bowl(axes, drawn)), _words_of_bowl(drawn))
    return Figure(_boundaries(drawn), _words_of_boundaries(drawn), wide=True)


def errors(numeric: Numeric) -> Figure | None:
    """The error of finite differences against the step h, both logarithmic; None where only rounding shows."""
    seen = [(rung.h, rung.error) for rung in numeric.ladder if rung.error > 0]
    if len(seen) < 2 or (numeric.outcome is Convergence.CONVERGES and numeric.order is None):
        return None
    return Figure(_drawn(lambda axes: _errors(axes, seen, numeric)), _words_of_errors(numeric))


def _drawn(draw: Callable[[Axes], None]) -> str:
    return _figure(SIZE, (1, 1), lambda axes: draw(axes[0]))


def _figure(size: tuple[float, float], grid: tuple[int, int], draw: Callable[[Sequence[Axes]], None]) -> str:
    """A figure of panels in rows and columns, drawn once: layouts of matplotlib draw all of it to measure its words."""
    with mpl.rc_context(STYLE):
        figure = Canvas(figsize=size)
        axes = [figure.add_subplot(*grid, place + 1) for place in range(grid[0] * grid[1])]
        draw(axes)
        _make_room(figure, axes, grid)
        written = io.StringIO()
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    return written.getvalue()


def _make_room(figure: Canvas, every: Sequence[Axes], grid: tuple[int, int]) -> None:
    """Room around each panel for its title and its axes' labels, by their lengths."""
    width, height = (72 * side for side in figure.get_size_inches())
    left = max(_room_of_labels(axes) + LINE_OF_WORDS * bool(axes.get_ylabel()) for axes in every)
    below = LINE_OF_WORDS * max(1 + bool(axes.get_xlabel()) for axes in every) + GAP
    above = LINE_OF_WORDS
    rows, columns = grid
    across, up = width - left - GAP, height - below - above
    wide, tall = (across - (columns - 1) * (left + GAP)) / columns, (up - (rows - 1) * (below + above)) / rows
    figure.subplots_adjust(
        left=left / width,
        right=1 - GAP / width,
        bottom=below / height,
        top=1 - above / height,
        wspace=(left + GAP) / wide,
        hspace=(below + above) / tall,
    )


def _room_of_labels(axes: Axes) -> float:
    """Points that the longest label of the vertical axis takes, about."""
    labels = axes.yaxis.get_major_formatter().format_ticks(axes.yaxis.get_majorticklocs().tolist())
    return LETTER * max(map(len, labels), default=0) + GAP


# --- a wrong line ------------------------------------------------------------------------------


def _graph(axes: Axes, graph: Graph) -> None:
    for values, colour, dashes, label in (
        (graph.root, ROOT, "solid", "what it should equal"),
        (graph.line, LINE, "dashed", "the line as written"),
    ):
        shown: list[Any] = [float("nan") if value is None else value for value in values]
        axes.plot(graph.at, shown, color=colour, linestyle=dashes, label=label)
    at, root, line = graph.point
    axes.plot([at, at], [root, line], color=POINT, linewidth=0.8, linestyle="dotted")
    axes.plot([at], [root], "o", color=ROOT, markersize=4)
    axes.plot([at], [line], "s", color=LINE, markersize=4)
    readable = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 0.8}  # where it lies over a curve
    axes.annotate("counterexample", (at, line), xytext=(5, 5), textcoords="offset points", color=POINT, bbox=readable)
    height = max(abs(root - line), 1e-9)
    low, high = _limits(graph, height)
    axes.set_ylim(low, high)
    axes.set_xlim(*_shown_range(graph, low, high))
    axes.set_xlabel(in_line(visible(graph.variable)))
    axes.legend(frameon=False, fontsize=7.5)


def _limits(graph: Graph, height: float) -> tuple[float, float]:
    """What of a graph is shown: all of it, unless it runs away from the counterexample."""
    _, root, line = graph.point
    values = [value for side in (graph.root, graph.line) for value in side if value is not None]
    low = max(min(values), min(root, line) - TALLEST * height)
    high = min(max(values), max(root, line) + TALLEST * height)
    room = 0.08 * (high - low or 1.0)
    return low - room, high + room


def _shown_range(graph: Graph, low: float, high: float) -> tuple[float, float]:
    """Where a curve is within these limits, and a little around it: elsewhere there is nothing to see."""
    values = list(zip(graph.at, graph.root, graph.line, strict=True))
    seen = [at for at, *sides in values if any(side is not None and low <= side <= high for side in sides)]
    first, last = min((*seen, graph.point[0])), max((*seen, graph.point[0]))
    room = max(ROOM_BESIDE * (last - first), LEAST_SHARE * (graph.at[-1] - graph.at[0]))
    return max(graph.at[0], first - room), min(graph.at[-1], last + room)


def _words_of_graph(graph: Graph) -> str:
    at, root, line = graph.point
    fixed = "".join(f", {name} = {value}" for name, value in graph.fixed)
    return visible(
        f"Two curves over {graph.variable}{fixed}: what the line should equal, and the line as written. "
        f"At {graph.variable} = {at:g} they are {root:.4g} and {line:.4g}."
    )


# --- errors against h --------------------------------------------------------------------------


def _errors(axes: Axes, seen: Sequence[tuple[float, float]], numeric: Numeric) -> None:
    steps, sizes = [h for h, _ in seen], [error for _, error in seen]
    axes.loglog(steps, sizes, "o-", color=POINT, markersize=3, label="relative error")
    if numeric.outcome is Convergence.CONVERGES and numeric.order is not None:
        slope = [sizes[0] * (h / steps[0]) ** numeric.order for h in steps]
        shown = [value for value in slope if value >= min(sizes) / 10]
        axes.loglog(steps[: len(shown)], shown, linestyle="dashed", color=ROOT, label=f"slope {numeric.order:.1f}")
    low, high = axes.get_ylim()
    axes.set_ylim(min(low, high / LEAST_SPAN), 2 * high)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(FuncFormatter(_power_of_ten))
        axis.set_minor_formatter(NullFormatter())
    axes.set_xlabel("step h")
    axes.legend(frameon=False, fontsize=7.5)


def _power_of_ten(value: float, _place: int | None) -> str:
    return f"{value:.0e}".replace("e-0", "e-").replace("e+0", "e")


def _words_of_errors(numeric: Numeric) -> str:
    if numeric.outcome is not Convergence.CONVERGES:
        return "The error of finite differences against the step h, both logarithmic: it does not fall."
    slope = f"it falls with slope {numeric.order:.1f}"
    return f"The error of finite differences against the step h, both logarithmic: {slope}."


# --- the perceptron ----------------------------------------------------------------------------


def _boundaries(way: Boundaries) -> str:
    columns = min(len(way.updates), MOST_COLUMNS)
    rows = -(-len(way.updates) // columns)
    return _figure((PANEL * columns, PANEL * rows), (rows, columns), lambda every: _panels(every, way))


def _panels(every: Sequence[Axes], way: Boundaries) -> None:
    across, up = zip(*way.samples, strict=True)
    for axes in every[len(way.updates) :]:
        axes.set_axis_off()  # the grid has more panels than there were updates
    for axes, (count, (bias, one, two)) in zip(every, way.updates, strict=False):
        for target, mark, colour in ((0, "o", LINE), (1, "s", ROOT)):
            of = [sample for sample, wanted in zip(way.samples, way.targets, strict=True) if wanted == target]
            axes.plot([x for x, _ in of], [y for _, y in of], mark, color=colour, markersize=4, linestyle="none")
        axes.set_xlim(min(across) - MARGIN, max(across) + MARGIN)
        axes.set_ylim(min(up) - MARGIN, max(up) + MARGIN)
        if two != 0:
            axes.axline((0, -bias / two), slope=-one / two, color=POINT, linewidth=1)
        elif one != 0:
            axes.axvline(-bias / one, color=POINT, linewidth=1)
        if not _is_crossed(axes, bias, one, two):
            side = 1 if bias + one * across[0] + two * up[0] >= 0 else 0
            axes.text(0.5, 0.5, f"ŷ = {side} throughout", transform=axes.transAxes, ha="center", fontsize=7)
        axes.set_title(f"after {count}: {bias:g}, {one:g}, {two:g}".replace("-", "−"), fontsize=7)
        axes.tick_params(labelsize=6)


def _is_crossed(axes: Axes, bias: float, one: float, two: float) -> bool:
    """Does the boundary cross the picture? Not where all its corners lie on one side."""
    corners = [bias + one * x + two * y for x in axes.get_xlim() for y in axes.get_ylim()]
    return min(corners) < 0 < max(corners)


def _words_of_boundaries(way: Boundaries) -> str:
    last = ", ".join(f"{weight:g}" for weight in way.updates[-1][1]).replace("-", "−") if way.updates else ""
    counts = ", ".join(str(count) for count, _ in way.updates)
    return (
        f"The samples and the line that parts them, after each of {len(way.updates)} updates, at the samples {counts}. "
        f"The last weights are {last}."
    )


# --- a bowl ------------------------------------------------------------------------------------


def _bowl(axes: Axes, bowl: Bowl) -> None:
    (a, b), (p, q) = bowl.true, bowl.claimed
    half = max(abs(a - p), abs(b - q), 0.5) * 1.8
    ticks = [2 * k / 60 - 1 for k in range(61)]
    across, up = [a + half * tick for tick in ticks], [b + half * tick for tick in ticks]
    heights = [[_height(bowl, one, two) for one in across] for two in up]
    axes.contour(across, up, heights, levels=LEVELS, colors="#8a8a8a", linewidths=0.7)
    axes.plot([a], [b], "o", color=ROOT, markersize=5, label="the minimum")
    axes.plot([p], [q], "s", color=LINE, markersize=5, label="what the line says")
    axes.set_xlabel(in_line(visible(bowl.names[0])))
    axes.set_ylabel(in_line(visible(bowl.names[1])))
    axes.legend(framealpha=1, fontsize=7.5)  # the lines of equal height would cross its words


def _height(bowl: Bowl, a: float, b: float) -> float:
    c = bowl.coefficients
    return c[0] + c[1] * a + c[2] * b + c[3] * a * a + c[4] * a * b + c[5] * b * b


def _words_of_bowl(bowl: Bowl) -> str:
    data = "; ".join(f"{name} = {values}" for name, values in bowl.data)
    one, two = bowl.names
    (a, b), (p, q) = bowl.true, bowl.claimed
    low, there = _height(bowl, a, b), _height(bowl, p, q)
    return visible(
        f"Lines of equal height of what is to be minimized, over {one} and {two}, for {data}. The minimum, {low:.4g}, "
        f"is at ({a:.4g}, {b:.4g}); at ({p:.4g}, {q:.4g}), where the line puts it, it is {there:.4g}."
    )
