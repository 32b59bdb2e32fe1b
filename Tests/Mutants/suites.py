"""The test suites of the copy: which mutants each asks for, how long it takes, whether it fails."""

# SPDX-License-Identifier: Apache-2.0

import json
import os
import re
import resource
import signal
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor

# The modules under test, and the commands that use them all.
MODULES = [
    "TensorCoreTests", "RandomStreamsTests", "RegularizationTests", "TensorFormatsTests",
    "RegxCommandTests",
]  # fmt: skip

# Drawn at random, or about things that have no mutants here.
_LEFT_OUT = re.compile(r"Fuzz|Vector|Recovery|Identify|Show|Name|Sweep|RegxCommandTests.Thread")

# Seconds after which a suite that waits for something is ended.
_PATIENCE = 900


def _limits(seconds):
    """A mutant may allocate, write and compute without end."""

    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (12 << 30, 12 << 30))
        resource.setrlimit(resource.RLIMIT_FSIZE, (2 << 30, 2 << 30))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

    return limit


class Suites:
    """All suites, measured once for a build; seconds are the processor's, whatever else it does."""

    def __init__(self, scratch, slowest):
        self.scratch = os.path.abspath(scratch)
        self.slowest = slowest
        self.binary = os.path.join(self.scratch, "build", "debug", "regxPackageTests.xctest")
        self.seconds, self.asked = {}, {}

    def _run(self, words, limit=600, until=None, **environment):
        """(exit code, negative for a signal; output; processor's seconds).

        A line that has the text `until` ends it, as if it had failed.
        """
        process = subprocess.Popen(
            [self.binary, "--testing-library", "swift-testing", *words],
            cwd=os.path.join(self.scratch, "package"), env=os.environ | environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            text=True, errors="replace", preexec_fn=_limits(limit), start_new_session=True,
        )  # fmt: skip
        guard = threading.Timer(_PATIENCE, process.kill)
        guard.start()
        lines, ended = [], False
        with process.stdout as output:
            for line in output:
                lines.append(line)
                if until and until in line:
                    process.kill()
                    ended = True
                    break
        _, status, usage = os.wait4(process.pid, 0)
        guard.cancel()
        process.returncode = 1 if ended else os.waitstatus_to_exitcode(status)
        return process.returncode, "".join(lines), usage.ru_utime + usage.ru_stime

    def _names(self):
        """`Module.Suite` of every test."""
        _, listed, _ = self._run(["--list-tests"])
        names = {line.split("/")[0] for line in listed.split("\n") if "/" in line}
        return sorted(
            name for name in names if name.split(".")[0] in MODULES and not _LEFT_OUT.search(name)
        )

    def measure(self, jobs):
        """Runs each suite with no mutant awake."""
        kept = os.path.join(self.scratch, "suites.json")
        built = os.stat(self.binary).st_mtime
        if os.path.exists(kept):
            with open(kept, encoding="utf-8") as file:
                known = json.load(file)
            if known["built"] == built:
                self.seconds = known["seconds"]
                self.asked = {name: set(asked) for name, asked in known["asked"].items()}
        missing = [name for name in self._names() if name not in self.seconds]
        with ThreadPoolExecutor(jobs) as pool:
            list(pool.map(self._measure, missing))
        known = {"built": built, "seconds": self.seconds}
        known["asked"] = {name: sorted(asked) for name, asked in self.asked.items()}
        with open(kept, "w", encoding="utf-8") as file:
            json.dump(known, file)

    def _measure(self, name):
        asked = os.path.join(self.scratch, f"asked-{name}")
        code, text, seconds = self._run(["--filter", _pattern(name)], MUTANTS_ASKED=asked)
        print(f"{name}: {seconds:.1f} s, {'FAILS' if code else 'passes'}", flush=True)
        if code or not os.path.exists(asked):
            print(text[-600:], flush=True)
            return
        with open(asked, encoding="utf-8") as file:
            self.asked[name] = set(map(int, file.read().split()))
        os.unlink(asked)
        self.seconds[name] = seconds

    def asking(self, mutant):
        """The suites that ask for a mutant: of its module, and of the commands.

        First the module's quick ones, then the frameworks' golden files, then the rest.
        """
        module = mutant.path.split("/")[1] + "Tests"

        def turn(name):
            own, golden = name.startswith(module), name.endswith(".GoldenTests")
            quick = own and self.seconds[name] < 3
            return (0 if quick else 1 if golden else 2, self.seconds[name])

        names = [name for name, asked in self.asked.items() if mutant.number in asked]
        names = [name for name in names if name.startswith((module, "RegxCommandTests"))]
        return sorted((n for n in names if self.seconds[n] <= self.slowest), key=turn)

    def trouble(self, name, number):
        """`killed`, `crashed` or `too slow` where the suite notices the mutant, else `None`."""
        limit = 4 + int(2.5 * self.seconds[name])
        code, _, _ = self._run(
            ["--filter", _pattern(name)], limit, until="recorded an issue", MUTANT=str(number)
        )
        if code == 0:
            return None
        slow = code in (-signal.SIGXCPU, -signal.SIGKILL)
        return "too slow" if slow else "crashed" if code < 0 else "killed"


def _pattern(name):
    return "^" + re.escape(name) + "/"
