"""Pairs of tensors for `regx identify` to explain: one module for each framework that makes them."""

# SPDX-License-Identifier: Apache-2.0
