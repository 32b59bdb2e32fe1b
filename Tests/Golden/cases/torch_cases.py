"""Command lines for PyTorch's engines: `apply`, `compare`, `sample`."""

# SPDX-License-Identifier: Apache-2.0

from . import input_files, values

DROP_PATHS = [
    "drop-path",
    "drop-path:bernoulli",
    "drop-path:prescaled",
    "drop-path:rand-gt",
    "drop-path:article-module",
]
MODES = ["dropout", "vanilla-dropout", *DROP_PATHS]
# Dropout written out with a comparison, as books and courses teach it.
TAUGHT = ["dropout:rand-gt", "dropout:rand-lt"]

# What can be shown beside the output; the parts always stand in this order.
SHOWN = ["mask", "noise", "output", "mask,noise,output", "input,mask,output", "input,output"]


def _input_words(random, ranks):
    """What the input is, and its shape or file."""
    if random.random() < 0.15:
        name, words = random.choice(input_files.FLOAT_INPUTS)
        if len(input_files.shape(name)) in ranks:
            return ["--input", *words]
    source = random.choice(["rand"] * 6 + ["ones", "zeros", "arange"])
    words = [] if source == "rand" else ["--input", source]
    extents = values.shape(random, ranks)
    return words + values.shape_words(extents, random) + values.dtype_words(random)


def _shared_words(random):
    words = values.probability_words(random) + ["--seed", values.seed(random)]
    if random.random() < 0.2:
        words += ["--skip", str(random.choice([0, 1, 2, 5, 623, 624, 1000]))]
    if random.random() < 0.1:
        words.append("--eval")
    return words


def _shuffled(random, groups):
    """One command line of these groups of words, in any order of flags."""
    random.shuffle(groups)
    return [word for group in groups for word in group]


def apply(random, mode):
    """`apply` with one mode."""
    ranks = range(1, 7) if mode.startswith("drop-path") else range(7)
    groups = [_input_words(random, ranks), _shared_words(random), ["--mode", mode]]
    evaluating = "--eval" in groups[1]
    if mode == "drop-path:bernoulli" and random.random() < 0.4:
        groups.append(["--no-scale-by-keep"])
    if random.random() < 0.3 and not (evaluating and mode == "vanilla-dropout"):
        groups.append(["--show", random.choice(SHOWN)])
    return ["apply", *_shuffled(random, groups)]


def compare(random, modes=MODES):
    """`compare` with two to five modes in random order: pins where each leaves the generator."""
    chosen = [random.choice(modes) for _ in range(random.randint(2, 5))]
    groups = [_input_words(random, range(1, 7)), _shared_words(random)]
    if random.random() < 0.1:
        return ["compare", *_shuffled(random, groups)]
    groups.append(["--mode", ",".join(chosen)])
    if random.random() < 0.15 and "--eval" not in groups[1]:
        groups.append(["--show", random.choice(["mask", "noise", "mask,output"])])
    return ["compare", *_shuffled(random, groups)]


def sample(random):
    """`sample` with one of the distributions that need no mathematical library."""
    distribution = random.choice(["rand", "rand", "uniform", "uniform", "bernoulli", "bits"])
    words = ["sample"]
    if distribution != "rand" or random.random() < 0.5:
        words.append(distribution)
    words += values.shape_words(values.shape(random), random) + ["--seed", values.seed(random)]
    if random.random() < 0.3:
        words += ["--skip", str(random.choice([1, 3, 623, 624, 625, 5000]))]
    if distribution == "bernoulli":
        words += values.probability_words(random)
    if distribution == "uniform":
        words += _bounds(random)
    if distribution != "bits":
        words += values.dtype_words(random)
    return words


def _bounds(random):
    low, high = sorted(round(random.uniform(-4, 4), random.choice([0, 1, 3, 12])) for _ in "ab")
    return random.choice([[], ["--low", repr(low), "--high", repr(high)], ["--low", "-1.0"]])


def document_cases():
    """The documents' own programs, as bits and as they are printed."""
    pair = ["compare", "--shape", "3,2,2,2", "--p", "0.33", "--seed", "2021"]
    article = ["--input", "ones", "--shape", "4,1,1,1"]
    forms = ["--mode", "drop-path:prescaled,drop-path:rand-gt,drop-path:article-module"]
    return [
        pair,
        [*pair, "--format", "torch"],
        [*pair, "--format", "compact"],
        [*pair, "--show", "mask"],
        ["compare"],
        ["apply"],
        ["sample"],
        ["compare", *article, *forms],
        ["compare", *article, *forms, "--p", "0.2", "--seed", "7"],
        ["apply", "--shape", "20,16", "--p", "0.2", "--format", "torch"],
    ]


def border_cases():
    """Values at the edge of what a draw can give.

    Uniforms that round up to the upper bound, or otherwise than when not fused; and words of MKL's
    so near to 2^31 that they are 1 in float32, which is not less than a probability of 1.
    """
    uniform = ["sample", "uniform", "--shape", "40", "--seed", "1", "--low"]
    return [
        [*uniform, "1", "--high", "1.0000001192092896"],
        [*uniform, "1", "--high", "1.0000000000000002", "--dtype", "float64"],
        [*uniform, "0.1", "--high", "0.11", "--dtype", "float16"],
        [*uniform, "0.1", "--high", "0.11", "--dtype", "bfloat16"],
        [*uniform, "2.5", "--high", "2.5"],
        # Bounds with which a product and a sum round otherwise than one fused step.
        *(
            ["sample", "uniform", "--shape", "333", "--low", low, "--high", high, *dtype]
            for low, high in (("0.1", "3.3"), ("-2.7", "-0.3"), ("5", "100"))
            for dtype in ([], ["--dtype", "float64"], ["--dtype", "float16"])
        ),
        ["sample", "bernoulli", "--p", "1", "--shape", "40", "--seed", "606830"],
        ["apply", "--mode", "vanilla-dropout", "--p", "0", "--shape", "40", "--seed", "68625",
         "--input", "ones"],
        ["apply", "--mode", "drop-path:prescaled", "--p", "0", "--shape", "40", "--seed", "1169089",
         "--input", "ones"],
    ]  # fmt: skip


def large_cases():
    """About 100,000 elements: many refills of the generator's state, several chunks of MKL's."""
    return [
        ["compare", "--shape", "10,100,100", "--seed", "5", "--p", "0.37"],
        ["apply", "--shape", "100003", "--seed", "-5", "--mode", "vanilla-dropout"],
        ["sample", "bits", "--shape", "100000", "--skip", "1000001", "--seed", "9"],
        ["sample", "rand", "--shape", "317,316", "--dtype", "float64", "--seed", "10"],
    ]
