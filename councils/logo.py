"""A council's logo: read, checked, and written anew, so that nothing else comes in."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

MOST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 20_000_000
BOX = (800, 240)
KINDS = ("PNG", "JPEG", "WEBP", "GIF")


def re_encode(upload) -> ContentFile:
    """The picture as a PNG of at most `BOX`, without anything hidden in the file."""
    if upload.size > MOST_BYTES:
        raise ValidationError(_("The selected file must be smaller than 2MB"))
    try:
        with Image.open(upload, formats=KINDS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(
                    _("The picture must be smaller than 20 megapixels")
                )
            picture.load()
            clean = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        raise ValidationError(
            _("The selected file must be a PNG, JPG, GIF or WebP picture")
        ) from None
    clean.thumbnail(BOX)
    out = BytesIO()
    clean.save(out, "PNG", optimize=True)
    return ContentFile(out.getvalue(), name=f"{get_random_string(20)}.png")
