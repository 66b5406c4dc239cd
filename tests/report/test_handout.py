"""What is handed out: the tones of lines, the part to blame, repairs, and numbers that add up."""

from checker.report.handout import Handout, NotRead, Step, Tone, of_topics
from tests.report import sample_handout
from tests.report.sample_report import PROVED, finding, report


def steps(handout: Handout) -> list[Step]:
    return [item for part in handout.parts for item in part.items if isinstance(item, Step)]


def test_tones() -> None:
    tones = {step.number: step.tone for step in steps(sample_handout.every_outcome())}
    assert tones == {
        "1": Tone.SILENT,
        "2": Tone.RIGHT,
        "3": Tone.WRONG,
        "4": Tone.WRONG,
        "5": Tone.WRONG,
        "6": Tone.WRONG,  # healed: true, though it does not follow
        "7": Tone.RIGHT,
        "8": Tone.WRONG,
        "9": Tone.CONDITIONAL,
        "10": Tone.OPEN,
        "11": Tone.OPEN,
        "12": Tone.SILENT,
    }


def test_counts_share_out_the_lines() -> None:
    [row] = sample_handout.every_outcome().counts
    assert (row.lines, row.hold, row.wrong, row.open, row.silent) == (12, 3, 5, 2, 2)


def test_the_part_to_blame_and_its_repair() -> None:
    [step] = steps(sample_handout.blamed())
    assert step.blamed is not None
    assert (step.blamed.label, step.blamed.text) == ("to blame", "h(x)")
    assert step.code == "D101"
    [repair] = step.repairs
    assert [(change.slip, change.old, change.new) for change in repair.changes] == [
        ("exponent lost", "h(x)", "h(x)^{-2}")
    ]
    assert repair.likeness == "as in line 6"
    assert repair.formula.words == (
        "equals minus g open parenthesis x close parenthesis to the minus 2"
        " times minus h open parenthesis x close parenthesis to the minus 2 times e to the x"
    )
    assert "to blame: h open parenthesis x close parenthesis end" in step.formula.words


def test_only_what_occurs_is_explained() -> None:
    words = [word for word, _ in sample_handout.blamed().marks]
    assert words == ["✗ refuted"]


def test_notes_show_what_was_not_read_with_its_place() -> None:
    [part] = sample_handout.of_text("abc").parts
    gap = next(item for item in part.items if isinstance(item, NotRead))
    assert (gap.before, gap.there, gap.after) == ("a", "bc", "")
    assert gap.place == "line 3, column 2"


def test_of_notes_nothing_is_expected() -> None:
    labels = [remark.label for step in steps(sample_handout.of_text("abc")) for remark in step.remarks]
    assert "UNEXPECTED" not in labels


def test_words_of_a_topic_are_no_mathematics() -> None:
    [step] = steps(of_topics(report(finding("1", "Converges in 22 & more", PROVED, PROVED)), sample_handout.MAKERS))
    assert step.formula.layout is None
