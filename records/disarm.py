"""Takes out of a PDF what acts on its own: scripts, launches, attached files.

A file that has none of them is kept byte for byte, so that its owner can compare.
"""

import io

MOST_PAGES = 5000
DANGEROUS = {
    *("/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/GoToR"),
    *("/Rendition", "/RichMediaExecute", "/Movie", "/Sound"),
}


class Broken(Exception):
    """It cannot be read as a PDF, or has too many pages to be one that people read."""


class Protected(Exception):
    """It needs a password to be opened."""


def disarm(content: bytes) -> bytes:
    """The same PDF without anything that runs, opens or carries another file."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise Broken
            if not _take_out(pdf):
                return content
            output = io.BytesIO()
            pdf.save(output, deterministic_id=True)
            return output.getvalue()
    except pikepdf.PasswordError:
        raise Protected from None
    except (pikepdf.PdfError, RecursionError, ValueError, TypeError, KeyError):
        raise Broken from None


def _take_out(pdf) -> int:
    from pikepdf import Dictionary, Name, Stream

    taken = 0
    root = pdf.Root
    for name in ("/OpenAction", "/AA", "/AcroForm/XFA"):
        taken += _drop(root, name)
    if Name.Names in root:
        for name in ("/JavaScript", "/EmbeddedFiles"):
            taken += _drop(root.Names, name)
    taken += _drop(root, "/AF")
    for thing in pdf.objects:
        if isinstance(thing, Dictionary | Stream):
            taken += _drop(thing, "/AA")
            taken += _drop_action(thing, "/A")
            taken += _drop_action(thing, "/PA")
            taken += _drop_action(thing, "/Next")
            if str(thing.get("/Type", "")) == "/Filespec":
                taken += _drop(thing, "/EF")
    return taken


def _drop(holder, path: str) -> int:
    *steps, last = [f"/{name}" for name in path.strip("/").split("/")]
    for step in steps:
        holder = holder.get(step)
        if holder is None:
            return 0
    if last in holder:
        del holder[last]
        return 1
    return 0


def _drop_action(holder, name: str) -> int:
    from pikepdf import Dictionary

    action = holder.get(name)
    if isinstance(action, Dictionary) and str(action.get("/S", "")) in DANGEROUS:
        del holder[name]
        return 1
    return 0
