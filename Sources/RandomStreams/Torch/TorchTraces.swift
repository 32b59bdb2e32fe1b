// The words that made a value of PyTorch's draws.
// SPDX-License-Identifier: Apache-2.0

extension TorchUniform: TracedDraw {
  mutating func trace(_ index: Int) -> DrawTrace? {
    let words = words.words(1, from: UInt64(index))
    let bits = significantBits
    let uniform = Double(words[0] & (1 << UInt32(bits) - 1)) / Double(UInt64(1) << bits)
    return DrawTrace(
      words: words, offset: UInt64(index), uniform: uniform,
      rule: "the low \(bits) bits of one word over 2^\(bits)")
  }
}

extension TorchUniform64: TracedDraw {
  mutating func trace(_ index: Int) -> DrawTrace? {
    .lowBits(of: words.words(2, from: 2 * UInt64(index)), offset: 2 * UInt64(index))
  }
}

extension TorchBernoulli: TracedDraw {
  mutating func trace(_ index: Int) -> DrawTrace? {
    var trace = DrawTrace.lowBits(
      of: words.words(2, from: 2 * UInt64(index)), offset: 2 * UInt64(index))
    trace.comparison = DrawTrace.Comparison(relation: "<", bound: probability)
    return trace
  }
}

extension DrawTrace {
  /// The 53-bit uniform of a pair of words.
  fileprivate static func lowBits(of words: [UInt32], offset: UInt64) -> DrawTrace {
    let bits = (UInt64(words[0]) << 32 | UInt64(words[1])) & (1 << 53 - 1)
    return DrawTrace(
      words: words, offset: offset, uniform: Double(bits) * 0x1p-53,
      rule: "the low 53 bits of two words, the upper one first, over 2^53")
  }
}

extension MKLBernoulli: TracedDraw {
  mutating func trace(_ index: Int) -> DrawTrace? {
    let words = seed.words(1, from: 0)
    var stream = MCG31(seed: words[0])
    stream.advance(by: UInt64(index))
    let uniform = Float(Double(stream.next()) * (1 / 2_147_483_647))
    var trace = DrawTrace(
      words: words, offset: 0, uniform: Double(uniform),
      rule: "the state of the element's number of MKL's MCG31, which one word seeds for the whole"
        + " mask, over 2^31 - 1, in float32")
    trace.comparison = DrawTrace.Comparison(relation: "<", bound: Double(probability))
    return trace
  }
}
