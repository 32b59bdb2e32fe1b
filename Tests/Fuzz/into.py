"""States of --into: whatever stands there, a file that is complete is the right one."""

# SPDX-License-Identifier: Apache-2.0

import os

from process import trouble

BASES = [["sample", "--shape", "1000"], ["sample", "--shape", "7,3", "--dtype", "float64"],
         ["apply", "--shape", "50,4"], ["sample", "bernoulli", "--shape", "9"],
         ["dropout", "--shape", "0,3"], ["dropout", "--shape", "5,2,2,2", "--engine", "jax"]]
DAMAGE = ["cut", "grow", "remove", "folder", "link", "loop", "mark", "digest", "text", "empty"]

LINKED = "elsewhere.npy"


def make(random, table, samples):
    steps = []
    count = random.randint(1, 4)
    for _ in range(random.randint(1, 8)):
        if random.random() < 0.3:
            steps.append([random.choice(DAMAGE), str(random.randrange(200)),
                          random.choice(["y.npy", "y.npy.part", "y.npy.part"])])
        else:
            seed = "8" if random.random() < 0.15 else "7"
            of = count if random.random() < 0.9 else count + 1
            steps.append(["shard", f"{random.randint(1, of)}/{of}", seed])
    return {"words": random.choice(BASES), "files": {}, "steps": steps, "count": count}


def problem(case, sandbox, tally):
    sandbox.fill({})
    words, count = case["words"], case["count"]
    whole = {}
    for seed in ("7", "8"):
        sandbox.run([*words, "--seed", seed, "-o", "whole.npy"])
        whole[seed] = _content(sandbox.path("whole.npy"))
    # Whether y.npy is as it was damaged, and nobody can tell whose it is.
    foreign = False
    for step in case["steps"]:
        before = _content(sandbox.path("y.npy"))
        if step[0] != "shard":
            _damage(step, sandbox)
            foreign = foreign or _content(sandbox.path("y.npy")) != before
            continue
        outcome = _shard(words, step[1], step[2], sandbox)
        found = trouble(outcome, [LINKED])
        if found:
            return f"{step}: {found} ({outcome.said})"
        after = _content(sandbox.path("y.npy"))
        if before is not None and after != before:
            return f"{step}: changes the finished file"
        if after is not None and not foreign and after not in whole.values():
            return f"{step}: a finished file that no command makes"
        if outcome.code == 0 and after is not None and not foreign and after != whole[step[2]]:
            return f"{step}: is done, and the file is of another command"
        tally["shards"] += 1
    # Away with what is in the way, and every part again.
    sandbox.fill({})
    sandbox.run([*words, "--seed", "7", "-o", "whole.npy"])
    for index in range(1, count + 1):
        outcome = _shard(words, f"{index}/{count}", "7", sandbox)
        if outcome.code:
            return f"cannot be made anew: {outcome.said}"
    if _content(sandbox.path("y.npy")) != _content(sandbox.path("whole.npy")):
        return "the parts do not make the whole"
    return None


def _shard(words, shard, seed, sandbox):
    return sandbox.run([*words, "--seed", seed, "--shard", shard, "--into", "y.npy", "-q"])


def _content(path):
    if not os.path.isfile(path):
        return None
    with open(path, "rb") as file:
        return file.read()


def _damage(step, sandbox):
    kind, number, name = step[0], int(step[1]), step[2]
    path = sandbox.path(name)
    content = _content(path)
    if kind in ("folder", "link", "loop", "text", "empty"):
        if os.path.lexists(path):
            return
        if kind == "folder":
            os.mkdir(path)
        elif kind == "link":
            os.symlink(LINKED, path)
        elif kind == "loop":
            os.symlink(name, path)
        else:
            with open(path, "wb") as file:
                file.write(b"[1, 2]" if kind == "text" else b"")
        return
    if not content:
        return
    if kind == "remove":
        os.unlink(path)
        return
    changed = bytearray(content)
    if kind == "cut":
        del changed[-1 - number :]
    elif kind == "grow":
        changed += b"1" * (1 + number)
    elif kind == "mark":
        # Not to 1: nobody could tell that from a shard that is there.
        changed[-1] = 120
    elif len(changed) > 40:
        changed[-20] ^= 1
    with open(path, "wb") as file:
        file.write(changed)
