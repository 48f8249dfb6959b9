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
# # Lab: A small GPT of your own
#
# In chapter 17 a GPT of about a hundred thousand parameters read Shakespeare while the page was made. Here you train one yourself,
# let it write, and find out what happens when you change its width, its context, its learning rate or its text.
#
# Every cell runs as it stands. After each part comes a task marked **Your turn**; change the cell below it. The lab takes about
# forty minutes, and the computer needs some ten seconds of it. That is very little training: be generous with your model, or give it more
# steps if you have time.

# %%
import math

import torch

from nlpbook.data.shakespeare import load_plays
from nlpbook.figures import draw_bars, draw_curves
from nlpbook.ngrams import Blended, text_surprisal
from nlpbook.pretraining.training import Plan, mean_surprise
from nlpbook.pretraining.training import train
from nlpbook.transformer.generation import generate
from nlpbook.transformer.gpt import GPT, GPTShape
from nlpbook.transformer.sampling import Sampler
from nlpbook.transformer.sampling import next_probabilities

plays = load_plays()


def letters(name):
    """One play as a string: words, spaces and line ends."""
    return "\n".join(" ".join(speech) for speech in plays[name])


comedies = ("much-ado-about-nothing", "twelfth-night",
            "the-comedy-of-errors", "as-you-like-it")
text = "\n".join(letters(name) for name in comedies)
check = letters("love-s-labours-lost")[:10_000]
alphabet = sorted(set(text))
print(f"{len(text):,} characters, {len(alphabet)} kinds")


def to_ids(text):
    """Characters to numbers."""
    return torch.tensor([alphabet.index(c) for c in text])


def to_text(ids):
    """Numbers to characters."""
    return "".join(alphabet[i] for i in ids.tolist())


stream, held_out = to_ids(text), to_ids(check)

# %% [markdown]
# ## 1. A model that knows nothing
#
# Fresh weights, no training. What should its loss be? All characters are about equally likely, so close to the logarithm of
# their number.


# %%
def fresh(width=64, layers=2, heads=4, longest=32, seed=1):
    """A GPT with newly drawn weights."""
    shape = GPTShape(len(alphabet), width, layers, heads, longest)
    chance = torch.Generator().manual_seed(seed)
    return GPT(shape, std=0.1, generator=chance)


def bits(model):
    """Surprise at a comedy it has not read, per character."""
    return mean_surprise(model, held_out) / math.log(2)


def write(model, start="\n", n=100, seed=5, **settings):
    """Let the model go on; see Sampler for the settings."""
    model.eval()
    pick = Sampler(seed, **settings)
    ids = generate(model, to_ids(start)[None], n, pick)
    return to_text(ids[0]).strip("\n").replace("\n", " / ")


newborn = fresh()
print(f"{newborn.n_parameters:,} parameters")
print(f"{bits(newborn):.2f} bits; the logarithm to base 2 is "
      f"{math.log2(len(alphabet)):.2f}")
print(write(newborn, n=60))

# %% [markdown]
# The loss is half a bit above the logarithm: random weights make random *preferences*, and those are wrong more often than right.
#
# **Your turn.** The weights are drawn with standard deviation 0.1. Guess what the first loss is with 0.02, GPT-2's value, and
# with 0.5. Change `std` and see.
#
# ## 2. Training

# %%
model = fresh()
plan = Plan(steps=240, batch=16, length=32, peak=1e-2, warmup=30)
history = train(model, stream, plan,
                torch.Generator().manual_seed(2))
print(f"{bits(model):.2f} bits per character")
print(write(model))

# %%
#| alt: Two curves over {{ plan.steps }} steps. The loss falls from {{ losses[0]:.1f }} to {{ losses[-1]:.1f }} bits; the
#|   length of the gradient, divided by its largest value and times four, falls and stays small.
window = 10
starts = range(0, plan.steps, window)
losses = [
    sum(history.losses[i : i + window]) / window / math.log(2)
    for i in starts
]
norms = [max(history.norms[i : i + window]) for i in starts]
scaled = [4 * norm / max(norms) for norm in norms]
axes = draw_curves(
    list(starts), {"bits": losses, "gradient, scaled": scaled},
    axes=("step", ""), marks=False,
)

