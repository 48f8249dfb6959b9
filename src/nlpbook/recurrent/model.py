"""Encoder and decoder together."""

import torch
from torch import Tensor, nn

from nlpbook.recurrent.decoder import Decoder, Memory
from nlpbook.recurrent.encoder import Encoder

__all__ = ["Seq2Seq"]


class Seq2Seq(nn.Module):
    """An encoder-decoder of gated recurrent units, with one of three attention scores, or with none."""

    def __init__(
        self, source_symbols: int, target_symbols: int, *, width_in: int, width: int, score: str | None
    ) -> None:
        """Make the two halves; draws its weights from torch's generator.

        Args:
            source_symbols: Symbols of the source, padding included.
            target_symbols: Symbols of the target, padding, start and end included.
            width_in: Numbers per symbol.
            width: Numbers in the decoder's state, even; each direction of the encoder has half.
            score: "additive", "general" or "dot"; None for no attention.
        """
        super().__init__()
        if width < 2 or width % 2:
            raise ValueError(f"width must be even and at least 2, got {width}")
        self.encoder = Encoder(source_symbols, width_in, width // 2)
        self.decoder = Decoder(target_symbols, width_in, width, width, score)

    def read(self, source: Tensor, real: Tensor) -> Memory:
        """Encode a batch of sources, (B, S); `real` is False at padding."""
        states, last = self.encoder(source, real)
        score = self.decoder.score
        return Memory(states, score.prepare(states) if score is not None else states, real, last)

    def forward(
        self,
        source: Tensor,
        real: Tensor,
        before: Tensor,
    ) -> Tensor:
        """Logits with teacher forcing.

        Args:
            source: Ids, shape (B, S).
            real: False at padding, shape (B, S).
            before: The right symbol before each step, shape
                (B, T): the target, moved on by one place.

        Returns:
            Logits, shape (B, T, V).
        """
        memory = self.read(source, real)
        state = self.decoder.first_state(memory)
        steps = []
        for place in range(before.shape[1]):
            symbol = before[:, place]
            logits, state, _ = self.decoder.step(
                symbol,
                state,
                memory,
            )
            steps.append(logits)
        return torch.stack(steps, dim=1)
