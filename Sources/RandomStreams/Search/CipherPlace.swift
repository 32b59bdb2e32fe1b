// Where a cipher makes the words of one call.
// SPDX-License-Identifier: Apache-2.0

/// A word of a block cipher's output.
package struct CipherPlace: Hashable, Sendable {
  /// The block: the low half of Philox's counter, or all of Threefry's.
  package var number: UInt64
  /// The high half of Philox's counter.
  package var stream: UInt64 = 0
  /// Which of the block's words; 2 for both of Threefry's added.
  package var word: UInt32 = 0
}

/// How the words of one call are numbered, the first of them 0.
package enum WordOrder: Hashable, Sendable {
  /// As they come: of streams whose words are counted.
  case stream
  /// Philox's blocks one after the other, each with all its words.
  case wholeBlocks
  /// The first word of each of Philox's blocks.
  case firstWords
  /// PyTorch's on a GPU: a thread makes `width` neighbours of blocks of its own, beginning with a
  /// word of the first. For as many elements as all GPUs make alike.
  case threads(width: UInt64, word: UInt64 = 0)
  /// Both words of one block of Threefry after the other, added.
  case sums
  /// MLX's: the halves of a call of so many words are the halves of Threefry's blocks.
  case halves(of: UInt64)

  /// Where a word is made.
  package func place(of word: UInt64) -> CipherPlace {
    switch self {
    case .stream, .sums: return CipherPlace(number: word, word: 2)
    case .wholeBlocks: return CipherPlace(number: word / 4, word: UInt32(word % 4))
    case .firstWords: return CipherPlace(number: word)
    case .threads(let width, let first):
      let (thread, place) = word.quotientAndRemainder(dividingBy: width)
      return CipherPlace(
        number: (place + first) / 4, stream: thread, word: UInt32((place + first) % 4))
    case .halves(let count):
      let half = count / 2
      let second = half + count % 2
      if word < half { return CipherPlace(number: word << 32 | (word + second)) }
      if word < second { return CipherPlace(number: word << 32) }
      return CipherPlace(number: (word - second) << 32 | word, word: 1)
    }
  }

  /// How many of a call's first words this is true of; `nil` for all.
  package var reach: Int? {
    if case .threads(let width, _) = self { return GPU.commonThreads * Int(width) }
    return nil
  }
}