# %% [markdown]
# There is a landing on the stairs: for a while the model knows which letters are frequent, and which letter follows which, and
# no more. Then attention finds out how to look further back.
#
# **Your turn.** Which orders of n-grams does it beat? The counting models have read all four comedies, your model only
# `plan.steps * plan.batch * plan.length` characters of them.

# %%
#| alt: Bars of bits per character, counting models of order 1 to 5, from {{ counted[0]:.2f }} down to
#|   {{ counted[-1]:.2f }}, and the GPT with {{ ours:.2f }}.
longest = Blended.fit(text, order=5, weight=10)
counted = [
    text_surprisal(longest.cut(n), check) for n in range(1, 6)
]
ours = bits(model)
labels = [f"{n}-grams" for n in range(1, 6)] + ["GPT"]
axes = draw_bars(labels, {"bits": [*counted, ours]})

# %% [markdown]
# ## 3. The knobs
#
# The same weights, the same seed, different choices.

# %%
settings = {
    "greedy": {"top_k": 1},
    "cool": {"temperature": 0.5},
    "plain": {},
    "top 5": {"top_k": 5},
    "nucleus": {"top_p": 0.9},
    "hot": {"temperature": 1.5},
}
for name, knobs in settings.items():
    print(f"{name:8}", write(model, "my lord ", 48, **knobs))

# %% [markdown]
# **Your turn.** Greedy writing goes round in circles. Find the lowest temperature at which it does not, for three different
# seeds. And how many characters does a nucleus of 0.9 keep after *q*, and how many after a space?

# %%
for start in ("the q", "the "):
    with torch.no_grad():
        last = model(to_ids(start)[None])[0, -1]
    kept = next_probabilities(last, top_p=0.9)
    print(repr(start), int((kept > 0).sum()), "characters kept")

# %% [markdown]
# ## 4. How much context?
#
# Train the same model with blocks of 4 and of 16 characters. Each step reads equally many characters, and each has fewer
# steps than above.

# %%
for length in (4, 16):
    short = fresh(longest=length)
    brief = Plan(steps=100, batch=384 // length, length=length,
                 peak=1e-2, warmup=20)
    train(short, stream, brief, torch.Generator().manual_seed(2))
    print(f"{length:2} characters: {bits(short):.2f} bits")

# %% [markdown]
# Do not conclude too much. In so short a training a model cannot use what it could see; the difference would grow with more
# steps. And short blocks are judged with little context, too.
#
# **Your turn.** Give both 400 steps. Then try width 32 and width 128 at the same number of steps, and at the same number of *seconds*.
#
# ## 5. Too fast, too slow
#
# The learning rate is the setting that ruins most trainings.

# %%
for peak in (3e-4, 1e-2, 3e-1):
    trial = fresh()
    brief = Plan(steps=60, batch=12, length=32, peak=peak, warmup=10)
    seen = train(trial, stream, brief,
                 torch.Generator().manual_seed(2))
    end = sum(seen.losses[-10:]) / 10 / math.log(2)
    print(f"peak {peak:6}: {end:.2f} bits at the end")

# %% [markdown]
# **Your turn.** Does clipping save the fastest one? Set `clip=1e9` in its plan, and `clip=0.1`. What does a longer warm-up do?
#
# ## 6. Another text
#
# Everything above needs only a string. Take a text of your own, the longer the better, from a file beside this notebook: in the
# first cell let `text` be its contents, `open("my-text.txt", encoding="utf-8").read()`, without the last 10,000 characters, and `check` be those.
#
# **Your turn.** Predict first: does a Bangla text need more bits per *character* or fewer? And per *byte*? Remember that
# `alphabet` grows, and that characters of the held-out part which never occur in the rest need a place in it.

# %%
sample = "আমার সোনার বাংলা, আমি তোমায় ভালোবাসি"
print(len(sample), "characters,", len(set(sample)), "kinds,",
      len(sample.encode("utf-8")), "bytes")
