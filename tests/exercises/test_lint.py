"""Rules for the content of exercises: each finds what it should, and nothing in the book."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlpbook.exercises.authoring import lint, load_exercises
from nlpbook.exercises.authoring.lint import lint_one, look
from nlpbook.exercises.authoring.lint.bias import at_least

from .helpers import exercise, problems_of

ROOT = Path(__file__).resolve().parents[2]
CHOICE = """
    ---
    kind: choice
    {head}
    ---
    What does the softmax do?

    - [x] {right}
      > Yes.
    - [ ] {wrong}
      > No.
    - [ ] It sorts scores.
      > No.

    ## Hint
    {hint}
"""
LONG = "It turns any list of scores into shares that are positive and sum to one"
SHORT = "It turns scores into shares."


def choice(
    right: str = SHORT, wrong: str = "It makes scores smaller.", head: str = "label: L", hint: str = "Look."
) -> str:
    return CHOICE.format(right=right, wrong=wrong, head=head, hint=hint)


def number(head: str = "", prompt: str = "How much is it?", hint: str = "Think.", answer: str = "4.25") -> str:
    return (
        f"---\nkind: number\nanswer: {answer}\naccept: {{decimals: 2}}\n{head}---\n{prompt}\n\n"
        f"## Hint\n{hint}\n\n## Solution\nS\n"
    )  # fmt: skip


def found(text: str) -> list[str]:
    return [f"{problem.line}: {problem.message}" for problem in lint_one(look(exercise(text)))]


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        (choice(right=LONG), "longest-option", "the right option has 72 letters, the longest of the others 24"),
        (choice(head="shuffle: false"), "option-order", "the place of the right one never changes"),
        (choice(wrong="All of the above."), "all-of-the-above", "“All of the above”"),
        (choice(wrong="None of these."), "all-of-the-above", "“None of these.”"),
        (choice(wrong="Only option B is right."), "all-of-the-above", "“option B”"),
        (choice(hint="Say: it turns scores into **shares**."), "key-in-hint", "can be read here"),
        (number(prompt="Is it 4.25?"), "key-in-prompt", "the key '4.25' can be read here: the answer is there to copy"),
        (number(hint="Not far from 4.25."), "key-in-hint", "a hint should say what to think of next"),
        (number("given: {n: 1}\nvary: {n: 'integer(0, 8)'}\n", answer="4.25 * 10 ** n"), "sizes", "draws keys from"),
        (number("given: {n: 1}\nvary: {n: 'integer(0, 4)'}\n", answer="10 ** n"), "sizes", "narrower range"),
        (number(prompt="A card has 24 GB. A model takes half."), "unit", "speaks of “24 GB”"),
    ],
)  # fmt: skip
def test_a_rule_finds_what_it_is_for(text: str, rule: str, words: str) -> None:
    told = [message for message in found(text) if message.endswith(f"({rule})")]
    assert words in told[0]


@pytest.mark.parametrize(
    "text",
    [
        choice(),
        choice(wrong="It answers a question of these words.", right="It turns scores into shares"),
        choice(wrong="All of the text above the line goes."),
        number(prompt="Is it 14.25 or 4.257?"),
        number(prompt="A card has 24 GB. How many GB are left?"),
        number(prompt="A card has 24 GB. What share of it is used?"),
        number(answer="3", prompt="Take 3.00 and 3."),
        "---\nkind: choice\nshuffle: false\n---\nHow many?\n\n- [x] 10\n  > y\n- [ ] 200\n  > n\n- [ ] 3000\n  > n\n",
    ],
)
def test_a_rule_leaves_the_rest_alone(text: str) -> None:
    assert found(text) == []


def test_several_right_options_are_measured_together() -> None:
    text = f"---\nkind: choices\n---\nWhich?\n\n- [x] {LONG}\n  > y\n- [x] {LONG}, so\n  > y\n- [ ] {SHORT}\n  > n\n"
    assert "the right options have on average 74 letters, the others 28" in found(text)[0]


def test_an_exception_needs_a_rule_a_reason_and_a_use() -> None:
    allowed = choice(right=LONG, head='lint: {allow: longest-option, why: "The wording is what is asked for."}')
    assert found(allowed) == []
    assert "allows 'longest-option', which is not found here any more" in found(allowed.replace(LONG, SHORT))[0]
    assert "did you mean 'longest-option'" in problems_of(choice(head="lint: {allow: longest-opton, why: a b c d}"))[0]
    assert "must say in a few words why" in problems_of(choice(head="lint: {allow: unit, why: because}"))[0]
    assert "must be {allow: <a rule>, why: <the reason>}" in problems_of(choice(head="lint: unit"))[0]


def test_the_longest_option_of_a_whole_book() -> None:
    biased = [exercise(choice(right=f"{SHORT} And more."), f"sample/n{n}") for n in range(6)]
    problems, bias = lint(biased)
    assert (bias.longest, bias.choices) == (6, 6)
    assert bias.expected == pytest.approx(2)
    assert bias.chance == pytest.approx(3**-6)
    assert [problem.field for problem in problems if problem.path == "exercises"] == ["longest-option"]
    assert not lint(biased[:3])[1].biased
    assert at_least(1, [0.5, 0.25]) == pytest.approx(0.625)


def test_the_book_has_no_finding() -> None:
    problems, bias = lint(load_exercises(ROOT / "exercises").values())
    assert "\n".join(map(str, problems)) == ""
    assert bias.choices >= 30
    assert not bias.biased
