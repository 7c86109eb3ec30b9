"""The state diagrams of the portal, drawn from the code that runs them."""

from collections.abc import Iterator

from django.apps import apps

from audit.lifecycle import Lifecycle

HEAD = """# Lifecycles

Drawn from the code by `python3 manage.py draw_lifecycles`; a test compares the two.
What people decide is a status and stands here. What time decides (a round is open, a
milestone is late) is computed from dates and has no status.
"""


def lifecycles() -> list[type[Lifecycle]]:
    """Every model with a lifecycle, in the order of the apps."""
    models = [model for model in apps.get_models() if model._meta.managed]
    return [model for model in models if issubclass(model, Lifecycle)]


def drawn() -> str:
    """The whole document, as Markdown with one Mermaid diagram for each model."""
    return "\n".join([HEAD, *(_chapter(model) for model in lifecycles())])


def _chapter(model: type[Lifecycle]) -> str:
    title = str(model._meta.verbose_name).capitalize()
    about = (model.__doc__ or "").strip().split("\n\n")[0]
    about = " ".join(about.split())
    diagram = "\n".join(["```mermaid", "stateDiagram-v2", *_lines(model), "```"])
    return f"## {title}\n\n`{model._meta.label}`. {about}\n\n{diagram}\n"


def _lines(model: type[Lifecycle]) -> Iterator[str]:
    default = model._meta.get_field("status").default
    for status in model.Status:
        yield f"    {status.value}: {status.label}"
    if default in model.Status.values:
        yield f"    [*] --> {getattr(default, 'value', default)}"
    for status in model.Status:
        after = model.MOVES.get(status, set())
        for to in sorted(after, key=list(model.Status).index):
            yield f"    {status.value} --> {to.value}"
        if not after:
            yield f"    {status.value} --> [*]"
