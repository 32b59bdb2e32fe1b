"""The oracle's parts that run outside any framework: environments, regx itself, the summary."""

# SPDX-License-Identifier: Apache-2.0
