"""`vigie serve` as a process, and what its log holds when it has ended."""

import json
import os
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
RELEASE = os.environ.get("VIGIE", ROOT / "target/release/vigie")
DEBUG = ROOT / "target/debug/vigie"

# More than the connections it takes at a time.
OPEN_FILES = 8192
LONGEST_STOP = 60


def build(*profile):
    subprocess.run(["cargo", "build", "--locked", *profile], cwd=ROOT, check=True)


def programs():
    """Builds the program as people run it, unless VIGIE names one."""
    if "VIGIE" not in os.environ:
        build("--release")
    return RELEASE


class Service:
    """Runs until it is stopped or killed; killed when the block ends."""

    def __init__(self, data, program=None, environment=None, group=None, log="/dev/null"):
        begun = time.monotonic()
        self.process = subprocess.Popen(
            [program or RELEASE, "--data", data, "serve", "--open", "--listen", "127.0.0.1:0"],
            env={**os.environ, **(environment or {})},
            stdout=subprocess.PIPE,
            stderr=open(log, "a"),
            text=True,
            preexec_fn=lambda: self.enter(group),
        )
        line = self.process.stdout.readline()
        found = re.search(r"listening on http://([\d.]+):(\d+)", line)
        if not found:
            self.kill()
            sys.exit(f"the service did not start; {log} may say why")
        self.ready_after = time.monotonic() - begun
        self.address = found[1], int(found[2])

    @staticmethod
    def enter(group):
        resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
        if group:
            group.enter()

    def pause(self):
        self.process.send_signal(signal.SIGSTOP)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        """Asks it to end, and says how many seconds that took."""
        begun = time.monotonic()
        self.process.terminate()
        self.process.wait(LONGEST_STOP)
        return time.monotonic() - begun

    def peak_mb(self):
        """The most memory that it held as its own."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()


def stored(data):
    """Ids in the log of a service that has ended, as 16 bytes, read from a copy of it.

    Those that clients sent, and those that the service made itself, of version 7.
    """
    with tempfile.TemporaryDirectory(prefix="vigie-campaign-") as copy:
        for file in Path(data, "sites", "default").glob("events.db*"):
            shutil.copy(file, copy)
        db = sqlite3.connect(Path(copy, "events.db"))
        ids = [id for id, in db.execute("select id from events")]
        db.close()
    return [id for id in ids if id[6] >> 4 != 7], [id for id in ids if id[6] >> 4 == 7]


def import_faq(data, entries=200):
    """Gives searches something to find."""
    lines = (
        {"id": f"a{n}", "question": f"How do I change question {n}?", "answer": f"By form {n}."}
        for n in range(entries)
    )
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)
        file.flush()
        command = [RELEASE, "--data", data, "import", "faq", file.name]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def figures_hold(data):
    """Whether every row is as it was written, and the figures equal a recomputation."""
    command = [RELEASE, "--data", data, "check", "--recompute"]
    return subprocess.run(command, stdout=subprocess.DEVNULL).returncode == 0
