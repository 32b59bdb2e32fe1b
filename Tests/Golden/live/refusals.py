"""What regx refuses although the original gives something, by design; the rest is a difference."""

# SPDX-License-Identifier: Apache-2.0

# The complaint's words: why.
_KNOWN = {
    "which no mode takes": "regx refuses: modes of whole numbers elsewhere than in PyTorch",
}


def reason(case, complaint):
    """Why a refusal is meant, or `None`."""
    return next((why for words, why in _KNOWN.items() if words in complaint), None)
