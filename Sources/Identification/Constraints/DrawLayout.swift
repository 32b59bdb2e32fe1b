// How an engine's words decide a draw.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams

/// Where the words of a mask's draws lie, and what bits of them are compared with a threshold.
public struct DrawLayout: Hashable, Sendable {
  /// The words from one draw to the next.
  public var stride: UInt64
  /// The bits that are compared: the upper ones of the number, if there are more in other words.
  public var bits: UInt32
  /// How many numbers there are, so that a uniform is the bits over this.
  public var size: Double
  /// Whether the words below the threshold keep, or those above.
  public var keepsBelow: Bool
  /// How far rounding may move a number against the threshold.
  public var slack: Double
  /// Whether the words are those of another generator, MCG31, which one word of the stream seeds.
  public var isSeededByWord = false
  /// Whether a word of at least 2^31 is taken for its complement.
  var isFolded = false
  /// How many of the highest numbers give a uniform of 0.
  var wraps = 0.0
  /// Where the words are made.
  var words = WordOrder.stream

  public init(
    stride: UInt64, bits: UInt32, size: Double, keepsBelow: Bool, slack: Double = 1
  ) {
    self.stride = stride
    self.bits = bits
    self.size = size
    self.keepsBelow = keepsBelow
    self.slack = slack
  }

  /// The low 21 bits of the first of two words: the top of PyTorch's 53-bit uniform.
  public static func torchDouble(keepsBelow: Bool) -> DrawLayout {
    DrawLayout(stride: 2, bits: 0x1f_ffff, size: 0x1p21, keepsBelow: keepsBelow)
  }

  /// The low 24 bits of a word: PyTorch's float32 uniform.
  public static func torchFloat(keepsBelow: Bool, slack: Double = 2) -> DrawLayout {
    DrawLayout(stride: 1, bits: 0xff_ffff, size: 0x1p24, keepsBelow: keepsBelow, slack: slack)
  }

  /// The first of two words, which has the top of NumPy's 53-bit uniform.
  public static func numPyDouble(keepsBelow: Bool) -> DrawLayout {
    DrawLayout(stride: 2, bits: 0xffff_ffff, size: 0x1p32, keepsBelow: keepsBelow, slack: 64)
  }

  /// One whole word a draw.
  public static func word(keepsBelow: Bool, slack: Double) -> DrawLayout {
    DrawLayout(
      stride: 1, bits: 0xffff_ffff, size: 0x1p32, keepsBelow: keepsBelow, slack: slack)
  }

  /// The same draws, of words that a cipher makes.
  func of(_ words: WordOrder) -> DrawLayout {
    var layout = self
    layout.words = words
    return layout
  }

  /// Whether words tell the threshold; where rounding blurs it, only the intervals count.
  var isSharp: Bool { slack * 4096 < size && wraps == 0 }

  /// What the fates of lots say of the words that drew them.
  ///
  /// - `kept`: the chances of a draw to keep that are possible.
  func tests(of fates: some Sequence<Fate>, kept: ClosedRange<Double>) -> [WordTest] {
    // The chance that a word is below the threshold.
    let (low, high) =
      keepsBelow
      ? (kept.lowerBound, kept.upperBound) : (1 - kept.upperBound, 1 - kept.lowerBound)
    let last = size - 1
    let highestBelow = UInt32(max(0, min(last, (high * size).rounded(.down) + slack)))
    let lowestAbove = UInt32(max(0, min(last, (low * size).rounded(.down) - slack)))
    var tests: [WordTest] = []
    for (number, fate) in fates.prefix(words.reach ?? .max).enumerated()
    where fate == .kept || fate == .dropped {
      let isBelow = (fate == .kept) == keepsBelow
      tests.append(
        WordTest(
          offset: stride * UInt64(number), bits: bits,
          low: isBelow ? (wraps > 0 ? UInt32(size - wraps) : 0) : lowestAbove,
          high: isBelow ? highestBelow : UInt32(last),
          side: isSharp ? (isBelow ? .below : .above) : .none, isFolded: isFolded))
    }
    return tests
  }

  /// The same without room for rounding: what holds of all draws but one in a million.
  func sharpTests(of fates: some Sequence<Fate>, kept: ClosedRange<Double>) -> [WordTest] {
    var sharp = self
    sharp.slack = 0
    return sharp.tests(of: fates, kept: kept).map { test in
      var test = test
      // Below means less than the threshold, where that is a whole number.
      if test.low == 0, test.high > 0, Double(test.high) == highestBelow(kept) { test.high -= 1 }
      return test
    }
  }

  private func highestBelow(_ kept: ClosedRange<Double>) -> Double {
    let high = (keepsBelow ? kept.upperBound : 1 - kept.lowerBound) * size
    return high == high.rounded() ? high : -1
  }

  /// What a uniform between two bounds says of its word.
  func test(of number: Int, uniform: ClosedRange<Double>) -> WordTest? {
    let low = max(0, (uniform.lowerBound * size).rounded(.up) - slack)
    let high = min(size - 1, (uniform.upperBound * size).rounded(.down) + slack)
    guard low <= high, low < size, high >= 0 else { return nil }
    return WordTest(
      offset: stride * UInt64(number), bits: bits, low: UInt32(low), high: UInt32(high),
      isFolded: isFolded)
  }

  /// The chances to keep that the words allow.
  func kept(_ bounds: ThresholdBounds) -> ClosedRange<Double> {
    let low = bounds.below.map { Double($0) / size } ?? 0
    let high = bounds.above.map { (Double($0) + 1) / size } ?? 1
    return keepsBelow ? low...max(low, high) : 1 - max(low, high)...1 - low
  }
}

/// All that is known of a stream's words.
public struct StreamTests: Hashable, Sendable {
  /// Of the words that drew the input, from the place on that is tried.
  var input: [WordTest] = []
  /// Of the words that drew the mask, from the mask's own beginning on.
  var mask: [WordTest] = []
  /// Where the mask begins, after the place that is tried.
  var maskOffset: UInt64 = 0
  /// What a key is folded with before it draws the mask.
  var folds: [UInt32] = []
  /// Whether the mask's words are those of MCG31, which the word at its beginning seeds.
  var isSeededByWord = false
  /// Where the words of the input and of the mask are made.
  var inputWords = WordOrder.stream
  var maskWords = WordOrder.stream

  /// All tests of one stream, input first.
  var joined: [WordTest] {
    (input
      + mask.map { test in
        var moved = test
        moved.offset += maskOffset
        return moved
      }).sorted { $0.offset < $1.offset }
  }
}
