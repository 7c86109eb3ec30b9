"""What is needed before people come: tables, styles, reference data, a demo."""

import io
import time
from contextlib import redirect_stdout

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.db import OperationalError, connection, connections

from config import tables
from config.places import VAR
from config.progress import Step, say
from config.refusals import Refusal


def furnish():
    """Bring database and files up to date; what is done already is quick."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise Refusal(f"The database does not answer.\n{error}") from None
    hurry()
    have_tables()
    collect_static()
    load_reference()
    if settings.DEMO and is_empty():
        seed_demo()
    connections.close_all()


def hurry():
    """Do not wait for the disk after each step: after a crash it is made again."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")


def have_tables():
    """Bring the tables up to date, saying how far it is."""
    if not tables.are_there():
        with Step("Making the tables"):
            tables.make_at_once()
        return
    steps = tables.how_many_to_come()
    if steps:
        with Step(f"Bringing the tables up to date ({steps} migrations)") as step:
            tables.migrate(stdout=Counter(step, steps))


class Counter:
    """Stands in for the screen, and counts the migrations that say OK."""

    def __init__(self, step, most):
        self.step, self.most, self.done = step, most, 0

    def write(self, words):
        self.done += words.strip() == "OK"
        self.step.show(f"({self.done} of {self.most})")

    def flush(self):
        """Nothing waits."""


def collect_static():
    """Put the built files where they are served, under names that carry a hash."""
    if not settings.STATICFILES_DIRS:
        say("  ! static/build is missing, so pages have no style; run up without")
        say("    PORTAL_BOOTSTRAPPED to have it made.")
    if settings.WHITENOISE_USE_FINDERS:
        return
    mark = VAR / "static" / ".made-from"
    made_from = state_of_static_files()
    if mark.exists() and mark.read_text() == made_from:
        return
    with Step("Collecting styles, scripts and fonts"):
        mark.unlink(missing_ok=True)
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        mark.write_text(made_from)


def state_of_static_files():
    """Names, sizes and times of all that would be collected."""
    lines = []
    for finder in get_finders():
        for path, storage in finder.list([".*"]):
            stamp = storage.get_modified_time(path).timestamp()
            lines.append(f"{path} {storage.size(path)} {stamp}")
    return "\n".join(sorted(lines))


def load_reference():
    """Frameworks, measures, rules and words that the project ships, once per state."""
    if "load_reference" not in get_commands():
        return
    with Step("Loading the reference data"):
        quietly("load_reference")


def is_empty():
    return not apps.get_model("councils", "Council").objects.exists()


def seed_demo():
    if "seed_demo" not in get_commands():
        return
    with Step("Making the demo councils"):
        quietly("seed_demo")


def quietly(command):
    """Run a command of an app without its words, which are for those who call it."""
    with redirect_stdout(io.StringIO()):
        call_command(command, verbosity=0)


def draw_a_charter(meanwhile):
    """Have the worker draw an adopted charter as PDF, which shows that it works."""
    rendition = waiting_rendition()
    if rendition is None:
        return
    with Step("Drawing a charter as PDF (by the worker)") as step:
        until = time.monotonic() + 90
        while time.monotonic() < until:
            meanwhile()
            rendition.refresh_from_db()
            if rendition.status in ("ready", "failed"):
                break
            time.sleep(0.3)
        if rendition.status != "ready":
            step.note(
                "It is not ready; the worker goes on trying. See var/log/worker.log"
            )
    connections.close_all()


def waiting_rendition():
    """The oldest drawing that was asked for and is not there yet."""
    return apps.get_model("records", "Rendition").objects.waiting().last()


def sign_ins(home):
    """Who is in the demo and where to sign in as one of them."""
    if not settings.DEMO:
        return []
    lines = [f"Sign in as anyone of the demo at  {home}/demo/", ""]
    council = apps.get_model("councils", "Council").objects.order_by("pk").first()
    if council is None:
        return lines[:1]
    members = apps.get_model("councils", "Membership").objects.filter(council=council)
    roles = {}
    for membership in members.select_related("user").order_by("pk"):
        role = membership.get_role_display().lower()
        roles.setdefault(membership.user.name, []).append(role)
    width = max(map(len, roles), default=0)
    lines += [f"  {name:{width}}  {', '.join(held)}" for name, held in roles.items()]
    connections.close_all()
    return [*lines, "", f"The first council:  {home}/{council.slug}/"]
