"""A smaller case with the same trouble."""

# SPDX-License-Identifier: Apache-2.0

# What may be left out; other words say what is tried.
LISTS = {"lines": ["words"], "pairs": ["damage"], "into": ["steps"]}


def shrunk(case, still, tries=400):
    """`case` with lists and contents cut down as long as `still` says that the trouble is there."""
    left = [tries]

    def holds(candidate):
        left[0] -= 1
        return left[0] >= 0 and still(candidate)

    for field in LISTS.get(case["kind"], []):
        case = _cut(case, field, None, holds)
    for name in list(case["files"]) if case["kind"] in ("lines", "files") else []:
        fewer = {**case, "files": {k: v for k, v in case["files"].items() if k != name}}
        if case["kind"] == "lines" and holds(fewer):
            case = fewer
        else:
            case = _cut(case, "files", name, holds)
    for place, word in enumerate(case["words"]):
        if case["kind"] == "lines" and len(word) > 40:
            case = _cut(case, "words", place, holds)
    return case


def _cut(case, field, key, holds):
    """Without piece after piece: halves first, then less."""
    value = case[field] if key is None else case[field][key]
    size = max(1, len(value) // 2)
    while True:
        start = 0
        while start < len(value):
            shorter = value[:start] + value[start + size :]
            candidate = dict(case)
            if key is None:
                candidate[field] = shorter
            else:
                candidate[field] = case[field].copy()
                candidate[field][key] = shorter
            if holds(candidate):
                case, value = candidate, shorter
            else:
                start += size
        if size == 1:
            return case
        size //= 2
