"""Our own algorithms beside the libraries a reader would take instead: the same work, in turns, in one process."""

from __future__ import annotations

import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bench.measure import spread
from nlpbook.data import files_of
from nlpbook.metrics import corpus_bleu
from nlpbook.tokenizers import Pair, learn_merges, learn_merges_fast

Work = Callable[[], object]
WORDS = re.compile(r"\w+|[^\w\s]+")  # what the library's pre-tokenizer "Whitespace" cuts into
FEW, MANY = 500, 8000  # merges: for the naive recount, which takes minutes, and for a vocabulary in earnest


@dataclass(frozen=True)
class Race:
    """One comparison: what everybody does, and who takes part; the first contender is ours.

    `work` is done whole by every contender; `amount` is how much that is, for a speed in `unit` per second.
    """

    name: str
    title: str
    contenders: Mapping[str, Work]
    rounds: int
    amount: float = 0
    unit: str = ""


def measure() -> list[dict[str, Any]]:
    """Run every race; seconds of each contender, and the ratio of its median to ours."""
    return [run(race()) for race in RACES]


def run(race: Race) -> dict[str, Any]:
    """Let the contenders take turns, so that a busy moment meets all of them."""
    seconds: dict[str, list[float]] = {label: [] for label in race.contenders}
    for _ in range(race.rounds):
        for label, work in race.contenders.items():
            start = time.perf_counter()
            work()
            seconds[label].append(time.perf_counter() - start)
    medians = {label: statistics.median(values) for label, values in seconds.items()}
    ours = next(iter(medians.values()))
    return {
        "name": race.name,
        "title": race.title,
        "n": race.rounds,
        "amount": race.amount,
        "unit": race.unit,
        "contenders": [
            {"label": label, "seconds": spread(values), "ratio": round(ours / medians[label], 4)}
            for label, values in seconds.items()
        ],
    }


def plays() -> str:
    """All of Shakespeare's plays as they lie in the package: 5.3 million characters."""
    return "\n".join(path.read_text(encoding="utf-8") for path in files_of("shakespeare"))


def train_ours(text: str, merges: int, learn: Callable[[dict[tuple[str, ...], int], int], list[Pair]]) -> list[Pair]:
    """Count the words and learn the merges, from the text on, as the library does."""
    return learn({tuple(word): count for word, count in Counter(WORDS.findall(text)).items()}, merges)


def bpe_against_naive() -> Race:
    """Both of ours, whole: the naive one counts every pair again after each merge."""
    text = plays()
    contenders = {
        "ours": lambda: train_ours(text, FEW, learn_merges_fast),
        "naive recount": lambda: train_ours(text, FEW, learn_merges),
    }
    return Race("bpe-naive", f"BPE training, {FEW:,} merges, {len(text) / 1e6:.1f} million characters", contenders, 1)


def bpe_against_library() -> Race:
    """Ours in Python, the library's in Rust, on one thread each, with vocabularies of the same size."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    text = plays()
    size = MANY + len(set("".join(WORDS.findall(text))))

    def library() -> None:
        tokenizer = Tokenizer(models.BPE())
        tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
        tokenizer.train_from_iterator([text], trainers.BpeTrainer(vocab_size=size, show_progress=False))

    contenders = {"ours": lambda: train_ours(text, MANY, learn_merges_fast), "tokenizers (Rust)": library}
    title = f"BPE training, {MANY:,} merges, {len(text) / 1e6:.1f} million characters"
    return Race("bpe-library", title, contenders, 5)


def skip_gram_against_gensim() -> Race:
    """One pass over the Brown Corpus with the same settings, from the sentences on, on one thread each.

    Ours shares its strangers between the words of a step, gensim draws new ones for every pair: it does more work.
    """
    from gensim.models import Word2Vec

    from nlpbook.data.brown import load_brown
    from nlpbook.embeddings.training_text import prepare_text
    from nlpbook.embeddings.word2vec import Word2VecSettings, train_word2vec

    sentences = [[word.lower() for word in line.words if word[0].isalpha()] for line in load_brown()]
    how = Word2VecSettings(epochs=1)
    pairs = train_word2vec(prepare_text(sentences), how).guesses
    alike = {"vector_size": how.dimension, "window": how.half_width, "negative": how.negatives, "epochs": how.epochs}

    def library() -> None:
        Word2Vec(sentences, sg=1, min_count=5, sample=how.threshold, alpha=how.rate, workers=1, **alike)

    contenders = {"ours": lambda: train_word2vec(prepare_text(sentences), how), "gensim": library}
    title = f"Skip-gram with negative sampling, {pairs / 1e6:.1f} million pairs"
    return Race("skip-gram", title, contenders, 5, amount=pairs, unit="pairs")


def bleu_against_library() -> Race:
    """Texts split at spaces, as sacreBLEU's tokenizer "none" does; a candidate is a line and its reference together."""
    from sacrebleu.metrics import BLEU

    lines = [line for line in plays().splitlines() if line.count(" ") > 3][:20_000]
    references = lines[1:]
    candidates = [f"{line} {reference}" for line, reference in zip(lines, references, strict=False)]

    def ours() -> float:
        return corpus_bleu([text.split() for text in candidates], [[text.split()] for text in references])

    def library() -> float:
        return float(BLEU(tokenize="none").corpus_score(candidates, [references]).score)

    title = f"corpus BLEU, {len(candidates):,} sentences"
    words = sum(map(len, map(str.split, candidates)))
    return Race("bleu", title, {"ours": ours, "sacreBLEU": library}, 5, words, "words")


RACES = (bpe_against_naive, bpe_against_library, bleu_against_library, skip_gram_against_gensim)
