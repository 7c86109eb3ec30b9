"""Contrast of two colours, as WCAG 2.2 defines it (success criterion 1.4.3)."""

LEAST_CONTRAST = 4.5  # WCAG 2.2, level AA, text of ordinary size


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours like "#17324d", from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of a colour like "#17324d", from 0 to 1."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
