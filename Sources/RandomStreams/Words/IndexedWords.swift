// Words that are made by number, and draws of one word each.
// SPDX-License-Identifier: Apache-2.0

/// The words of one call of a drawing function, addressed by the element that each is for.
protocol IndexedWords: Sendable {
  /// Writes the words of `count` elements from `index` on.
  mutating func write(
    _ count: Int, from index: UInt64, to memory: UnsafeMutablePointer<UInt32>)
}

extension IndexedWords {
  /// Calls `body` with the words of `count` elements from `index` on, as many at a time as fit in the
  /// first-level cache, and with the number of words before them.
  @inline(__always)
  mutating func forEachRun(
    of count: Int, from index: Int,
    _ body: (_ words: UnsafePointer<UInt32>, _ count: Int, _ before: Int) -> Void
  ) {
    let limit = 2048
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: min(limit, count)) { buffer in
      for before in stride(from: 0, to: count, by: limit) {
        let run = min(limit, count - before)
        write(run, from: UInt64(index + before), to: buffer.baseAddress!)
        body(UnsafePointer(buffer.baseAddress!), run, before)
      }
    }
  }
}

/// Raw words.
struct WordBits<Words: IndexedWords>: Draw {
  var words: Words

  mutating func fill(_ block: inout MutableSpan<UInt32>, from index: Int) {
    block.withUnsafeMutableBufferPointer { values in
      guard let memory = values.baseAddress else { return }
      words.write(values.count, from: UInt64(index), to: memory)
    }
  }
}

/// Uniforms of one word each, rounded to a format; a value that rounds to 1 may be replaced.
struct WordUniforms<Words: IndexedWords, Rule: UniformRule>: Draw {
  var words: Words
  let rule: Rule
  var finish: @Sendable (Float) -> Float = { $0 }
  var finishes = false

  init(_ words: Words, _ rule: Rule) {
    self.words = words
    self.rule = rule
  }

  /// Uniforms that `finish` changes one by one.
  init(_ words: Words, _ rule: Rule, finish: @escaping @Sendable (Float) -> Float) {
    self.init(words, rule)
    self.finish = finish
    finishes = true
  }

  mutating func fill(_ block: inout MutableSpan<Float>, from index: Int) {
    let rule = rule
    block.withUnsafeMutableBufferPointer { values in
      words.forEachRun(of: values.count, from: index) { words, count, before in
        let result = values.baseAddress! + before
        for i in 0..<count { result[i] = rule.value(of: rule.integer(of: words[i])) }
      }
    }
    guard finishes else { return }
    for i in block.indices { block[i] = finish(block[i]) }
  }
}
