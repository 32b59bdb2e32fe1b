// tensor.bernoulli_(p) on the CPU, which differs between PyTorch's versions.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

/// `bernoulli_(p)` of PyTorch 2.7 and later, and of any version where MKL is not used: a float64
/// uniform below p.
///
/// - Draws: two words per element, the upper one first.
struct TorchBernoulli: MaskDraw {
  var words: WordReader
  /// The 53-bit integers below this one give 1: u · 2^-53 < p exactly when u < p · 2^53.
  let threshold: UInt64
  let probability: Double

  init(words: WordReader, probability: Double) {
    self.words = words
    self.probability = probability
    threshold = UInt64((probability * 0x1p53).rounded(.up))
  }

  mutating func fill(_ block: inout MutableSpan<UInt8>, from index: Int) {
    let (kernels, threshold) = (Kernels.inUse, threshold)
    words.fill(&block, fromPairsAt: 2 * UInt64(index)) {
      kernels.bernoulliMask($0, $1, $2, threshold)
    }
  }

  mutating func fill(
    _ noise: inout MutableSpan<Float>, from index: Int, one: Float, zero: Float
  ) {
    let (kernels, threshold) = (Kernels.inUse, threshold)
    noise.withUnsafeMutableBufferPointer { noise in
      words.forEachUntemperedPairRun(of: noise.count, from: 2 * UInt64(index)) {
        words, count, before in
        kernels.bernoulliNoise(
          words, noise.baseAddress! + before, count, threshold, one, zero)
      } next: { block, before in
        kernels.twistedBernoulliNoise(block, noise.baseAddress! + before, threshold, one, zero)
      }
    }
  }
}

/// `bernoulli_(p)` of the x86 builds of PyTorch 2.0 to 2.6, which ask MKL.
///
/// - Draws: one word, the seed of MKL's MCG31, from which each element takes one state s; the
///   element is 1 if s · (1 / (2^31 - 1)) is below p, both rounded to float32.
struct MKLBernoulli: MaskDraw {
  /// The word that seeds the stream; read when the first element is asked for.
  var seed: WordReader
  private var origin: MCG31?
  private var cursor: MCG31?
  private var position = 0
  /// The states below this one give 1.
  let threshold: UInt32
  let probability: Float

  init(seed: WordReader, probability: Double) {
    self.seed = seed
    self.probability = Float(probability)
    threshold = Self.threshold(Float(probability))
  }

  mutating func fill(_ block: inout MutableSpan<UInt8>, from index: Int) {
    let (kernels, threshold) = (Kernels.inUse, threshold)
    block.withUnsafeMutableBufferPointer { mask in
      guard let base = mask.baseAddress, mask.count > 0 else { return }
      read(mask.count, from: index) {
        kernels.mcg31Mask($0, $1, base, mask.count, threshold)
      }
    }
  }

  mutating func fill(
    _ noise: inout MutableSpan<Float>, from index: Int, one: Float, zero: Float
  ) {
    let (kernels, threshold) = (Kernels.inUse, threshold)
    noise.withUnsafeMutableBufferPointer { noise in
      guard let base = noise.baseAddress, noise.count > 0 else { return }
      read(noise.count, from: index) {
        kernels.mcg31Noise($0, $1, base, noise.count, threshold, one, zero)
      }
    }
  }

  /// Calls a kernel for `count` states from number `index` on.
  private mutating func read(
    _ count: Int, from index: Int,
    _ kernel: (_ state: UInt32, _ factors: UnsafePointer<UInt32>) -> UInt32
  ) {
    var stream = cursor ?? start()
    if index < position {
      stream = origin!
      position = 0
    }
    stream.advance(by: UInt64(index - position))
    stream.fill(kernel)
    cursor = stream
    position = index + count
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
  static func threshold(_ probability: Float) -> UInt32 {
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
