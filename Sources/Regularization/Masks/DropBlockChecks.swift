// The checks that both DropBlocks make.
// SPDX-License-Identifier: Apache-2.0

/// Refuses blocks without a side.
func checkBlock(_ blockSize: Int) throws(RegularizationError) {
  guard blockSize >= 1 else { throw .blockSize(blockSize) }
}

/// The most elements of a plane: its blocks are grown in memory, a byte each.
private let planeLimit = 1 << 28

/// Refuses planes that are too large.
func checkPlane(_ sides: ArraySlice<Int>) throws(RegularizationError) {
  var product = 1
  for side in sides {
    let (next, overflow) = product.multipliedReportingOverflow(by: side)
    guard !overflow, next <= planeLimit else { throw .planeTooLarge(Array(sides)) }
    product = next
  }
}

/// The chance of a block's centre; not every size of block leaves it a probability.
func probability(_ gamma: Double) throws(RegularizationError) -> Double {
  guard let probability = Probability(gamma) else { throw .centreChance(gamma) }
  return probability.value
}
