"""Command lines of `print`: every file as it is, and under random print options."""

# SPDX-License-Identifier: Apache-2.0

from . import input_files


def options(random):
    """Random flags of `torch.set_printoptions`."""
    words = []
    if random.random() < 0.45:
        words += ["--precision", str(random.choice([0, 1, 2, 3, 4, 6, 8, 12]))]
    if random.random() < 0.4:
        words += ["--threshold", str(random.choice([0, 1, 5, 10, 50, 100, 1200]))]
    if random.random() < 0.4:
        words += ["--edgeitems", str(random.choice([0, 1, 2, 3, 5]))]
    if random.random() < 0.4:
        words += ["--linewidth", str(random.choice([1, 20, 40, 79, 80, 81, 100, 200]))]
    if random.random() < 0.4:
        words += ["--sci-mode", random.choice(["auto", "on", "off"])]
    if random.random() < 0.25:
        words += ["--print-profile", random.choice(["default", "short", "full"])]
    return words


def plain(name):
    """A file under the default options."""
    return ["print", *input_files.words(name)]


# A file and the options under which it once went wrong somewhere.
_TRICKY = [
    ("ties", "--precision 0"),
    ("ties", "--precision 2"),
    ("signs", "--sci-mode on"),
    ("wide", "--sci-mode off"),
    ("wide", "--sci-mode off --precision 12"),
    ("matrix", "--threshold 5 --edgeitems 1"),
    ("matrix", "--threshold 5 --edgeitems 0"),
    ("matrix", "--edgeitems 0"),
    ("empty-0-3", "--threshold 0"),
    ("column", "--linewidth 20"),
    ("row", "--linewidth 1"),
    ("arange-1001", "--print-profile full"),
    ("arange-1001", "--print-profile short"),
    ("arange-1001", "--print-profile short --precision 6"),
    ("arange-1001", "--linewidth 30"),
    ("hidden-outlier", "--threshold 1200"),
    ("int64-limits", "--linewidth 40"),
    ("float64-nine", "--linewidth 81"),
    ("float64-nine", "--linewidth 79"),
]


def tricky():
    """Known tricky cases."""
    return [plain(name) + words.split() for name, words in _TRICKY]


def random_options(random):
    """Any file under any options."""
    return plain(random.choice(list(input_files.FILES))) + options(random)


def numpy_files():
    """The files that NumPy can hold: it has no bfloat16."""
    return [name for name, (dtype, _) in input_files.FILES.items() if dtype != "bfloat16"]


def numpy_plain(name, representation):
    """A file under NumPy's default options, as `str` or as `repr`."""
    return plain(name) + ["--format", "numpy"] + (["--repr"] if representation else [])


def numpy_options(random):
    """Any file under any of the options that PyTorch's and NumPy's printers share."""
    words = numpy_plain(random.choice(numpy_files()), random.random() < 0.5)
    if random.random() < 0.6:
        words += ["--precision", str(random.choice([0, 1, 2, 3, 4, 6, 8, 12, 17]))]
    if random.random() < 0.4:
        words += ["--threshold", str(random.choice([0, 1, 5, 10, 50, 100, 1200]))]
    if random.random() < 0.3:
        words += ["--edgeitems", str(random.choice([1, 2, 3, 5]))]
    if random.random() < 0.3:
        words += ["--linewidth", str(random.choice([20, 40, 74, 75, 76, 100, 200]))]
    return words
