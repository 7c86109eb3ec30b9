import pytest


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """Files of a test go where the test ends."""
    settings.MEDIA_ROOT = tmp_path / "media"
