# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Lab: Words by the company they keep
#
# In chapter 5, counting company in Shakespeare's plays was enough to find out that *brother* is near *father* and
# *mother*. Here you take the counting into your own hands. What does the width of the window do? Which words spoil
# the picture, and how can they be quietened? And what does a word mean in one play alone?
#
# Every cell runs as it stands. After each part comes a task marked **Your turn**; change the cell below it. The whole
# lab takes about forty minutes, and the computer needs about ten seconds of it.

# %%
import random

import numpy as np

from nlpbook.data import (
    load_plays,
    load_rated_pairs,
    load_word2vec,
)
from nlpbook.embeddings import (
    WordVectors,
    cooccurrence_vectors,
    frequent_words,
    nearest_words,
    principal_components,
    spearman,
)
from nlpbook.figures import draw_bars, draw_words
from nlpbook.maths import cooccurrence_counts

plays = load_plays()
speeches = [speech for play in plays.values() for speech in play]
vocabulary = frequent_words(speeches, 2000)
n_words = sum(map(len, speeches))
print(f"{len(plays)} plays, {len(speeches):,} speeches")
print(f"{n_words:,} words")
print("most frequent:", *vocabulary[:12])
print("number 2,000: ", vocabulary[-1])

# %% [markdown]
# ## 1. One play, one word
#
# Start small. In which company does *blood* stand in *Macbeth*? The counts come from the by-hand version of the code,
# the one that also runs in your browser.

# %%
company = cooccurrence_counts(plays["macbeth"], half_width=3)[
    "blood"
]
print(
    *(
        f"{word} {count}"
        for word, count in company.most_common(8)
    ),
    sep="   ",
)

# %% [markdown]
# Most of that is glue: *of*, *the*, *and*. Frequent words keep everybody company. One remedy is to compare with what
# was to be expected: how much more often does a word stand here than in the play as a whole?


# %%
def typical_company(play, word, half_width=3, at_least=2):
    """Words of the window, most typical first.

    With each comes how many times more frequent it is there than
    in the whole play.
    """
    around = cooccurrence_counts(play, half_width)[word]
    everywhere = {}
    for speech in play:
        for other in speech:
            everywhere[other] = everywhere.get(other, 0) + 1
    total_around, total = (
        sum(around.values()),
        sum(everywhere.values()),
    )
    lift = {
        w: (n / total_around) / (everywhere[w] / total)
        for w, n in around.items()
        if n >= at_least
    }
    return sorted(
        lift.items(), key=lambda pair: (-pair[1], pair[0])
    )


print(
    *(
        f"{word} ×{lift:.0f}"
        for word, lift in typical_company(
            plays["macbeth"], "blood"
        )[:8]
    ),
    sep="   ",
)

# %% [markdown]
# **Your turn.** Choose a play and a word. `sorted(plays)` lists the plays. What does *love* keep company with in
# *Romeo and Juliet*, and what in *Othello*? Raise `at_least` and watch which words leave: a word seen twice near
# *blood* and nowhere else gets an enormous factor from very little evidence.

# %%
for name in ("romeo-and-juliet", "othello"):
    print(
        f"{name:17}",
        *(
            word
            for word, _ in typical_company(plays[name], "love")[
                :8
            ]
        ),
        sep="  ",
    )

# %% [markdown]
# ## 2. How wide a window?
#
# Count for all plays at once, with windows of one, two, five and ten words to each side.

# %%
tables = {
    width: cooccurrence_vectors(
        speeches, vocabulary, half_width=width
    )
    for width in (1, 2, 5, 10)
}
for word in ("king", "sweet"):
    for width, table in tables.items():
        print(
            f"{word:6} ±{width:<3}",
            *(near for near, _ in nearest_words(table, word, 6)),
            sep="  ",
        )

# %% [markdown]
# A narrow window sees what could stand in a word's place: beside *sweet* you find other adjectives. A wide window
# sees the topic, and more and more glue, since within ten words of anything there is a *the*.
#
# **Your turn.** Predict before you run: which width will give *night* the neighbour *day*? Which will give it *moon*?

# %%
for width, table in tables.items():
    print(
        f"night  ±{width:<3}",
        *(near for near, _ in nearest_words(table, "night", 6)),
        sep="  ",
    )

# %% [markdown]
# ## 3. Quieten the loud words
#
# A cosine of counts is ruled by the largest counts, those of *the*, *and*, *of*. Taking the square root of each count
# lets the small ones be heard: from 10,000 and 100 it makes 100 and 10.


# %%
def quietened(table):
    """The same words with the square root of every count."""
    return WordVectors(table.words, table.matrix**0.5)


for word in ("king", "sword", "night"):
    print(
        f"{word:6} counts      ",
        *(near for near, _ in nearest_words(tables[1], word, 6)),
        sep="  ",
    )
    print(
        f"{word:6} square roots",
        *(
            near
            for near, _ in nearest_words(
                quietened(tables[1]), word, 6
            )
        ),
        sep="  ",
    )

# %% [markdown]
# Is that better? Looking at three words is not measuring. Take the pairs of WordSim-353 that Shakespeare happens to
# know, and compare the order of the cosines with the order of people's ratings.


