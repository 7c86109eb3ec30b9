import pytest

from records import letters

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_template(settings, tmp_path):
    """A letter of the tests' own, so that no wording of the portal is tested here."""
    (tmp_path / "email").mkdir()
    (tmp_path / "email" / "test_notice.txt").write_text(
        "{{ title }}: tell us by {{ due }}\n\nDear {{ name }}\n\n\n\n"
        "Read it here:\n{{ origin }}/eastfield/\n"
    )
    templates = settings.TEMPLATES
    templates[0]["DIRS"] = [tmp_path, *templates[0]["DIRS"]]
    settings.TEMPLATES = templates


def notice(to, council, **more):
    context = {"title": "Jobs & <skills>", "due": "5pm"}
    options = {"obligation": "milestone:7:due", "council": council} | more
    return letters.write("test_notice", to, context, **options)


def test_a_letter_is_written_in_the_words_of_its_template(eastfield, cleo):
    letter = notice(cleo, eastfield)
    assert letter.subject == "Jobs & <skills>: tell us by 5pm"
    assert letter.text.startswith("Dear Cleo\n\nRead it here:\nhttp")
    assert letter.status == "waiting"
