// tensor.bernoulli_(p) on the CPU, where PyTorch's versions part.

/// `bernoulli_(p)` of PyTorch 2.7 and later, and of any version where MKL is not used: a float64
/// uniform below p.
///
/// - Draws: two words per element, the upper one first.
struct TorchBernoulli: Draw {
  var words: WordReader
  /// The 53-bit integers below this one give 1: u · 2^-53 < p exactly when u < p · 2^53.
  private let threshold: UInt64

  init(words: WordReader, probability: Double) {
    self.words = words
    threshold = UInt64((probability * 0x1p53).rounded(.up))
  }

  mutating func fill(_ block: inout MutableSpan<UInt8>, from index: Int) {
    let count = block.count
    let threshold = threshold
    let (high, low) = (
      UInt32(truncatingIfNeeded: threshold >> 32), UInt32(truncatingIfNeeded: threshold)
    )
    block.withUnsafeMutableBufferPointer { mask in
      words.forEachRun(of: 2 * count, from: 2 * UInt64(index)) { words, before in
        // The upper word decides unless it ties, once in two million: look for ties, settle them
        // afterwards.
        var tied = false
        for i in 0..<words.count / 2 {
          let upper = words[2 * i] & 0x1f_ffff
          mask[before / 2 + i] = upper < high ? 1 : 0
          tied = tied || upper == high
        }
        guard tied else { return }
        for i in 0..<words.count / 2 where words[2 * i] & 0x1f_ffff == high {
          mask[before / 2 + i] = words[2 * i + 1] < low ? 1 : 0
        }
      }
    }
  }
}

/// `bernoulli_(p)` of the x86 builds of PyTorch 2.0 to 2.6, which ask MKL.
///
/// - Draws: one word, the seed of MKL's MCG31, from which each element takes one state s; the
///   element is 1 if s · (1 / (2^31 - 1)), rounded to float32, is below p, rounded likewise.
struct MKLBernoulli: Draw {
  /// The word that seeds the stream; read when the first element is asked for.
  private var seed: WordReader
  private var origin: MCG31?
  private var cursor: MCG31?
  private var position = 0
  /// The states below this one give 1.
  private let threshold: UInt32

  init(seed: WordReader, probability: Double) {
    self.seed = seed
    threshold = Self.threshold(Float(probability))
  }

  mutating func fill(_ block: inout MutableSpan<UInt8>, from index: Int) {
    guard block.count > 0 else { return }
    var stream = cursor ?? start()
    if index < position {
      stream = origin!
      position = 0
    }
    stream.advance(by: UInt64(index - position))
    var done = 0
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: min(1024, block.count)) { buffer in
      while done < block.count {
        let run = UnsafeMutableBufferPointer(rebasing: buffer.prefix(block.count - done))
        run.initialize(repeating: 0)
        var states = run.mutableSpan
        stream.fill(&states)
        for i in run.indices { block[done + i] = run[i] < threshold ? 1 : 0 }
        done += run.count
      }
    }
    cursor = stream
    position = index + done
  }

  private mutating func start() -> MCG31 {
    var word: [UInt32] = [0]
    var words = word.mutableSpan
    seed.read(&words, from: 0)
    let stream = MCG31(seed: word[0])
    origin = stream
    return stream
  }

  /// The smallest state that gives 0: the rounded uniform rises with the state.
  private static func threshold(_ probability: Float) -> UInt32 {
    var (low, high): (UInt32, UInt32) = (0, 0x7fff_ffff)
    while low < high {
      let middle = (low + high) / 2
      if Float(Double(middle) * (1 / 2_147_483_647)) < probability {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
