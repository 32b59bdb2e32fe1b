// The marks of a grid: what one cell shows.
// SPDX-License-Identifier: Apache-2.0

/// What a cell shows. Shape or brightness says it; colour repeats it.
package enum Mark: Hashable, Sendable {
  case kept
  case dropped
  /// A value on the grid's scale.
  case value(Double)
  /// A share of marks that are kept, 0 to 1, where a cell stands for many.
  case share(Double)
  /// Kept in the first of two tensors only.
  case onlyFirst
  /// Kept in the second of two tensors only.
  case onlySecond
  /// So many units in the last place between two tensors, 1 and more.
  case apart(Int)
  /// Kept in both of two tensors, with the same bits.
  case equal
  /// Kept in neither of two tensors.
  case neither

  /// How a share is drawn: 4 for all, 3 for at least two thirds, 2 for at least a third, 1 for
  /// some, 0 for none.
  static func shareClass(_ share: Double) -> Int {
    if share <= 0 { return 0 }
    if share >= 1 { return 4 }
    return share * 3 >= 2 ? 3 : share * 3 >= 1 ? 2 : 1
  }
}
