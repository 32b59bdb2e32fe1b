"""Random regx command lines: what the golden files hold and what the oracle tries.

Every function takes a `random.Random` and gives the words of one command line. What the contract
leaves open (the order of several shown tensors in `compare`, say) is not drawn here.
"""

# SPDX-License-Identifier: Apache-2.0
