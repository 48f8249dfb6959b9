"""What a computer stores for a text: one number per character."""

__all__ = ["character_codes"]


def character_codes(text: str) -> list[int]:
    """The Unicode number of each character; for unaccented Latin letters it equals the ASCII code.

    Args:
        text: Any text, also empty.

    Returns:
        One integer per character, 0 to 1,114,111.

    Examples:
        >>> character_codes("cat")
        [99, 97, 116]
    """
    return [ord(character) for character in text]
