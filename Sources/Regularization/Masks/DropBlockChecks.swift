// What both DropBlocks refuse.

/// Refuses blocks without a side.
func checkBlock(_ blockSize: Int) throws(RegularizationError) {
  guard blockSize >= 1 else { throw .blockSize(blockSize) }
}

/// The elements of a plane that a mask may have: its blocks are grown in memory, a byte each.
private let planeLimit = 1 << 28

/// Refuses planes that would not fit.
func checkPlane(_ sides: ArraySlice<Int>) throws(RegularizationError) {
  var product = 1
  for side in sides {
    let (next, overflow) = product.multipliedReportingOverflow(by: side)
    guard !overflow, next <= planeLimit else { throw .planeTooLarge(Array(sides)) }
    product = next
  }
}

/// The chance of a block's centre, which the block's size must leave a probability.
func probability(_ gamma: Double) throws(RegularizationError) -> Double {
  guard let probability = Probability(gamma) else { throw .centreChance(gamma) }
  return probability.value
}
