"""The card holds what pages, tests and tools rely on, and never lets a text become markup."""

from html.parser import HTMLParser

import pytest

from nlpbook.exercises.cardwords import WORDS
from nlpbook.exercises.highlight import highlight
from nlpbook.exercises.markup import answer_area, card, revision

from .sample_views import INPUTS, view

VOID = {"input", "br", "path", "circle"}


class Reader(HTMLParser):
    """Collects the elements and complains about wrong nesting."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        assert self.open == [], f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def parts(self, name: str) -> list[dict[str, str | None]]:
        return [attrs for _, attrs in self.elements if attrs.get("data-part") == name]

    def values(self) -> list[str | None]:
        return [attrs.get("data-value") for attrs in self.parts("input")]


@pytest.mark.parametrize("kind", sorted(INPUTS))
def test_card_is_well_formed_and_carries_the_contract(kind: str) -> None:
    page = Reader(card(view(kind), number="5.3", uid="ex-one"))
    tag, attributes = page.elements[0]
    assert tag == "nlp-exercise"
    assert attributes["data-exercise"] == f"sample/{kind}"
    assert (attributes["data-kind"], attributes["data-state"], attributes["id"]) == (kind, "idle", "ex-one")
    for part in ("prompt", "check", "verdict", "hint", "solution", "another", "reset", "bookmark"):
        assert len(page.parts(part)) == 1, part
    assert page.parts("verdict")[0]["aria-live"] == "polite"
    assert page.parts("input")
    assert all(value is not None for value in page.values())
    assert "Exercise 5.3" in page.text
    assert WORDS[f"kind.{kind}"] in page.text
    assert f"A <{kind}>" in page.text


@pytest.mark.parametrize("kind", sorted(INPUTS))
def test_ids_are_unique_and_every_reference_is_there(kind: str) -> None:
    page = Reader(card(view(kind), uid="ex-one"))
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    for _, attrs in page.elements:
        for name in ("for", "aria-labelledby", "aria-describedby"):
            assert attrs.get(name) is None or attrs[name] in ids


@pytest.mark.parametrize(("kind", "values"), [
    ("vector", ["0", "1", "2"]), ("choice", ["a < b", "both"]), ("choices", ["one", "two"]),
    ("order", ['say "hi"', "add"]), ("bugline", ["1", "2"]), ("table", ["0,0"]),
])
def test_each_input_says_what_it_stands_for(kind: str, values: list[str]) -> None:
    assert Reader(answer_area(view(kind), "u")).values() == values


def test_every_button_is_harmless_without_a_script() -> None:
    for kind in INPUTS:
        for tag, attrs in Reader(card(view(kind))).elements:
            assert tag != "form"
            assert tag != "button" or attrs["type"] == "button"


def test_starter_keeps_its_first_blank_line_and_cannot_close_the_textarea() -> None:
    html = answer_area(view("code"), "u")
    assert ">\n\ndef f(x):\n    return &#x27;&lt;/textarea&gt;&#x27;\n</textarea>" in html


def test_level_is_drawn_and_spoken() -> None:
    html = card(view("text", level=4))
    assert html.count('<i class="off">') == 0
    assert 'aria-label="Level 4 of 4: research"' in html
    assert card(view("text", level=1)).count('<i class="off">') == 3


def test_help_is_offered_only_where_there_is_some() -> None:
    page = Reader(card(view("number", hints=0, can_vary=False)))
    assert not page.parts("hint")
    assert not page.parts("another")
    assert page.parts("solution")


def test_table_without_a_title_above_the_row_heads_gets_a_corner() -> None:
    table = {"columns": ["cosine"], "rows": INPUTS["table"]["rows"]}
    assert "<thead><tr><td></td><th" in answer_area(view("table", input=table), "u")


def test_leave_out_is_offered_only_when_some_tiles_are_strangers() -> None:
    assert 'data-move="out"' in answer_area(view("order"), "u")
    strict = {"tiles": INPUTS["order"]["tiles"], "may_leave_out": False}
    assert 'data-move="out"' not in answer_area(view("order", input=strict), "u")


def test_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        answer_area({"kind": "riddle", "input": {}}, "u")


def test_revision_changes_with_the_wording() -> None:
    assert revision(view("number")) == revision(view("number"))
    assert revision(view("number")) != revision(view("number", prompt_html="<p>Else?</p>"))


def test_highlight_escapes_and_survives_what_is_not_python() -> None:
    assert highlight(["x = '<b>'  # <i>"]) == [
        'x = <span class="nx-s">&#x27;&lt;b&gt;&#x27;</span>  <span class="nx-c"># &lt;i&gt;</span>']
    assert highlight(["def f(:", "  '''<"]) == ["def f(:", "  &#x27;&#x27;&#x27;&lt;"]
    assert highlight(['"""a', 'b"""']) == [
       '<span class="nx-s">&quot;&quot;&quot;a</span>',
        '<span class="nx-s">b&quot;&quot;&quot;</span>']


def test_an_option_that_is_only_a_formula_has_a_name() -> None:
    options = [
        {"value": "$e^{H}$", "html": '<span class="arithmatex">\\(e^{H}\\)</span>'},
        {"value": "$e$ again", "html": '<span class="arithmatex">\\(e\\)</span> again'},
    ]
    drawn = answer_area({"kind": "choice", "input": {"options": options}}, "x")
    assert drawn.count("aria-label") == 1
    assert 'value="0" aria-label="e^{H}">' in drawn
