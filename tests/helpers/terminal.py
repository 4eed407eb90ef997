"""Runs a program on a pseudo-terminal of 80 columns: standard input is typed, standard output is what it shows.

Standard error gets its process id at the start, and at its end its status and whether the terminal has
the mode that it had before.
"""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios

master, slave = pty.openpty()
fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 80, 0, 0))
before = termios.tcgetattr(slave)


def take_terminal():
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)


child = subprocess.Popen(
    sys.argv[1:], stdin=slave, stdout=slave, stderr=slave, preexec_fn=take_terminal
)
print(child.pid, file=sys.stderr, flush=True)
signal.signal(signal.SIGTERM, lambda *_: child.kill())

sources = [master, 0]
while True:
    ready, _, _ = select.select(sources, [], [], 0.02)
    if master in ready:
        os.write(1, os.read(master, 65536))
    elif child.poll() is not None:
        break
    if 0 in ready:
        typed = os.read(0, 4096)
        if typed:
            os.write(master, typed)
        else:
            sources.remove(0)

restored = "restored" if termios.tcgetattr(slave) == before else "left in another mode"
print(child.returncode, restored, file=sys.stderr, flush=True)
