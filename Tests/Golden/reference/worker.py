"""The oracle's other end: draws cases and answers them, one JSON object a line.

`python -m reference.worker SEED INPUTS SCRATCH ENGINE=FROM:TO …`, run in the folder above inside a
framework's environment. Case i of an engine depends on the seed, the engine and i alone.
"""

# SPDX-License-Identifier: Apache-2.0

import json
import os
import random
import sys

# Of longer results only the digest is sent.
_LONGEST = 20_000


def _answers(seed, inputs, scratch, engine, indices):
    from cases import draws

    from . import bits
    from .answer import answer
    from .command import NotKnown

    draw = draws.ENGINES[engine]
    for index in indices:
        generator = random.Random(f"{seed} {engine} {index}")
        words = draw(generator, os.path.join(scratch, f"{engine}-{index}"))
        case = {"engine": engine, "args": words}
        try:
            case |= answer(words, inputs)
        except NotKnown as gap:
            case["gap"] = str(gap)
        if "tensors" in case:
            tensors = case.pop("tensors")
            if sum(map(len, tensors)) > _LONGEST:
                case["sha256"] = bits.digest(tensors)
            else:
                case["bits"] = bits.joined(tensors)
        yield case


def main(seed, inputs, scratch, *shares):
    """Answers every share; libraries that print do so on standard error."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for share in shares:
        engine, span = share.split("=")
        indices = range(*map(int, span.split(":")))
        for case in _answers(seed, inputs, scratch, engine, indices):
            answers.write(json.dumps(case) + "\n")
            answers.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
