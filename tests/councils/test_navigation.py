"""Menus show where one is, and only what one may open."""

import pytest

from councils import navigation


def active(council, path):
    return [
        link["text"]
        for link in navigation.public_links(council, path)
        if link["active"]
    ]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/eastfield/charter/", "Charter"),
        ("/eastfield/priorities/P3/", "Charter"),
        ("/eastfield/consultations/2026/", "Have your say"),
        ("/eastfield/opportunities/T-1/", "For suppliers"),
        ("/eastfield/thread/comment/C-1/", "Results"),
    ],
)
def test_the_menu_marks_the_part_that_a_page_belongs_to(eastfield, path, text):
    assert active(eastfield, path) == [text]


@pytest.mark.parametrize(
    "path", ["/eastfield/", "/eastfield/help/", "/westbrook/charter/"]
)
def test_a_page_that_belongs_to_no_part_marks_none(eastfield, path):
    assert active(eastfield, path) == []


def test_the_workspace_menu_shows_only_what_a_role_can_open(eastfield, dara, ada):
    def texts(user):
        path = "/eastfield/workspace/"
        return {x["text"] for x in navigation.workspace_links(eastfield, path, user)}

    assert "Settings" in texts(ada)
    assert "Settings" not in texts(dara)
    assert "Charters" in texts(dara)


def test_the_deepest_entry_is_the_one_marked(eastfield, dara):
    path = "/eastfield/workspace/charters/2026-2030/"
    links = navigation.workspace_links(eastfield, path, dara)
    assert [link["text"] for link in links if link["active"]] == ["Charters"]
