"""A copy of the package in which every mutant sleeps, and builds."""

# SPDX-License-Identifier: Apache-2.0

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass

import named
import sites as places

HERE = os.path.dirname(os.path.abspath(__file__))

# The engines; the modes; printers, readers and writing of files; element types and shapes.
MODULES = ["RandomStreams", "Regularization", "TensorFormats", "TensorCore"]

# Searches have tests of their own kind, and run long; tables are data; threads change no result.
_LEFT_OUT = re.compile(r"/(?:Search|Recovery|Statistics)/|Ziggurat|Threads|Words/MaskWords")

_ERROR = re.compile(r"^(/\S+\.swift):(\d+):\d+: error:", re.MULTILINE)


@dataclass(frozen=True)
class Mutant:
    """A number, what is changed, and in which file and line."""

    number: int
    name: str
    path: str
    line: int
    site: object = None
    edit: tuple = None


class Package:
    """The copy in a folder of its own."""

    def __init__(self, root, scratch):
        self.root, self.copy = root, os.path.join(os.path.abspath(scratch), "package")
        self.build = os.path.join(os.path.abspath(scratch), "build")
        self.list = os.path.join(os.path.abspath(scratch), "mutants.json")
        self.texts = {}

    def write(self, count):
        """Copies everything that is in the repository; returns the mutants to compile in."""
        listed = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard"], cwd=self.root, check=True,
            capture_output=True, text=True,
        ).stdout.split("\n")  # fmt: skip
        for path in filter(None, listed):
            source = os.path.join(self.root, path)
            if os.path.islink(source) and not os.path.lexists(os.path.join(self.copy, path)):
                os.makedirs(os.path.dirname(os.path.join(self.copy, path)), exist_ok=True)
                os.symlink(os.readlink(source), os.path.join(self.copy, path))
            elif os.path.isfile(source) and not os.path.islink(source):
                with open(source, "rb") as file:
                    self._put(path, file.read())
                shutil.copymode(source, os.path.join(self.copy, path))
        self._write_switch()
        return self._chosen(count)

    def _put(self, path, content):
        """Writes a file unless it says so already: what is not touched is not compiled again."""
        target = os.path.join(self.copy, path)
        if os.path.exists(target):
            with open(target, "rb") as file:
                if file.read() == content:
                    return
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as file:
            file.write(content)

    def _write_switch(self):
        for name in ("mutation.c", "include/Mutation.h"):
            with open(os.path.join(HERE, "switch", name), "rb") as file:
                self._put(f"Sources/Mutation/{name}", file.read())
        with open(os.path.join(self.root, "Package.swift"), encoding="utf-8") as file:
            manifest = file.read()
        manifest = manifest.replace("  .treatAllWarnings(as: .error),\n", "")
        manifest = manifest.replace("  targets: [\n", '  targets: [\n.target(name: "Mutation"),\n')
        for module in MODULES:
            manifest, made = re.subn(
                rf'(\.target\(\s*name: "{module}",\s*dependencies: \[)', r'\1"Mutation", ',
                manifest,
            )  # fmt: skip
            assert made == 1, f"the manifest has no target {module}"
        self._put("Package.swift", manifest.encode())

    def _chosen(self, count):
        """Mutants of every kind in its share, in a random order that stays."""
        found = []
        for module in MODULES:
            for folder, _, files in os.walk(os.path.join(self.root, "Sources", module)):
                for name in files:
                    path = os.path.relpath(os.path.join(folder, name), self.root)
                    if name.endswith(".swift"):
                        with open(os.path.join(self.root, path), encoding="utf-8") as file:
                            self.texts[path] = file.read()
                        if not _LEFT_OUT.search(path):
                            found += places.sites(path, self.texts[path])
        chosen = []
        for kind, share in places.SHARES.items():
            of_kind = sorted((s for s in found if s.kind == kind), key=lambda site: site.rank)
            chosen += of_kind[: count * share // 100]
        mutants = []
        for path, before, after in named.MUTANTS:
            at = self.texts[path].index(before)
            line = self.texts[path].count("\n", 0, at)
            name = f"{path}: {before.strip()}: by hand"
            edit = (before, after)
            mutants.append(Mutant(len(mutants) + 1, name, path, line, edit=edit))
        by_hand = {(mutant.path, mutant.line + at) for mutant in mutants for at in (0, 1)}
        for site in chosen:
            if (site.path, site.line) in by_hand:
                continue
            number = len(mutants) + 1
            mutants.append(Mutant(number, site.name, site.path, site.line, site=site))
        return mutants

    def _write_mutants(self, mutants):
        declarations = {module: [] for module in MODULES}
        for path, text in self.texts.items():
            mine = [mutant for mutant in mutants if mutant.path == path]
            for mutant in mine:
                if mutant.edit:
                    before, after = mutant.edit
                    assert before.count("\n") == after.count("\n"), "lines must stay where they are"
                    text = text.replace(before, after.replace("IS", f"isMutant({mutant.number})"), 1)
            lines = text.split("\n")
            for mutant in sorted(mine, key=lambda m: -m.site.start if m.site else 0):
                if site := mutant.site:
                    operator = ""
                    if places.is_infix(site):
                        operator = places.operator_of(mutant.number)
                        declarations[path.split("/")[1]].append(
                            places.declaration(site, mutant.number))  # fmt: skip
                    new = places.replacement(site, mutant.number, operator)
                    line = lines[site.line]
                    if site.kind == "bound" and not operator:  # min and max get a first argument
                        new, line = f"{new}({mutant.number}, ", line[: site.end] + line[site.end + 1 :]
                    lines[site.line] = line[: site.start] + new + line[site.end :]
            text = "\n".join(lines)
            if mine:
                text += "\nimport Mutation\n"
            self._put(path, text.encode())
        with open(os.path.join(HERE, "switch", "Choices.swift"), encoding="utf-8") as file:
            choices = file.read()
        for module, lines in declarations.items():
            text = choices + "\n" + "\n".join(lines) + "\n"
            self._put(f"Sources/{module}/Mutants.swift", text.encode())

    def built(self, mutants):
        """Builds module by module, leaving out what does not compile; returns what is left."""
        for target in [*MODULES, None]:
            while True:
                self._write_mutants(mutants)
                what = ["--target", target] if target else ["--build-tests"]
                run = subprocess.run(
                    ["swift", "build", *what, "--scratch-path", self.build], cwd=self.copy,
                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                )  # fmt: skip
                if run.returncode == 0:
                    break
                mutants = self._without_broken(mutants, run.stdout)
        with open(self.list, "w", encoding="utf-8") as file:
            json.dump([[m.number, m.name, m.path, m.line] for m in mutants], file)
        return mutants

    def known(self):
        """The mutants of the last build."""
        with open(self.list, encoding="utf-8") as file:
            return [Mutant(*fields) for fields in json.load(file)]

    def _without_broken(self, mutants, output):
        """The mutants but those near an error; where there is none, but those of its file."""
        errors = {
            (os.path.relpath(path, self.copy), int(line) - 1)
            for path, line in _ERROR.findall(output)
        }
        broken = set()
        for path, line in errors:
            mine = [mutant for mutant in mutants if mutant.path == path]
            for reach in (0, 2, 8, 10**6):
                if near := [m for m in mine if abs(m.line - line) <= reach]:
                    broken.update(near)
                    break
        if not broken:
            raise RuntimeError(f"the copy does not build:\n{output[-4000:]}")
        for mutant in broken:
            print(f"does not compile: {mutant.name}", flush=True)
        return [mutant for mutant in mutants if mutant not in broken]
