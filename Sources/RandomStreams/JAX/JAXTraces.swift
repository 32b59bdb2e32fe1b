// The words that made a value of JAX's draws.
// SPDX-License-Identifier: Apache-2.0

extension JAXUniform: TracedDraw {
  func trace(_ index: Int) -> DrawTrace? {
    let word = cipher.word(index)
    let bits =
      switch format {
      case .float32: 23
      case .float16: 10
      case .bfloat16: 7
      }
    return DrawTrace(
      words: [word], offset: nil, uniform: Double(format.uniform(of: word)),
      rule: "\(bits) bits of the key's word of this number over 2^\(bits)")
  }
}

extension JAXBernoulli: TracedDraw {
  func trace(_ index: Int) -> DrawTrace? {
    let word = cipher.word(index)
    var trace = DrawTrace(
      words: [word], offset: nil, uniform: Double(RealFormat.float32.uniform(of: word)),
      rule: "the high 23 bits of the key's word of this number over 2^23")
    trace.comparison = DrawTrace.Comparison(relation: "<", bound: Double(probability))
    return trace
  }
}

extension Threefry2x32 {
  /// The 32-bit word of a number.
  fileprivate func word(_ index: Int) -> UInt32 {
    let (a, b) = block(UInt64(index))
    return a ^ b
  }
}
