// PyTorch's default generator on the CPU, as a graph compiled by torch.compile uses it.
// SPDX-License-Identifier: Apache-2.0

/// The CPU's generator under `torch.compile`: a compiled dropout takes a seed from PyTorch's stream
/// of words, and draws from that seed with Philox.
///
/// Code that is not compiled draws as before: `torch.rand` and `bernoulli_` outside of the graph, and
/// `F.dropout2d` and dropout in place even within it.
///
/// Source: torch/_inductor/inductor_prims.py, torch/_inductor/codegen/cpp.py and
/// torch/include/torch/csrc/inductor/cpp_prefix.h of PyTorch 2.13, BSD-3.
public struct InductorGenerator: FrameworkGenerator {
  private var eager: TorchGenerator

  /// The generator after `torch.manual_seed(seed)`.
  public init(seed: some BinaryInteger) { eager = TorchGenerator(seed: seed) }

  public mutating func next() -> UInt64 { eager.next() }

  public var position: UInt128? { eager.position }
  public var fillsAlongMemory: Bool { eager.fillsAlongMemory }
  public var fusesProducts: Bool { true }

  public mutating func skip(_ words: UInt64) { eager.skip(words) }
  public mutating func bits(count: Int) -> any Draw<UInt32> { eager.bits(count: count) }
  public mutating func rand(_ format: RealFormat, count: Int) -> any Draw<Float> {
    eager.rand(format, count: count)
  }
  public mutating func rand64(count: Int) -> any Draw<Double> { eager.rand64(count: count) }
  public mutating func uniform(
    _ format: RealFormat, low: Double, high: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Float> {
    try eager.uniform(format, low: low, high: high, count: count)
  }
  public mutating func uniform64(
    low: Double, high: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Double> {
    try eager.uniform64(low: low, high: high, count: count)
  }
  public mutating func bernoulli(
    _ probability: Double, count: Int
  ) throws(UnsupportedDraw) -> any MaskDraw {
    try eager.bernoulli(probability, count: count)
  }
  public mutating func normal(
    _ format: RealFormat, mean: Double, std: Double, count: Int
  ) -> any Draw<Float> {
    eager.normal(format, mean: mean, std: std, count: count)
  }
  public mutating func normal64(
    mean: Double, std: Double, count: Int
  ) -> any Draw<Double> {
    eager.normal64(mean: mean, std: std, count: count)
  }
  public mutating func serialNormal(
    mean: Double, std: Double, count: Int
  ) -> any Draw<Double> {
    eager.serialNormal(mean: mean, std: std, count: count)
  }

  /// `torch.rand` within a compiled graph.
  ///
  /// - Draws: two words, the second of which is the key; of it one block per element.
  /// - Throws: for 2^31 values and more.
  public mutating func compiledRand(count: Int) throws(UnsupportedDraw) -> any Draw<Float> {
    WordUniforms(try take(count), InductorUniform())
  }

  /// The mask of a compiled `F.dropout` for elements of a format.
  ///
  /// - Draws: as `compiledRand`.
  /// - Throws: for 2^31 values and more.
  public mutating func dropoutMask(
    dropping p: Double, _ format: RealFormat, count: Int
  ) throws(UnsupportedDraw) -> any MaskDraw {
    let bound = format.round(Float(p))
    return WordMask(try take(count), InductorUniform(), keepingAbove: { $0 > bound })
  }

  /// The same for float64.
  ///
  /// - Draws: as `compiledRand`.
  /// - Throws: for 2^31 values and more.
  public mutating func dropoutMask64(
    dropping p: Double, count: Int
  ) throws(UnsupportedDraw) -> any MaskDraw {
    WordMask(try take(count), InductorUniform(), keepingAbove: { Double($0) > p })
  }

  private mutating func take(_ count: Int) throws(UnsupportedDraw) -> InductorWords {
    guard count < 1 << 31 else { throw .tooLarge(.compiledIndices) }
    return InductorWords(seed: eager.take(2))
  }
}

/// The words of one compiled draw: the first one of each block.
private struct InductorWords: IndexedWords {
  /// The two words that PyTorch makes the seed of; the low half is the key.
  var seed: WordReader
  private var key: UInt64?

  init(seed: WordReader) { self.seed = seed }

  mutating func write(_ count: Int, from index: UInt64, to memory: UnsafeMutablePointer<UInt32>) {
    let key = key ?? readKey()
    PhiloxBlocks(key: key).write(count, from: index, to: memory)
  }

  private mutating func readKey() -> UInt64 {
    var words: [UInt32] = [0, 0]
    var span = words.mutableSpan
    seed.read(&span, from: 0)
    key = UInt64(words[1])
    return UInt64(words[1])
  }
}

/// The low 31 bits times a constant that is less than 2^-31.
struct InductorUniform: UniformRule {
  var bits: Int { 31 }
  func integer(of word: UInt32) -> UInt32 { word & 0x7fff_ffff }
  func value(of integer: UInt32) -> Float { Float(integer) * 0x1.fffffep-32 }
}
