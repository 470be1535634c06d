"""Runs one command and writes what it cost: `python -I -S runner.py <result.json> <command> …`.

A process of its own, with nothing in memory: a child starts with the peak of the process that it is made from, so that
the harness, with libraries and results in memory, would be measured along with what it starts.
"""

import json
import os
import sys
import time


def main() -> int:
    """Run the command with our own input and output; its exit code, or as a shell says it 128 more than a signal."""
    result, *command = sys.argv[1:]
    begin = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - begin
    with open(result, "w", encoding="utf-8") as file:  # noqa: PTH123 - pathlib is a library more in memory
        # Linux gives the peak in kB: that of the largest process, where the command started others.
        cost = {"wall_s": wall, "cpu_s": usage.ru_utime + usage.ru_stime, "peak_mb": usage.ru_maxrss / 1000}
        json.dump(cost, file)
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main())
