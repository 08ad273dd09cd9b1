"""Disks that can be cut off or filled up, and a bound on memory; all of it takes root."""

import fcntl
import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

FS_IOC_SHUTDOWN = 0x8004587D
# Nothing that was not synced reaches the disk, not even the file system's journal.
NO_LOG_FLUSH = struct.pack("I", 2)


def run(*command):
    subprocess.run(command, check=True)


def need(**tools):
    """Installs what is missing: the name of a program, and the package that brings it."""
    if os.geteuid() != 0:
        sys.exit("mounts and bounds on memory take root: run this with sudo")
    missing = [package for tool, package in tools.items() if not shutil.which(tool.replace("_", "."))]
    if missing:
        run("apt-get", "update", "-qq")
        run("apt-get", "install", "-y", "-qq", *missing)


class Disk:
    """A file system of its own, gone when the block ends."""

    def __init__(self, folder):
        self.at = Path(folder, "disk")
        self.at.mkdir()

    def __enter__(self):
        self.mount()
        return self

    def __exit__(self, *_):
        self.unmount()

    def unmount(self):
        run("umount", self.at)


class Ext4(Disk):
    def __init__(self, folder, mb):
        super().__init__(folder)
        self.image = Path(folder, "disk.img")
        run("truncate", "-s", f"{mb}M", self.image)
        run("mkfs.ext4", "-q", self.image)

    def mount(self):
        run("mount", "-o", "loop", self.image, self.at)

    def cut_power(self):
        """From now on nothing reaches the disk, and what was not synced is gone."""
        folder = os.open(self.at, os.O_RDONLY)
        fcntl.ioctl(folder, FS_IOC_SHUTDOWN, NO_LOG_FLUSH)
        os.close(folder)


class Tmpfs(Disk):
    def __init__(self, folder, mb):
        super().__init__(folder)
        self.mb = mb

    def mount(self):
        run("mount", "-t", "tmpfs", "-o", f"size={self.mb}M", "tmpfs", self.at)


class MemoryGroup:
    """A cgroup of version 1 or 2 that bounds the memory of the processes in it."""

    def __init__(self, mb):
        root = Path("/sys/fs/cgroup")
        self.is_v2 = Path(root, "cgroup.controllers").exists()
        self.folder = Path(root, "" if self.is_v2 else "memory", f"vigie-campaign-{os.getpid()}")
        self.bytes = mb << 20

    def __enter__(self):
        self.folder.mkdir()
        self.file("memory.max", "memory.limit_in_bytes").write_text(str(self.bytes))
        in_force = int(self.file("memory.max", "memory.limit_in_bytes").read_text())
        if in_force != self.bytes:
            sys.exit(f"the memory is bounded to {in_force} bytes instead of {self.bytes}")
        return self

    def __exit__(self, *_):
        self.folder.rmdir()

    def file(self, v2, v1):
        return Path(self.folder, v2 if self.is_v2 else v1)

    def enter(self):
        Path(self.folder, "cgroup.procs").write_text(str(os.getpid()))

    def peak_mb(self):
        """With what the system keeps of files, which it gives back when need be."""
        return int(self.file("memory.peak", "memory.max_usage_in_bytes").read_text()) / (1 << 20)

    def kills(self):
        lines = self.file("memory.events", "memory.oom_control").read_text().splitlines()
        return dict(map(str.split, lines)).get("oom_kill", "unknown")
