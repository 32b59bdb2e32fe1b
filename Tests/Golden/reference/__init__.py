"""What regx must put out, computed by the real frameworks.

`answer.answer(words)` takes a regx command line as a list of words and gives the bits or the text
that the original framework makes for it. The golden files and the live oracle both come from here,
so that what a mode means is written once. Nothing here imitates a framework: where a function
exists, it is called, and where the documents print one, it stands here as they print it.
"""

# SPDX-License-Identifier: Apache-2.0
