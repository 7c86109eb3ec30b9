"""Addresses of what says with whom a charter was made, and who answers for it."""

from django.urls import path

from charters.views import champions, making

WORK = "workspace/charters/<slug:slug>/"
CHAMPIONS = "workspace/champions/"
SEAT = f"{CHAMPIONS}<slug:seat>/"


def rows(folder: str, name: str, one: str, pages: tuple) -> list:
    """The addresses of a list and of the forms for one of its rows."""
    shown, add, edit, remove = pages
    here = f"{WORK}{folder}/"
    return [
        path(here, shown.as_view(), name=name),
        path(f"{here}add/", add.as_view(), name=f"{one}_add"),
        path(f"{here}<uuid:row>/", edit.as_view(), name=f"{one}_edit"),
        path(f"{here}<uuid:row>/remove/", remove.as_view(), name=f"{one}_remove"),
    ]


making_urls = [
    *rows(
        "stakeholders",
        "stakeholders",
        "stakeholder",
        (
            making.Stakeholders,
            making.AddStakeholder,
            making.EditStakeholder,
            making.RemoveStakeholder,
        ),
    ),
    *rows(
        "co-design",
        "co_design",
        "co_design",
        (
            making.CoDesignLog,
            making.AddCoDesign,
            making.EditCoDesign,
            making.RemoveCoDesign,
        ),
    ),
    path(f"{WORK}largest-contracts/", making.EditCaps.as_view(), name="value_caps"),
    path("champions/", champions.Champions.as_view(), name="champions"),
    path(CHAMPIONS, champions.ChampionWork.as_view(), name="champion_work"),
    path(f"{CHAMPIONS}name/", champions.NameChampion.as_view(), name="champion_name"),
    path(
        f"{SEAT}statement/",
        champions.MakeStatement.as_view(),
        name="champion_statement",
    ),
    path(f"{SEAT}leave/", champions.LeaveSeat.as_view(), name="champion_leave"),
]
