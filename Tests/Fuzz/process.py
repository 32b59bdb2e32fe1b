"""Runs regx in a folder of its own, within limits, and says what is wrong with what came of it."""

# SPDX-License-Identifier: Apache-2.0

import os
import re
import resource
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass

# Answers that need no more than this; processor time, which a busy machine does not stretch.
SECONDS = 10
# A process that used no time for so long waits for nobody.
PATIENCE = 60
# A file's name that must not reach a terminal as it is.
ESCAPES = "x\x1b[31m\u202e.npy"
# These may say that something does not hold.
TESTING = {"diff", "check", "identify"}
# What may rightly take longer: large numbers, open ranges, everything.
LONG = re.compile(r"\d{4}|\d:|:\d|all|inf|e\d|\d\*")


@dataclass
class Outcome:
    words: list
    code: int
    out: bytes
    err: bytes
    changed: set

    @property
    def said(self):
        return f"exit code {self.code}: {self.err[:400].decode(errors='replace').strip()}"


class Sandbox:
    """A folder that regx runs in."""

    def __init__(self, regx):
        self.regx = os.path.abspath(regx)
        self.folder = tempfile.mkdtemp(prefix="fuzz-")
        self.output = tempfile.TemporaryFile()
        self.errors = tempfile.TemporaryFile()

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def fill(self, files):
        """Leaves nothing in the folder but these files."""
        for entry in os.scandir(self.folder):
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path)
            else:
                os.unlink(entry.path)
        for name, content in files.items():
            with open(self.path(name), "wb") as file:
                file.write(content)

    def _state(self):
        return {(e.name, e.inode(), s.st_size, s.st_mtime_ns) for e in os.scandir(self.folder)
                for s in [e.stat(follow_symlinks=False)]}

    def run(self, words, given=None, piped=False, seconds=None):
        """The outcome; `given` is what standard input holds, as a file or through a pipe."""
        for file in (self.output, self.errors):
            file.seek(0)
            file.truncate()
        before = self._state()
        source = subprocess.DEVNULL
        if given is not None and piped:
            source = subprocess.PIPE
        elif given is not None:
            source = tempfile.TemporaryFile()
            source.write(given)
            source.seek(0)
        limits = ((resource.RLIMIT_CPU, seconds or SECONDS), (resource.RLIMIT_FSIZE, 16 << 20))

        def limit():
            for kind, most in limits:
                resource.setrlimit(kind, (most, most))

        # Where it can be done from outside: to run something between fork and exec is slow.
        outside = hasattr(resource, "prlimit")
        process = subprocess.Popen(
            [self.regx, *words], stdin=source, stdout=self.output, stderr=self.errors,
            cwd=self.folder, preexec_fn=None if outside else limit)
        for kind, most in limits if outside else ():
            resource.prlimit(process.pid, kind, (most, most))
        ended = _waited(process, given if piped else None)
        if given is not None and not piped:
            source.close()
        if not ended:
            return Outcome(words, -signal.SIGALRM, b"", b"", set())
        changed = {name for name, *_ in before ^ self._state()}
        self.output.seek(0)
        self.errors.seek(0)
        return Outcome(words, process.returncode, self.output.read(), self.errors.read(), changed)


def _waited(process, given):
    """Whether it came to an end; it is killed where it hangs."""
    used = None
    while True:
        try:
            process.communicate(given, timeout=PATIENCE)
            return True
        except subprocess.TimeoutExpired:
            given = None
            time = subprocess.run(["ps", "-o", "time=", "-p", str(process.pid)],
                                  capture_output=True, check=False).stdout
            if time == used:
                process.kill()
                process.communicate()
                return False
            used = time


def may_be_long(words):
    # Without --seeds, a million of them are searched.
    if words[:1] == ["identify"] and not any(word.startswith("--seeds") for word in words):
        return True
    return any(LONG.search(word) for word in words)


def trouble(outcome, named=()):
    """What is wrong whatever was asked for; None if nothing is.

    `named`: the files that may be written though no word names them.
    """
    words, code = outcome.words, outcome.code
    if code == -signal.SIGXCPU or code == -signal.SIGKILL:
        return None if may_be_long(words) else f"takes more than {SECONDS} s"
    if code == -signal.SIGALRM:
        return "hangs"
    if code < 0:
        return f"ends by signal {-code}"
    if code not in (0, 1, 2) or code == 1 and not TESTING & set(words[:1]):
        return f"exit code {code}"
    if any(byte < 32 and byte != 10 or byte == 127 for byte in outcome.err):
        return "control characters in what it says"
    try:
        lines = outcome.err.decode().splitlines()
    except UnicodeDecodeError:
        return "what it says is not UTF-8"
    if b"x\x1b[31m" in outcome.out:
        return "prints the escapes of a file's name"
    if any(name.startswith(".regx-") for name in outcome.changed):
        return "leaves a temporary file"
    if code == 2:
        return _unclear(outcome, lines)
    if any(not line.startswith("regx: ") for line in lines):
        return "a line that does not say who speaks"
    strangers = [n for n in outcome.changed
                 if not any(n.removesuffix(".part") in word for word in [*words, *named])]
    return f"writes {strangers}, which nobody named" if strangers else None


def _unclear(outcome, lines):
    """What is wrong with a refusal."""
    if not outcome.words or outcome.words == [""]:
        return None if lines else "says nothing"
    usage = any(line.startswith("Try 'regx") for line in lines)
    if usage and outcome.out:
        return "prints something before a usage error"
    if lines and lines[-1].startswith("regx: out of memory"):
        return None
    reasons = [line for line in lines
               if not line.startswith("Try 'regx") and ": warning: " not in line
               and "one after the other: about" not in line]
    if len(reasons) != 1 or not reasons[0].startswith("regx"):
        return f"{len(reasons)} lines where one should say why"
    if len(reasons[0]) > 2000:
        return "a line too long to read"
    kept = [name for name in outcome.changed if not name.endswith(".part")]
    return f"changes {kept} though it fails" if kept else None