# %%
def agreement(table, name="wordsim-353"):
    """Rank correlation with people, and on how many pairs."""
    pairs = [
        pair
        for pair in load_rated_pairs(name)
        if pair.first in table and pair.second in table
    ]
    unit = table.normalised()
    cosines = [
        float(unit[pair.first] @ unit[pair.second])
        for pair in pairs
    ]
    return spearman(
        cosines, [pair.rating for pair in pairs]
    ), len(pairs)


scores = {
    width: (agreement(table)[0], agreement(quietened(table))[0])
    for width, table in tables.items()
}
print("pairs known to Shakespeare:", agreement(tables[1])[1])

# %%
#| alt: Bars for windows of one, two, five and ten words to each side; rank correlation with people's ratings
#|   for counts, {{ scores[1][0]:.2f }}, {{ scores[2][0]:.2f }}, {{ scores[5][0]:.2f }}, {{ scores[10][0]:.2f }},
#|   and for their square roots, {{ scores[1][1]:.2f }}, {{ scores[2][1]:.2f }}, {{ scores[5][1]:.2f }},
#|   {{ scores[10][1]:.2f }}.
draw_bars(
    [f"±{width}" for width in scores],
    {
        "counts": [counts for counts, _ in scores.values()],
        "square roots": [roots for _, roots in scores.values()],
    },
)
# %% [markdown]
# **Your turn.** With so few pairs, chance has a large hand in these numbers. How large? Leave out a random half of
# the pairs and measure again, a few hundred times. Do the bars for ±1 and ±2 still differ by more than the results
# spread?

# %%
unit = tables[2].normalised()
known = [
    pair
    for pair in load_rated_pairs("wordsim-353")
    if pair.first in unit and pair.second in unit
]
rng = random.Random(5)
draws = []
for _ in range(300):
    half = rng.sample(known, len(known) // 2)
    draws.append(
        spearman(
            [
                float(unit[p.first] @ unit[p.second])
                for p in half
            ],
            [p.rating for p in half],
        )
    )
draws.sort()
print(f"middle of the draws: {draws[150]:.2f}")
print(f"nine in ten: from {draws[15]:.2f} to {draws[-16]:.2f}")

# %% [markdown]
# ## 4. A map of Shakespeare
#
# Twenty words from the plays in the plane in which they spread most. The same caution as in the chapter: what is
# apart in the picture is apart, what is together may only look so.

# %%
groups = {
    "family": "father mother brother sister son daughter".split(),
    "body": "head hand heart tongue eyes".split(),
    "rank": "king queen prince duke lord".split(),
    "time": "day night hour morning".split(),
}
words = [word for group in groups.values() for word in group]
table = quietened(tables[2]).normalised()
points, shares = principal_components(table.rows(words), 2)

# %%
#| alt: Twenty words from the plays as points in four groups. The plane keeps {{ shares.sum():.0% }}
#|   of the variance; family, body and rank form groups that touch, the words for time lie apart.
draw_words(points, words, groups=groups)
# %% [markdown]
# **Your turn.** Replace a group by one of your own: weapons, flowers, insults (Shakespeare is generous with insults).
#
# ## 5. Four centuries apart
#
# For which words has the company changed most? Compare the ten nearest neighbours in the plays with the ten nearest
# in the Google News vectors, among the words that both know.

# %%
news = load_word2vec()
shared = [word for word in vocabulary if word in news]
old = WordVectors(tuple(shared), table.rows(shared))
new = WordVectors(tuple(shared), news.rows(shared))


def neighbour_rows(table, n=10):
    """Rows of the n nearest other words, for all words at once.

    The vectors of the table have length 1.
    """
    cosines = table.matrix @ table.matrix.T
    np.fill_diagonal(cosines, -np.inf)
    return np.argsort(-cosines, axis=1)[:, :n]


both = zip(
    shared, neighbour_rows(old), neighbour_rows(new), strict=True
)
overlap = {
    word: len({*then} & {*now}) for word, then, now in both
}
ranked = sorted(overlap, key=lambda word: (-overlap[word], word))
mean = sum(overlap.values()) / len(shared)
print(f"{len(shared)} words in both tables")
print(f"on average {mean:.1f} of ten neighbours agree")
print(
    "most alike:",
    *(f"{word} {overlap[word]}" for word in ranked[:6]),
    sep="  ",
)
print(
    "nothing in common:",
    sum(count == 0 for count in overlap.values()),
    "words",
)

# %% [markdown]
# **Your turn.** Look at words with nothing in common. Some have changed their meaning; some are too rare in the plays
# for their counts to say anything; some are victims of the lower-casing. Find one of each kind, and say how you could
# tell them apart without knowing English.

# %%
for word in ("gentle", "fellow", "grace"):
    print(
        f"{word:7} then",
        *(near for near, _ in nearest_words(old, word, 5)),
        sep="  ",
    )
    print(
        f"{word:7} now ",
        *(near for near, _ in nearest_words(new, word, 5)),
        sep="  ",
    )
