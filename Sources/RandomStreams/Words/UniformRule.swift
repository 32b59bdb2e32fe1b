// How frameworks make a uniform of a word: some of its bits are an integer, which gives a uniform.
// SPDX-License-Identifier: Apache-2.0

/// How a framework makes a uniform of a word, in two steps.
protocol UniformRule: Sendable {
  /// How many bits the integers have.
  var bits: Int { get }
  /// The integer that the uniform is made of.
  func integer(of word: UInt32) -> UInt32
  /// The uniform, which does not decrease from one integer to the next.
  func value(of integer: UInt32) -> Float
}

extension UniformRule {
  /// The smallest integer whose uniform `isReached` holds for; 2^bits if there is none.
  ///
  /// - Precondition: it holds for all integers above one for which it holds.
  func first(where isReached: (Float) -> Bool) -> UInt64 {
    var (low, high) = (UInt64(0), UInt64(1) << UInt64(bits))
    while low < high {
      let middle = (low + high) / 2
      if isReached(value(of: UInt32(middle))) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// A mask whose uniforms are compared with a bound.
protocol ComparedMask {
  var sides: (low: Float?, high: Float?) { get }
}

/// A mask of comparisons of uniforms with a number. Uniforms do not decrease with their integers, so
/// comparing integers is enough.
struct WordMask<Words: IndexedWords, Rule: UniformRule>: MaskDraw, ComparedMask {
  var words: Words
  private let rule: Rule
  private let first: UInt64
  private let keepsBelow: Bool

  /// 1 where the uniform is `kept`, which must hold up to some uniform and not from there on.
  init(_ words: Words, _ rule: Rule, keepingBelow kept: (Float) -> Bool) {
    self.words = words
    self.rule = rule
    first = rule.first { !kept($0) }
    keepsBelow = true
  }

  /// 1 where the uniform is `kept`, which must hold from some uniform on and not before.
  init(_ words: Words, _ rule: Rule, keepingAbove kept: (Float) -> Bool) {
    self.words = words
    self.rule = rule
    first = rule.first(where: kept)
    keepsBelow = false
  }

  /// The largest uniform below the comparison's bound, and the smallest one on the other side.
  var sides: (low: Float?, high: Float?) {
    (
      first > 0 ? rule.value(of: UInt32(first - 1)) : nil,
      UInt32(exactly: first).map { rule.value(of: $0) }
    )
  }

  mutating func fill(_ block: inout MutableSpan<UInt8>, from index: Int) {
    let (below, above): (UInt8, UInt8) = keepsBelow ? (1, 0) : (0, 1)
    fill(&block, from: index, below: below, above: above)
  }

  mutating func fill(
    _ noise: inout MutableSpan<Float>, from index: Int, one: Float, zero: Float
  ) {
    let (below, above) = keepsBelow ? (one, zero) : (zero, one)
    fill(&noise, from: index, below: below, above: above)
  }

  @inline(__always)
  private mutating func fill<Element: BitwiseCopyable>(
    _ block: inout MutableSpan<Element>, from index: Int, below: Element, above: Element
  ) {
    let rule = rule
    guard let first = UInt32(exactly: first) else {
      for i in block.indices { block[i] = below }
      return
    }
    block.withUnsafeMutableBufferPointer { values in
      words.forEachRun(of: values.count, from: index) { words, count, before in
        let result = values.baseAddress! + before
        for i in 0..<count { result[i] = rule.integer(of: words[i]) < first ? below : above }
      }
    }
  }
}
