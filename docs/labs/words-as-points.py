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

from nlpbook.data import load_plays, load_rated_pairs
from nlpbook.data import load_word2vec
from nlpbook.embeddings import WordVectors, cooccurrence_vectors
from nlpbook.embeddings import frequent_words, nearest_words
from nlpbook.embeddings import principal_components, spearman
from nlpbook.embeddings import unit_rows
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


def show(label, words):
    """One line of output: a label, then some words."""
    print(f"{label:18}", *words, sep="  ")


def neighbours(table, word, n=6):
    """The n nearest words, without their cosines."""
    return [near for near, _ in nearest_words(table, word, n)]

# %% [markdown]
# ## 1. One play, one word
#
# Start small. In which company does *blood* stand in *Macbeth*? The counts come from the by-hand version of the code,
# the one that also runs in your browser.

# %%
company = cooccurrence_counts(plays["macbeth"], half_width=3)
top = company["blood"].most_common(6)
show("blood in Macbeth", [f"{word} {n}" for word, n in top])

# %% [markdown]
# Most of that is glue: *of*, *the*, *and*. Frequent words keep everybody company. One remedy is to compare with what
# was to be expected: how much more often does a word stand here than in the play as a whole?


# %%
def typical_company(play, word, half_width=3, at_least=2):
    """Words of the window, most typical first.

    With each comes how many times more frequent it is there than
    in the whole play.
    """
    near = cooccurrence_counts(play, half_width)[word]
    everywhere = {}
    for speech in play:
        for other in speech:
            everywhere[other] = everywhere.get(other, 0) + 1
    scale = sum(everywhere.values()) / sum(near.values())
    times = {
        other: count / everywhere[other] * scale
        for other, count in near.items()
        if count >= at_least
    }
    best_first = sorted(times, key=lambda w: (-times[w], w))
    return [(other, times[other]) for other in best_first]


top = typical_company(plays["macbeth"], "blood")[:5]
show("blood in Macbeth", [f"{word} ×{n:.0f}" for word, n in top])

# %% [markdown]
# **Your turn.** Choose a play and a word. `sorted(plays)` lists the plays. What does *love* keep company with in
# *Romeo and Juliet*, and what in *Othello*? Raise `at_least` and watch which words leave: a word seen twice near
# *blood* and nowhere else gets an enormous factor from very little evidence.

# %%
for name in ("romeo-and-juliet", "othello"):
    top = typical_company(plays[name], "love")[:5]
    show(name, [word for word, _ in top])

# %% [markdown]
# ## 2. How wide a window?
#
# Count for all plays at once, with windows of one, two, five and ten words to each side.

# %%
tables = {
    width: cooccurrence_vectors(speeches, vocabulary, width)
    for width in (1, 2, 5, 10)
}
for word in ("king", "sweet"):
    for width, table in tables.items():
        show(f"{word} ±{width}", neighbours(table, word))

# %% [markdown]
# A narrow window sees what could stand in a word's place: beside *sweet* you find other adjectives. A wide window
# sees the topic, and more and more glue, since within ten words of anything there is a *the*.
#
# **Your turn.** Predict before you run: which width will give *night* the neighbour *day*? Which will give it *moon*?

# %%
for width, table in tables.items():
    show(f"night ±{width}", neighbours(table, "night"))

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
    loud, quiet = tables[1], quietened(tables[1])
    show(f"{word}, counts", neighbours(loud, word))
    show(f"{word}, roots", neighbours(quiet, word))

# %% [markdown]
# Is that better? Looking at three words is not measuring. Take the pairs of WordSim-353 that Shakespeare happens to
# know, and compare the order of the cosines with the order of people's ratings.


# %%
def known_pairs(table, name="wordsim-353"):
    """The rated pairs of which the table has both words."""
    pairs = load_rated_pairs(name)
    return [
        pair for pair in pairs
        if pair.first in table and pair.second in table
    ]


def agreement(table, pairs):
    """Rank correlation of cosines with people's ratings."""
    first = unit_rows(table.rows(pair.first for pair in pairs))
    second = unit_rows(table.rows(pair.second for pair in pairs))
    cosines = (first * second).sum(axis=1)
    return spearman(cosines, [pair.rating for pair in pairs])


pairs = known_pairs(tables[1])
print(len(pairs), "pairs are known to Shakespeare")
counts = [agreement(table, pairs) for table in tables.values()]
roots = [agreement(quietened(t), pairs) for t in tables.values()]

# %%
#| alt: Bars for windows of one, two, five and ten words to each side; rank correlation with people's ratings
#|   for counts, {{ counts[0]:.2f }}, {{ counts[1]:.2f }}, {{ counts[2]:.2f }}, {{ counts[3]:.2f }},
#|   and for their square roots, {{ roots[0]:.2f }}, {{ roots[1]:.2f }}, {{ roots[2]:.2f }}, {{ roots[3]:.2f }}.
labels = [f"±{width}" for width in tables]
series = {"counts": counts, "square roots": roots}
axes = draw_bars(labels, series)

# %% [markdown]
# **Your turn.** With so few pairs, chance has a large hand in these numbers. How large? Leave out a random half of
# the pairs and measure again, a few hundred times. Do the bars for ±1 and ±2 still differ by more than the results
# spread?

# %%
rng = random.Random(5)
draws = sorted(
    agreement(tables[2], rng.sample(pairs, len(pairs) // 2))
    for _ in range(300)
)
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
axes = draw_words(points, words, groups=groups)

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


rows = zip(neighbour_rows(old), neighbour_rows(new), strict=True)
overlap = [len({*then} & {*now}) for then, now in rows]
print(f"{len(shared)} words in both tables")
print(f"{np.mean(overlap):.1f} of ten neighbours agree")
print(overlap.count(0), "words have nothing in common")
for row in np.argsort(overlap, kind="stable")[::-1][:6]:
    print(f"{overlap[row]} of 10: {shared[row]}")

# %% [markdown]
# **Your turn.** Look at words with nothing in common. Some have changed their meaning; some are too rare in the plays
# for their counts to say anything; some are victims of the lower-casing. Find one of each kind, and say how you could
# tell them apart without knowing English.

# %%
for word in ("gentle", "fellow", "grace"):
    show(f"{word}, then", neighbours(old, word, 5))
    show(f"{word}, now", neighbours(new, word, 5))
