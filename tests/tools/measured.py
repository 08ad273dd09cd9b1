#!/usr/bin/env python3
"""Runs a command, and says on standard error what it took.

    tests/tools/measured.py COMMAND...

Time on the wall, time of all processors, and the most memory it held.
"""

import resource
import subprocess
import sys
import time

KIB_PER_MB = 1_000_000 / 1_024


def main():
    start = time.monotonic()
    status = subprocess.run(sys.argv[1:]).returncode
    wall = time.monotonic() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Linux counts in KiB, macOS in bytes.
    peak = used.ru_maxrss / (1_000_000 if sys.platform == "darwin" else KIB_PER_MB)
    print(f"[{wall:.2f} s, processors {used.ru_utime + used.ru_stime:.2f} s, peak {peak:.0f} MB]", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
