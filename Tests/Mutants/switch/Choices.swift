// What a mutated number, bound or comparison is; copied into each module that has mutants.
// SPDX-License-Identifier: Apache-2.0

import Mutation

/// A whole number, or the next one.
func mutated(_ n: Int32, _ a: Int) -> Int { isMutant(n) ? a &+ 1 : a }
func mutated(_ n: Int32, _ a: UInt32) -> UInt32 { isMutant(n) ? a &+ 1 : a }
func mutated(_ n: Int32, _ a: UInt64) -> UInt64 { isMutant(n) ? a &+ 1 : a }
func mutated<T: FixedWidthInteger>(_ n: Int32, _ a: T) -> T { isMutant(n) ? a &+ 1 : a }

/// A number, or the next larger one of its type; 1 for zero, after which comes next to nothing.
func mutated(_ n: Int32, _ a: Double) -> Double { isMutant(n) ? a == 0 ? 1 : a.nextUp : a }
func mutated(_ n: Int32, _ a: Float) -> Float { isMutant(n) ? a == 0 ? 1 : a.nextUp : a }
func mutated<T: BinaryFloatingPoint>(_ n: Int32, _ a: T) -> T {
  isMutant(n) ? a == 0 ? 1 : a.nextUp : a
}

func mutatedMin<T: Comparable>(_ n: Int32, _ a: T, _ b: T) -> T {
  isMutant(n) ? max(a, b) : min(a, b)
}
func mutatedMax<T: Comparable>(_ n: Int32, _ a: T, _ b: T) -> T {
  isMutant(n) ? min(a, b) : max(a, b)
}

/// A rounding, or another one.
func mutated(_ n: Int32, _ rule: FloatingPointRoundingRule) -> FloatingPointRoundingRule {
  guard isMutant(n) else { return rule }
  return rule == .down || rule == .towardZero ? .up : .down
}
