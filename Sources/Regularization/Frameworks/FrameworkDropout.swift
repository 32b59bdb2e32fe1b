// What the dropouts of engines that draw and round in ways of their own have in common.
// SPDX-License-Identifier: Apache-2.0

/// A framework's own dropout: one step, whose draws and roundings are those of no other function.
public protocol FrameworkDropout: Regularizer {}
