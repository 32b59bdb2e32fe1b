// The words that made a value of NumPy's draws.
// SPDX-License-Identifier: Apache-2.0

extension LegacyUniform: TracedDraw {
  mutating func trace(_ index: Int) -> DrawTrace? { .legacy(&words, index) }
}

extension LegacyBernoulli: TracedDraw {
  mutating func trace(_ index: Int) -> DrawTrace? {
    var trace = DrawTrace.legacy(&words, index)
    trace.comparison = DrawTrace.Comparison(
      relation: isFlipped ? "<=" : ">", bound: Double(threshold) * 0x1p-53)
    return trace
  }
}

extension GeneratorUniform64: TracedDraw {
  func trace(_ index: Int) -> DrawTrace? { .generator(origin, index) }
}

extension GeneratorUniform32: TracedDraw {
  func trace(_ index: Int) -> DrawTrace? {
    var stream = origin
    stream.skip32(UInt64(index))
    let word = stream.next32()
    return DrawTrace(
      words: [word], offset: UInt64(index), uniform: Double(word >> 8) * 0x1p-24,
      rule: "the high 24 bits of one word over 2^24")
  }
}

extension GeneratorBernoulli: TracedDraw {
  func trace(_ index: Int) -> DrawTrace? {
    var trace = DrawTrace.generator(origin, index)
    trace.comparison = DrawTrace.Comparison(
      relation: isFlipped ? "<=" : ">", bound: Double(threshold) * 0x1p-53)
    return trace
  }
}

extension DrawTrace {
  /// The uniform of two words of a legacy stream.
  fileprivate static func legacy(_ reader: inout WordReader, _ index: Int) -> DrawTrace {
    let words = reader.words(2, from: 2 * UInt64(index))
    return DrawTrace(
      words: words, offset: 2 * UInt64(index),
      uniform: LegacyStream.double(high: words[0] >> 5, low: words[1] >> 6),
      rule: "27 and 26 high bits of two words over 2^53")
  }

  /// The uniform of a 64-bit word; a half word that waits is passed over.
  fileprivate static func generator(_ origin: PCGStream, _ index: Int) -> DrawTrace {
    var stream = origin
    stream.skip64(UInt64(index))
    let word = stream.next64()
    return DrawTrace(
      words: [UInt32(truncatingIfNeeded: word), UInt32(word >> 32)],
      offset: 2 * UInt64(index) + (origin.half == nil ? 0 : 1), uniform: PCG64.uniform(word),
      rule: "the high 53 bits of a 64-bit word, drawn low half first, over 2^53")
  }
}
