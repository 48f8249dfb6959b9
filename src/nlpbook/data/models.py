"""Where the models that arrive as packages lie: folders to load from, checked against their checksums."""

from pathlib import Path

from nlpbook.data.files import files_of

__all__ = ["encoder_folder", "pipeline_folder"]


def encoder_folder() -> Path:
    """Folder of all-MiniLM-L6-v2: `model.safetensors`, `config.json`, `vocab.txt`, `tokenizer.json`.

    An encoder of the BERT family for sentences: 6 layers of 384 numbers, 12 heads, 22.7 million weights, 30,522 word
    pieces in lower case. It has no head for guessing masked words.

    Raises:
        DataError: The data package is missing; says how to get it.
    """
    return files_of("minilm")[0].parent


def pipeline_folder() -> Path:
    """Folder of spaCy's small English pipeline, for `spacy.load`.

    Raises:
        DataError: The data package is missing; says how to get it.
    """
    return next(path for path in files_of("spacy-english") if path.name == "meta.json").parent
