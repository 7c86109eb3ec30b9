"""The whole story, in the order in which it happened."""

import json

from django.core.management import call_command

from audit import clock
from councils.area_import import import_areas
from metrics.models import Framework, FrameworkAdoption
from portal.demo import charter as charters
from portal.demo import (
    consultation,
    drafting,
    making,
    measures,
    places,
    strengths,
    survey,
)
from portal.demo import contract as contracts
from portal.demo import tender as tenders
from portal.demo.days import Story
from portal.demo.people import Cast, gather_cast
from portal.demo.westbrook import tell_westbrook


def tell() -> Cast:
    """Make both councils with their past. The database holds no council yet."""
    story = Story(clock.today())
    with story.on(-440):
        call_command("load_reference", verbosity=0)
        cast = gather_cast()
        draw_wards(cast)
    with story.on(-430):
        adopt_frameworks(cast)
    measures.define(story, cast)
    measures.compare(story, cast)
    strengths.register(story, cast)
    charter = charters.draft(story, cast)
    making.write_down(story, charter, cast)
    consultation.consult(story, charter, cast)
    charters.decide(story, charter, cast)
    tenders.make_keys(story, cast)
    estates = tenders.award_estate_care(story, charter, cast)
    windows = tenders.award_window_cleaning(story, charter, cast)
    contracts.deliver(story, estates, cast)
    contracts.break_off(story, windows, cast)
    tenders.open_library_refit(story, charter, cast)
    consultation.consult_again(story, charter, cast)
    survey.ask_residents(story, charter, cast)
    measures.count(story, cast)
    strengths.propose(story, cast)
    making.name_champion(story, cast)
    measures.value(story, cast)
    tell_westbrook(story, cast)
    replace_old_lists(story, cast)
    drafting.begin(story, cast)
    return cast


def draw_wards(cast: Cast) -> None:
    for council, names, first_code, west, south, by in (
        (cast.eastfield, places.EASTFIELD_WARDS, 900001, 1.02, 52.61, cast.ada),
        (cast.westbrook, places.WESTBROOK_WARDS, 900101, -2.31, 52.18, cast.wren),
    ):
        collection = places.wards(names, first_code, west, south)
        import_areas(council, json.dumps(collection).encode(), by=by)


def adopt_frameworks(cast: Cast) -> None:
    """Nat approves the national lists; the councils take on what they use."""
    for framework in Framework.objects.filter(status=Framework.Status.PROPOSED):
        framework.approve(by=cast.nat)
    starter = Framework.objects.get(slug="starter-measures")
    for council, by in ((cast.eastfield, cast.dara), (cast.westbrook, cast.olu)):
        FrameworkAdoption.adopt(council, starter, by=by)


def replace_old_lists(story: Story, cast: Cast) -> None:
    """Nat marks the national lists whose time is over and that have a successor."""
    with story.on(-20):
        over = Framework.objects.approved().filter(applies_until__lt=story.today)
        for framework in over:
            if framework.is_replaced:
                framework.supersede(by=cast.nat)
