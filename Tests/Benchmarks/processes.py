"""Times whole processes: regx and what does the same beside it, in turns."""

# SPDX-License-Identifier: Apache-2.0

import itertools
import os
import shutil
import statistics
import subprocess
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
DROP_PATH = os.path.join(os.path.dirname(os.path.dirname(HERE)), "examples", "drop_path.py")
COMPARE = "compare --shape 3,2,2,2 --p 0.33 --seed 2021".split()
HUGE = "compare --shape 100000,100000 --p 0.33 --seed 2021".split()
DROPOUT = "apply --mode dropout --p 0.33 --seed 2021".split()
ELEMENTS = 1 << 26  # 256 MB of float32
VALUES = 1_000_000


class Processes:
    """What is measured so: `round()` gives (name, threads, value)."""

    def __init__(self, regx, python, names):
        self.python = python
        self.names = names
        self.compiler = shutil.which("cc") or shutil.which("clang")
        if not self.compiler:
            raise FileNotFoundError("there is no C compiler")
        self.folder = tempfile.TemporaryDirectory()
        self._compile("spawn", os.path.join(HERE, "spawn.c"))
        self.regx = self._install(regx)
        self._prepare()

    def close(self):
        self.folder.cleanup()

    def round(self):
        """Names, threads and values."""
        for name, value in itertools.chain(
            self._startup(), self._files(1), self._pipes(), self._huge(), self._texts(),
            self._identify(),
        ):
            yield name, 1, value
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        for name, value in self._files(cores) if cores > 1 else []:
            yield name, cores, value

    def _path(self, name):
        return os.path.join(self.folder.name, name)

    def _compile(self, name, source):
        made = self._path(f"{name}.linked")
        words = [self.compiler, "-static", "-O2", "-o", made, source]
        subprocess.run(words, check=True)
        self._install(made, name)

    def _install(self, program, name="regx"):
        """A copy, as `make install` makes one. A file that the linker has just written lies in the
        page cache in single pages, and starts an eighth slower."""
        return shutil.copy(program, self._path(name))

    def _asks(self, *prefixes):
        return any(name.startswith(prefixes) for name in self.names)

    def _prepare(self):
        """The input files."""
        if self._asks("file-to-file", "pipe-to-pipe"):
            self._make("large.npy", "--shape", str(ELEMENTS))
        if self._asks("write-", "read-"):
            for name in ("values.npy", "values.csv", "values.json"):
                self._make(name, "--shape", str(VALUES))

    def _make(self, name, *words):
        words = [self.regx, "sample", "randn", *words, "-o", self._path(name)]
        subprocess.run(words, check=True)

    def _run(self, words, count=1, output=os.devnull):
        """The least milliseconds and the greatest peak in MB of some runs."""
        spawned = [self._path("spawn"), str(count), output, *words]
        made = subprocess.run(
            spawned, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, check=True
        )
        runs = [line.split() for line in made.stdout.splitlines()]
        return (
            min(int(run[0]) for run in runs) / 1e6,
            max(int(run[1]) for run in runs) * 1024 / 1e6,
        )

    def _medians(self, commands, turns, count=1):
        """The median milliseconds of each command, all in turns; of `count` runs the best."""
        times = {name: [] for name in commands}
        for _ in range(turns):
            for name, words in commands.items():
                times[name].append(self._run(words, count)[0])
        return {name: statistics.median(values) for name, values in times.items()}

    def _startup(self):
        if not self._asks("startup"):
            return
        commands = {"startup": [self.regx, *COMPARE], "true": [shutil.which("true")]}
        medians = self._medians(commands, turns=30, count=10)
        yield "startup", medians["startup"]
        yield "2 /bin/true + 0.5 ms", 2 * medians["true"] + 0.5
        if self.python:
            yield "Python, PyTorch", self._run([self.python, DROP_PATH])[0]

    def _files(self, threads):
        if not self._asks("file-to-file"):
            return
        large, made = self._path("large.npy"), self._path("made")
        words = ["--threads", str(threads), "--input", large, "-o", f"{made}.npy"]
        mine = [self.regx, *DROPOUT, *words]
        copy = ["dd", "bs=256K", f"if={large}", f"of={made}", "status=none"]
        times, copies, memory = [], [], 0
        for _ in range(3):
            # Into new files, both, as freeing an old one takes time, too.
            time, memory = self._run(mine)
            times.append(time)
            os.unlink(f"{made}.npy")
            copies.append(self._run(copy)[0])
            os.unlink(made)
        yield "file-to-file", statistics.median(times)
        yield "dd bs=256K", statistics.median(copies)
        yield "file-to-file-memory", memory

    def _pipes(self):
        if not self._asks("pipe-to-pipe"):
            return
        large = self._path("large.npy")
        mine = f"{self.regx} {' '.join(DROPOUT)} --input - --format npy"
        commands = {
            name: ["sh", "-c", f"cat '{large}' | {command} | cat"]
            for name, command in (("pipe-to-pipe", mine), ("cat", "cat"))
        }
        yield from self._medians(commands, turns=3).items()

    def _huge(self):
        if self._asks("40-GB-compare"):
            time, memory = self._run([self.regx, *HUGE], count=20)
            yield "40-GB-compare", time
            yield "40-GB-compare-memory", memory

    def _identify(self):
        """A mask of 200 draws that no searched seed draws: everything is searched, on all cores."""
        if not self._asks("identify-"):
            return
        mask = self._path("mask.npy")
        words = ["apply", "--mode", "dropout", "--shape", "200", "--seed", str(2**40 + 12345)]
        # A key of MLX's has 64 bits.
        subprocess.run(
            [self.regx, *words, "--engine", "mlx", "--input", "ones", "-o", mask], check=True
        )
        quietly = ["--quiet", "-o", os.devnull]
        commands = {
            "identify-million": ["--seeds", "0:999999"],
            "identify-places": ["--seeds", "0:999", "--positions", "0:49999", "--engine", "torch"],
        }
        for name, words in commands.items():
            yield name, self._search([self.regx, "identify", "ones", mask, *words, *quietly])

    def _search(self, words):
        """The milliseconds on the clock of a search that finds nothing it can verify."""
        start = time.perf_counter()
        subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        return (time.perf_counter() - start) * 1e3

    def _texts(self):
        """MB/s of the text; of the file where one is read."""
        for name in self.names:
            kind, _, layout = name.partition("-")
            if kind == "write":
                made = self._path("text.out")
                words = [self.regx, "print", self._path("values.npy"), "--threshold", "inf"]
                words += ["--threads", "1"]
                time, _ = self._run([*words, "--format", layout], count=3, output=made)
                yield name, os.path.getsize(made) / 1e3 / time
            elif kind == "read":
                file = self._path(f"values.{layout}")
                words = [self.regx, "print", file, "--format", "raw", "--threads", "1"]
                time, _ = self._run(words, count=3)
                yield name, os.path.getsize(file) / 1e3 / time
