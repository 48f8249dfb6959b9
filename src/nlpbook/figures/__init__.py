"""The figures room: the drawings that several chapters share, in the colours of the page."""

from nlpbook.figures.adapting import draw_insertions, draw_low_rank
from nlpbook.figures.arrows import draw_arrows
from nlpbook.figures.bars import draw_bars
from nlpbook.figures.curves import draw_curves
from nlpbook.figures.gaps import draw_sums, draw_views
from nlpbook.figures.maps import draw_fan, draw_map
from nlpbook.figures.pieces import draw_cuts, draw_pieces
from nlpbook.figures.sequences import draw_alignment, draw_encoder_decoder
from nlpbook.figures.style import PALETTE, new_figure
from nlpbook.figures.words import draw_words

__all__ = [
    "PALETTE",
    "draw_alignment",
    "draw_arrows",
    "draw_bars",
    "draw_curves",
    "draw_cuts",
    "draw_encoder_decoder",
    "draw_fan",
    "draw_insertions",
    "draw_low_rank",
    "draw_map",
    "draw_pieces",
    "draw_sums",
    "draw_views",
    "draw_words",
    "new_figure",
]
