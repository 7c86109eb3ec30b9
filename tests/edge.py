"""Debian's nginx with the project's own configuration, for tests of the edge."""

import os
import re
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager

from config.places import ROOT
from tests.processes import can_connect, free_port, missing, wait_for

SECRET = "edge-secret-of-the-tests"


@contextmanager
def edge_before(web_port, folder):
    """nginx in front of whatever listens on a port, TLS left out; gives its port."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/sbin")
    if nginx is None:
        missing("nginx")
    port = free_port()
    config = plain(web_port, port, folder)
    command = [nginx, "-c", str(config), "-p", str(folder)]
    check = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert check.returncode == 0, check.stderr
    process = subprocess.Popen([*command, "-g", "daemon off;"])
    try:
        wait_for("nginx answers", lambda: can_connect(port))
        yield port
    finally:
        process.terminate()
        process.wait()


def plain(web_port, port, folder):
    """Our file as the image fills it in, listening without TLS in a private folder."""
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    text = text.replace("${EDGE_STAMP_SECRET}", SECRET)
    text = text.replace("${SERVER_NAME}", "localhost")
    text = text.replace("${WEB}", f"127.0.0.1:{web_port}")
    text = text.replace("listen 80;", f"listen 127.0.0.1:{free_port()};")
    text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    text = re.sub(r"^\s*ssl_\w+ .*$", "", text, flags=re.M)
    text = text.replace("/etc/nginx/pages", str(ROOT / "deploy" / "pages"))
    text = text.replace("/var/cache/nginx", str(folder))
    text = text.replace("/var/log/nginx", str(folder))
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(
        f"{user}pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{\n{temporary}{text}\n}}\n"
    )
    return config


def ask(port, path="/", headers="", body=b"", method="GET", pause=0.0):
    """One raw request; the body is sent in two halves with a pause between them."""
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        f"Content-Length: {len(body)}\r\n{headers}\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        half = len(body) // 2
        connection.sendall(head.encode() + body[:half])
        time.sleep(pause)
        connection.sendall(body[half:])
        answer = b""
        while part := connection.recv(65536):
            answer += part
    return answer.decode()
