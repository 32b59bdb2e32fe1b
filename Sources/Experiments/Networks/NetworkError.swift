// Why a network cannot be built or run, and how much of one is too much.

/// Why a network cannot be built or run: one sentence that names the remedy where there is one.
package struct NetworkError: Error, Equatable, Sendable, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}

/// How large a network may be, so that there is an answer at once and in bounded memory.
///
/// Counts are doubles: they need not be exact, and no product of extents overflows.
package struct NetworkLimits: Sendable {
  /// The most parameters, and the most elements of the tensors that are held at a time.
  package var elements: Double
  /// The most multiplications of all passes together.
  package var multiplications: Double

  /// For products that are fused step by step.
  package static let fused = NetworkLimits(elements: 0x1p26, multiplications: 0x1p27)
  /// For products in blocks: a GiB of float32.
  package static let blocked = NetworkLimits(elements: 0x1p28, multiplications: 0x1p34)

  /// - Throws: `NetworkError` if either count is above its limit; `remedy` says what to make
  ///   smaller.
  package func check(
    elements: Double, multiplications: Double = 0, remedy: String
  ) throws(NetworkError) {
    for (count, limit, what) in [
      (elements, self.elements, "numbers held in memory"),
      (multiplications, self.multiplications, "multiplications"),
    ] where count > limit {
      throw NetworkError(
        "needs \(approximate(count)) \(what), and \(approximate(limit)) is the limit; \(remedy)")
    }
  }
}

/// A count for a message: exact below a million, else `67 million`, `5e+15`.
private func approximate(_ count: Double) -> String {
  if count < 1e6 { return "\(Int(count))" }
  for (unit, name) in [(1e9, "billion"), (1e6, "million")] where count >= unit && count < 1e15 {
    return "\(Int((count / unit).rounded())) \(name)"
  }
  var (scaled, exponent) = (count, 0)
  while scaled >= 10 { (scaled, exponent) = (scaled / 10, exponent + 1) }
  return "\(Int(scaled))e+\(exponent)"
}
