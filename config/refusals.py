"""What the launcher says when it cannot go on: plain words and what to do next.

Standard library only: it is used before anything is installed.
"""

import errno
import re
import shutil

VENV = (
    "This Python cannot make an environment: its venv module is missing.\n"
    "On Debian or Ubuntu install it with:  apt install python3-venv\n"
    "Then run the same command again."
)
NETWORK = (
    "The package index could not be reached.\n"
    "Connect this machine to a network, or tell pip where your own index is\n"
    "(pip config set global.index-url …); the portal reads pip's settings.\n"
    "Then run the same command again."
)
CERTIFICATE = (
    "The package index was reached, but its certificate is not trusted here.\n"
    "If your network has its own certificate, tell pip where it is\n"
    "(pip config set global.cert …) and run the same command again."
)
HASH = (
    "A downloaded package is not the one that was locked: its hash differs.\n"
    "Nothing was installed from it. Try again; if it stays so, the index in use\n"
    "serves altered files."
)
PERMISSION = (
    "A file or folder of the portal may not be written by this user.\n"
    "Give the folder to the user who runs the portal, or run it as the folder's owner."
)

SIGNS = (
    (r"ensurepip is not available|No module named '?(venv|ensurepip)", VENV),
    (r"No space left on device|ENOSPC|Disk quota exceeded|EDQUOT", None),
    (r"DO NOT MATCH THE HASHES|[Hh]ash mismatch|EINTEGRITY", HASH),
    (
        r"CERTIFICATE_VERIFY_FAILED|invalid peer certificate|UnknownIssuer"
        r"|SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER_CERT|certificate verify failed",
        CERTIFICATE,
    ),
    (
        r"name resolution|Name or service not known|nodename nor servname"
        r"|dns error|ENOTFOUND|EAI_AGAIN|Network is unreachable|ENETUNREACH"
        r"|ECONNREFUSED|Connection refused|error sending request|ETIMEDOUT"
        r"|Connection timed out|ProxyError|Temporary failure resolving"
        r"|NewConnectionError|No matching distribution found",
        NETWORK,
    ),
    (r"Permission denied|EACCES|EROFS|Read-only file system", PERMISSION),
)


class Refusal(SystemExit):
    """The launcher cannot go on; the sentence says why and what to do."""

    def __init__(self, sentence):
        self.sentence = sentence
        super().__init__(f"\n{sentence}")


def disk_full(folder, need=None):
    """Say how much room there is where, and how much is wanted."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        free = 0
    wanted = f", and about {need / 1e9:.1f} GB is needed" if need else ""
    return (
        f"The disk is full: {free / 1e9:.1f} GB is free at {folder}{wanted}.\n"
        "Free some space and run the same command again; it goes on where it stopped."
    )


def explain(output, folder):
    """The plain sentence for a tool's output; None when it is no known trouble."""
    for sign, sentence in SIGNS:
        if re.search(sign, output):
            return sentence or disk_full(folder)
    return None


def for_error(error, folder):
    """The refusal for an OSError; None when it is a fault of ours, to be seen."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Refusal(disk_full(folder))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Refusal(f"{PERMISSION}\n({error.filename or folder})")
    return None


def port_taken(port, who=""):
    """Say that a port is in use, by whom if that is known, and how to get on."""
    by = f" by {who}" if who else " by another program"
    return (
        f"Port {port} is already used{by}.\n"
        f"Stop that program, or choose another:  manage.py up --port {port + 1}\n"
        "Without --port the portal takes a free one itself."
    )
