"""The axes of a native chart in Office's own XML, and where its plot stands."""

from charts.native import NativeChart
from exports.slide_labels import Scale
from exports.slide_series import LEVEL_WHERE_IT_FITS, Canvas, format_xml, rich_xml, text_xml
from exports.slide_text import clean, line_xml, text_width

TITLE_SHARE = 0.9
LEAST_PITCH = 24.0
SKIPS = (1, 2, 3, 4, 6, 12, 24, 36, 60, 120)


def plot_place(left: float, top: float, right: float, bottom: float, *, width: float, height: float) -> str:
    """Where the plot stands in its frame; the sides are margins in points."""
    inner = (left / width, top / height, max(width - left - right, 10) / width, max(height - top - bottom, 10) / height)
    sides = "".join(f'<c:{name} val="{value:.5f}"/>' for name, value in zip("xywh", inner, strict=True))
    modes = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    return f"<c:layout><c:manualLayout>{modes}{sides}</c:manualLayout></c:layout>"


def are_ends_told(skip: int, canvas: Canvas) -> bool:
    """Whether only the first and the last category are told, below the axis."""
    return skip > 1 and (canvas.is_one_of_many or canvas.pitch < LEAST_PITCH)


def ends_of(chart: NativeChart, canvas: Canvas) -> list[str]:
    """The first and the last category, on one line where it is no wider than the plot, else on two; what both begin with is said once."""
    first, last = clean(chart.categories[0]), clean(chart.categories[-1])
    lead, _, rest = last.partition(" ")
    words = f"{first}–{rest}" if rest and first.startswith(f"{lead} ") else f"{first} – {last}"
    across = canvas.pitch * len(chart.categories)
    return [words] if text_width(words, canvas.size) <= across else [f"{first} –", last]


def category_axis(chart: NativeChart, *, skip: int, is_reversed: bool, canvas: Canvas) -> str:
    """The axis of the categories; a small chart without room for each tells the first and the last below it."""
    skips = f'<c:tickLblSkip val="{skip}"/><c:tickMarkSkip val="{skip}"/>' if skip > 1 else '<c:tickLblSkip val="1"/>'
    palette = canvas.palette
    is_told = are_ends_told(skip, canvas)
    words = rich_xml("\n".join(ends_of(chart, canvas)), size=canvas.size, colour=palette.second, is_bold=False)
    title = f'<c:title>{words}<c:overlay val="0"/></c:title>' if is_told else ""
    labels = "none" if is_told else "low"
    turn = 0 if is_reversed else LEVEL_WHERE_IT_FITS
    look = text_xml("c:txPr", size=canvas.size, colour=palette.ink if is_reversed else palette.second, wrap="square", turn=turn)
    position, order = ("l", "maxMin") if is_reversed else ("b", "minMax")
    return (
        f'<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/><c:axPos val="{position}"/>'
        f'{title}<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="{labels}"/>'
        f"<c:spPr>{line_xml(palette.second, 0.75)}</c:spPr>"
        f"{look}"
        f'<c:crossAx val="222"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/>{skips}'
        f'<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def value_axis(scale: Scale, *, office: str, is_hidden: bool, has_grid: bool, is_between: bool, is_bar: bool, canvas: Canvas) -> str:
    """The axis of the values; hidden where every value is told."""
    palette = canvas.palette
    grid = f"<c:majorGridlines><c:spPr>{line_xml(palette.rule, 0.75)}</c:spPr></c:majorGridlines>" if has_grid else ""
    return (
        f'<c:valAx><c:axId val="222"/>'
        f'<c:scaling><c:orientation val="minMax"/><c:max val="{scale.high:.12g}"/><c:min val="{scale.low:.12g}"/>'
        f'</c:scaling><c:delete val="{int(is_hidden)}"/><c:axPos val="{"b" if is_bar else "l"}"/>{grid}'
        f'{format_xml(office)}<c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{text_xml("c:txPr", size=canvas.size, colour=palette.second)}<c:crossAx val="111"/><c:crosses val="autoZero"/>'
        f'<c:crossBetween val="{"between" if is_between else "midCat"}"/><c:majorUnit val="{scale.step:.12g}"/></c:valAx>'
    )


def skip_of(chart: NativeChart, across: float, size: float) -> int:
    """How many categories from one told name to the next."""
    count = len(chart.categories)
    widest = max(text_width(clean(name), size) for name in chart.categories) + 8
    fitting = next((skip for skip in SKIPS if across / count * skip >= widest), count)
    return fitting if fitting < count / 2 or fitting == 1 else max(count - 1, 1)
