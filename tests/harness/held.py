#!/usr/bin/env python3
"""Runs one command and prints its exit code, seconds on the clock, seconds of processor, and MB held at its peak.

    held.py SECONDS PROGRAM [ARGUMENT…]

The command is killed after so many seconds, and its standard output is thrown away. A process counts as its own what the one
it was started from holds at that moment, so whoever holds much itself starts commands by this one, which holds 8 MB.
"""

import os
import resource
import sys
import time


def main(seconds, *command):
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.execvp(command[0], command)
    pause = 0.001
    while (ended := os.wait4(child, os.WNOHANG))[0] == 0:
        if time.monotonic() - begun > float(seconds):
            os.kill(child, 9)
            ended = os.wait4(child, 0)
            break
        time.sleep(pause)
        pause = min(pause * 1.2, 0.02)
    _, status, used = ended
    print(os.waitstatus_to_exitcode(status), time.monotonic() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


if __name__ == "__main__":
    main(*sys.argv[1:])
