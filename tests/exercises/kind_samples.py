"""One exercise of each kind with everything that it may hold, and answers of every sort to it."""

from __future__ import annotations

from functools import cache
from typing import Any

from .helpers import item

ITEMS: dict[str, str] = {
    "number": """
        ---
        kind: number
        given: {a: 3, b: 4}
        let: {c: "a * a + b * b"}
        answer: sqrt(c) + 0.046
        accept: {decimals: 2, unit: GB}
        label: Length
        right: It is {{ c }} under the root.
        mistakes:
          - {value: a + b, say: "You added {{ a }} and {{ b }}."}
          - {value: c, say: "Take the root."}
          - {value: "5.1", say: "Too coarse."}
        vary: {a: "integer(1, 9)", b: "choose([4, 8])"}
        where: a != b
        ---
        From {{ a }} and {{ b }}?

        ## Hint
        Square {{ a }}.

        ## Solution
        {{ c }}
        """,
    "vector": """
        ---
        kind: vector
        given: {u: [1, 2], v: [0.5, -1]}
        answer: "[1.5, 1, Fraction(1, 3)]"
        accept: {decimals: 1, unit: m}
        names: [up, "<down>", aside]
        right: All {{ len(u) + 1 }}.
        mistakes:
          - {value: "[0.5, 3, 9]", say: "Subtracted."}
          - {value: "7", say: "A seven somewhere."}
        ---
        Sum?

        ## Solution
        So.
        """,
    "words": """
        ---
        kind: vector
        answer: "['the', 'cat']"
        ---
        Which two?

        ## Solution
        So.
        """,
    "table": """
        ---
        kind: table
        accept: {decimals: 1}
        right: Yes {{ 1 + 1 }}.
        mistakes:
          - {value: "9", cell: [1, 1], say: "Nine in the first."}
          - {value: "[[1, 2], [], [3]]", say: "Counted on."}
        ---
        Fill in.

        | a <b> | x | y |
        |---|---|---|
        | one | {{? 1.5 }} | {{? 2.5 }} |
        | two | 7 | 8 |
        | | {{? 4:.0f }} | 3 |

        ## Solution
        So.
        """,
    "plain table": """
        ---
        kind: table
        ---
        Fill in.

        | x | y |
        |---|---|
        | {{? Fraction(1, 2) }} | {{? "cat" }} |

        ## Solution
        So.
        """,
    "hinted table": """
        ---
        kind: table
        accept: {decimals: 2}
        ---
        Fill in.

        | pair | x "y" |
        |---|---|
        | 'a' | {{? 1.5 }} |
        | b | {{? 'a "b" <c>' }} |

        ## Solution
        So.
        """,
    "choice": """
        ---
        kind: choice
        shuffle: false
        right: Well {{ 1 + 1 }}.
        given: {n: 3}
        ---
        Which?

        - [ ] one {{ n }}
          > Not one.
        - [x] two  `x < y`
          > It is two.
        - [ ] $n^2$
          > No square.
        """,
    "choices": """
        ---
        kind: choices
        ---
        Which?

        - [x] a
          > A yes.
        - [x] b
          > B yes.
        - [ ] c
          > C no.
        - [ ] d
          > D no.
        """,
    "order": """
        ---
        kind: order
        right: Sorted.
        mistakes:
          - {value: [4, 3, 2, 1], say: "Backwards."}
          - {before: [3, 1], say: "C before A."}
        ---
        Sort.

        ## Order
        1. A
        2. B
        3. C
        4. D

        ## Distractors
        - X
          > X is none.
        - Y
          > Y is none.
        """,
    "partial order": """
        ---
        kind: order
        or:
          - [1, 2, 4]
          - {chain: [3, 4, 5], say: "Third first."}
        ---
        Sort.

        ## Order
        1. A
        2. B
        3. C
        4. D
        5. E
        """,
    "text": """
        ---
        kind: text
        right: "Full {{ 1 + 1 }}."
        ---
        Why?

        ## Model answer
        Because.

        ## Rubric
        - (1) says a
        - (2) says *b*
        - (1) says c
        """,
}  # fmt: skip


UP = list("ABCD")


@cache
def samples() -> dict[str, dict[str, Any]]:
    """The compiled exercises, by name."""
    return {name: item(text, f"sample/{name.replace(' ', '-')}") for name, text in ITEMS.items()}
