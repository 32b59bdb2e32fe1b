"""The command lines that the table knows: read from the completion for bash and from help."""

# SPDX-License-Identifier: Apache-2.0

import re
import shlex
import subprocess


class Table:
    """Every command with its flags, what each takes, and the examples of its help."""

    def __init__(self, regx):
        def said(*words):
            return subprocess.run([regx, *words], capture_output=True, text=True, check=True).stdout

        script = said("completion", "bash")
        offers, flags = re.findall(r"^_regx_\w+\(\) \{\n(.*?)^\}", script, re.M | re.S)
        self.flags = {}
        for names, words in re.findall(r"^    ([\w|-]+)\) choices='([^']*)'", flags, re.M):
            for name in names.split("|"):
                self.flags[name] = words.split()
        # What a flag, or an operand, takes: its choices, whether a file, whether a list.
        self.values = {}
        for keys, settings in re.findall(r"^    ('[^)]*')\)\n +(.*) ;;", offers, re.M):
            choices = re.search("choices='([^']*)'", settings)
            value = (choices[1].split() if choices else [], "files=1" in settings,
                     "list=1" in settings)
            for key in keys.split("|"):
                command, place = key.strip("'").split(" ")
                self.values[command, place] = value
        self.modes = self.values["apply", "--mode"][0]
        self.examples = []
        for command in self.flags:
            for line in re.findall(r"^  (.*\bregx .*)", said("help", command), re.M):
                for part in re.split(r"[|;<>&]", line):
                    words = shlex.split(part)
                    if words[:1] == ["regx"] and "COMMAND" not in part:
                        self.examples.append(words[1:])
        assert len(self.examples) > 40 and len(self.flags) > 15, "the table is not understood"
        # Values that the examples give to a flag.
        self.taught = {}
        for words in self.examples:
            for flag, value in zip(words, words[1:]):
                if flag.startswith("--"):
                    self.taught.setdefault(flag, []).append(value)

    def takes_value(self, command, flag):
        return (command, flag) in self.values
