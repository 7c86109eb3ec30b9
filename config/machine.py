"""What the machine under the portal offers: pip's settings, system libraries, programs.

Standard library only.
"""

import ast
import ctypes
import ctypes.util
import os
import shutil
import sys

from config.progress import Step, say

PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
LIBRARIES = {
    "linux": ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"),
    "darwin": ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset"),
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


# pip's settings, in uv's words


def pip_settings(listed):
    """`pip config list` as a dict: environment before [install] before [global]."""
    found = {}
    for line in listed.splitlines():
        name, equals, value = line.partition("=")
        section, dot, key = name.partition(".")
        rank = {"global": 0, "install": 1, ":env:": 2}.get(section)
        if not (equals and dot) or rank is None:
            continue
        try:
            value = str(ast.literal_eval(value))
        except (ValueError, SyntaxError):
            continue
        found.setdefault(rank, {})[key.replace("_", "-")] = value
    return {key: value for rank in sorted(found) for key, value in found[rank].items()}


def for_uv(settings):
    """The environment variables that give uv what pip has been told."""
    words = {
        "index-url": "UV_DEFAULT_INDEX",
        "extra-index-url": "UV_INDEX",
        "find-links": "UV_FIND_LINKS",
        "trusted-host": "UV_INSECURE_HOST",
        "cert": "SSL_CERT_FILE",
        "client-cert": "SSL_CLIENT_CERT",
        "default-timeout": "UV_HTTP_TIMEOUT",
        "timeout": "UV_HTTP_TIMEOUT",
    }
    given = {
        words[key]: " ".join(value.split())
        for key, value in settings.items()
        if key in words and value
    }
    # uv takes several folders with commas, where pip takes spaces.
    if "UV_FIND_LINKS" in given:
        given["UV_FIND_LINKS"] = given["UV_FIND_LINKS"].replace(" ", ",")
    if settings.get("no-index", "").lower() in ("1", "true", "yes", "on"):
        given["UV_NO_INDEX"] = "1"
    if settings.get("proxy"):
        given["HTTPS_PROXY"] = given["HTTP_PROXY"] = settings["proxy"]
    return given


# System libraries and programs


def missing_libraries():
    """The libraries that drawing a PDF needs and this machine has not."""
    missing = []
    for name in LIBRARIES.get(sys.platform, ()):
        try:
            ctypes.CDLL(
                name
                if sys.platform == "linux"
                else ctypes.util.find_library(name) or name
            )
        except OSError:
            missing.append(name)
    return missing


def browser():
    """The path of a Chromium on this machine, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def may_install():
    """Whether system packages may be installed: by root on Debian and its kin."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def have_system_packages(command):
    """Have what pip cannot bring; say what is missing and how to get it."""
    wanted = list(PANGO) if missing_libraries() else []
    if command == "test":
        wanted += [] if browser() else ["chromium"]
        wanted += [] if shutil.which("redis-server") else ["redis-server"]
    if wanted and may_install():
        apt_install(wanted)
    if missing_libraries():
        say("  ! PDF files cannot be made here, because Pango is missing.")
        say(f"    {how_to_get('pango')}")
        say("    Everything else works; PDF jobs fail and say so until it is there.")
    if command == "test" and not browser():
        say("  ! The browser tests cannot run, because there is no Chromium.")
        say(f"    {how_to_get('chromium')}")
    if command == "test" and not shutil.which("redis-server"):
        say("  ! The tests on Redis cannot run, because there is no redis-server.")
        say(f"    {how_to_get('redis')}")


def how_to_get(what):
    """The line that installs it on this kind of system."""
    if sys.platform == "darwin":
        brew = {"pango": "pango", "chromium": "--cask chromium", "redis": "redis"}[what]
        return f"Install it with:  brew install {brew}"
    debian = {
        "pango": " ".join(PANGO),
        "chromium": "chromium",
        "redis": "redis-server",
    }[what]
    return f"On Debian or Ubuntu:  sudo apt install {debian}"


def apt_install(packages):
    """Install Debian packages as root; a failure is said and is not the end."""
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    with Step(f"Installing system packages: {' '.join(packages)}") as step:
        done = step.run(install, env=quiet)
        if done.returncode:
            step.run(["apt-get", "update"], env=quiet)
            done = step.run(install, env=quiet)
        if done.returncode:
            last = done.output.strip().splitlines()[-1:] or ["no reason given"]
            step.note(f"apt-get could not install them: {last[0]}")
