"""How an address names a round, so that it stays right when another round follows."""


class RoundSlug(str):
    """The slug of a consultation, and which of its rounds is meant if any."""

    __slots__ = ("number",)

    def __new__(cls, slug: str, number: int | None = None):
        made = super().__new__(cls, slug)
        made.number = number
        return made


class RoundConverter:
    """`my-slug` stands for the newest round, `my-slug/round-1` for the first one."""

    regex = r"[-a-zA-Z0-9_]+(?:/round-[0-9]{1,4})?"

    def to_python(self, value: str) -> RoundSlug:
        slug, _between, number = value.partition("/round-")
        return RoundSlug(slug, int(number) if number else None)

    def to_url(self, value: str) -> str:
        number = getattr(value, "number", None)
        return f"{value}/round-{number}" if number else str(value)
