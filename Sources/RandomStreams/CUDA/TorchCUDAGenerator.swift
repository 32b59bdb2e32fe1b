// torch.Generator on a CUDA device.
// SPDX-License-Identifier: Apache-2.0

/// How many neighbours a thread of PyTorch's fused dropout makes at a time.
public enum CUDAVectors: Sendable {
  /// One: PyTorch before 1.6.
  case none
  /// Four of any type: PyTorch 1.6 to 2.6.
  case four
  /// As many as fit in 16 bytes: PyTorch after 2.7, whose own releases are not known.
  case sixteenBytes

  /// The neighbours for `count` elements of `size` bytes that begin as a new tensor does: a power
  /// of two that divides the count.
  package func width(for count: Int, size: Int) -> Int {
    var width =
      switch self {
      case .none: 1
      case .four: 4
      case .sixteenBytes: 16 / size
      }
    while count % width != 0 { width /= 2 }
    return width
  }
}

/// PyTorch's generator on a CUDA device: a seed, and how far each thread has drawn.
///
/// A call with enough elements launches as many threads as the GPU runs at once, so the draws of
/// large tensors depend on the model. All models draw alike up to 40,960 values of `rand` and
/// `bernoulli_`, and in `dropout` up to that number times the neighbours that a thread makes.
///
/// Source: PyTorch 2.13, `aten/src/ATen/native/cuda/DistributionTemplates.h`, `Dropout.cu`.
public struct TorchCUDAGenerator: FrameworkGenerator {
  /// What `torch.cuda.manual_seed` was given.
  public let seed: UInt64
  /// What `get_offset` returns: the words that each thread has drawn.
  public private(set) var offset: UInt64 = 0
  /// The GPU that is drawn on; `nil` where it is not known.
  public let gpu: GPU?
  /// How wide the kernels read.
  public let vectors: CUDAVectors

  /// The generator after `torch.manual_seed(seed)`.
  public init(
    seed: some BinaryInteger, gpu: GPU? = nil, vectors: CUDAVectors = .sixteenBytes
  ) {
    self.seed = UInt64(truncatingIfNeeded: seed)
    self.gpu = gpu
    self.vectors = vectors
  }

  /// The next 64 bits: the first two words of the next block of the first thread, the upper one
  /// first.
  ///
  /// PyTorch has no such call on a device.
  public mutating func next() -> UInt64 {
    let block = Philox4x32.block(offset / 4, of: 0, key: seed)
    offset &+= 4
    return UInt64(block.x) << 32 | UInt64(block.y)
  }

  /// The words that each thread has drawn.
  public var position: UInt128? { UInt128(offset) }

  public var fillsAlongMemory: Bool { true }
  public var dividesByReciprocal: Bool { true }

  /// Moves the offset on, as `torch.cuda.set_rng_state_offset` does.
  ///
  /// - Throws: unless `words` is a multiple of four, as PyTorch does.
  public mutating func skip(_ words: UInt64) throws(UnsupportedDraw) {
    guard words % 4 == 0 else { throw .onlySkipsByFours }
    offset &+= words
  }

  /// `torch.rand`.
  ///
  /// - Draws: four words of a thread for four elements that lie as far apart as there are threads.
  /// - Throws: `.unknownGPU` where the GPU must be known; `.tooLarge` for more than 2 GB.
  public mutating func rand(
    _ format: RealFormat, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Float> {
    let words = try take(count, size: format.byteCount)
    if format == .float32 { return WordUniforms(words, CUDARand()) }
    // A value that rounds to 1 becomes 0, as 1 does.
    return WordUniforms(words, CUDAUniform()) { u in
      let value = format.round(u)
      return value == 1 ? 0 : value
    }
  }

  /// `torch.rand` in float64.
  ///
  /// - Draws: four words of a thread for two elements that lie as far apart as there are threads.
  /// - Throws: as `rand`.
  public mutating func rand64(count: Int) throws(UnsupportedDraw) -> any Draw<Double> {
    try uniforms64(count, leavesOneOut: true)
  }

  public mutating func uniform(
    _ format: RealFormat, low: Double, high: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Float> {
    throw .onlyUnitUniform
  }
  public mutating func uniform64(
    low: Double, high: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Double> {
    throw .onlyUnitUniform
  }

  /// `tensor.bernoulli_(p)` with a number p, of every type but float64.
  ///
  /// - Draws: as `rand`.
  public mutating func bernoulli(
    _ probability: Double, count: Int
  ) throws(UnsupportedDraw) -> any MaskDraw {
    try check(probability)
    let bound = Float(probability)
    return WordMask(try take(count, size: 4), CUDAUniform(), keepingBelow: { $0 < bound })
  }

  /// `tensor.bernoulli_(p)` with a number p, of float64.
  ///
  /// - Draws: as `rand64`.
  public mutating func bernoulli64(
    _ probability: Double, count: Int
  ) throws(UnsupportedDraw) -> any MaskDraw {
    try check(probability)
    let uniforms = try uniforms64(count, leavesOneOut: false)
    return CUDABernoulli64(uniforms: uniforms, probability: probability)
  }

  /// The mask of `F.dropout` for a new tensor of elements of `size` bytes, 0 < p < 1 and not in
  /// place.
  ///
  /// - Draws: four words of a thread for each four neighbours, or for two; of a count that is odd,
  ///   as `rand`.
  /// - Throws: where the GPU must be known.
  public mutating func dropoutMask(
    dropping p: Double, size: Int, count: Int
  ) throws(UnsupportedDraw) -> any MaskDraw {
    guard count > 0 else { return ZeroDraw() }
    let width = vectors.width(for: count, size: size)
    let launch = try CUDALaunch(count, width: width, on: gpu)
    let words = CUDAWords(key: seed, firstBlock: offset / 4, launch: launch)
    offset &+= launch.increment(for: count)
    let (keep, narrow) = (1 - p, Float(1 - p))
    return size == 8
      ? WordMask(words, CUDAUniform(), keepingBelow: { Double($0) < keep })
      : WordMask(words, CUDAUniform(), keepingBelow: { $0 < narrow })
  }

  /// The uniforms of a fused dropout whose threads make `width` neighbours at a time, as the next
  /// call would draw them.
  ///
  /// - Precondition: there are elements.
  /// - Throws: where the GPU must be known.
  package func dropoutUniforms(
    width: Int, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Float> {
    let launch = try CUDALaunch(count, width: width, on: gpu)
    return WordUniforms(
      CUDAWords(key: seed, firstBlock: offset / 4, launch: launch), CUDAUniform())
  }

  /// `torch.randn` and `normal_`: the device's values to about five digits.
  ///
  /// - Draws: as `rand`; a normal takes two of the four words.
  /// - Throws: as `rand`.
  public mutating func normal(
    _ format: RealFormat, mean: Double, std: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Float> {
    let words = try take(count, size: format.byteCount)
    return CUDANormal(
      key: seed, firstBlock: words.firstBlock, launch: words.launch, format: format, mean: mean,
      std: std)
  }

  private func check(_ probability: Double) throws(UnsupportedDraw) {
    guard probability >= 0, probability <= 1 else {
      throw .probability(probability)
    }
  }

  private mutating func take(_ count: Int, size: Int) throws(UnsupportedDraw) -> CUDAWords {
    let launch = try launch(for: count, size: size)
    let words = CUDAWords(key: seed, firstBlock: offset / 4, launch: launch)
    if count > 0 { offset &+= launch.increment(for: count) }
    return words
  }

  private mutating func uniforms64(
    _ count: Int, leavesOneOut: Bool
  ) throws(UnsupportedDraw) -> CUDAUniform64 {
    let launch = try launch(for: count, size: 8)
    let uniforms = CUDAUniform64(
      key: seed, firstBlock: offset / 4, launch: launch, leavesOneOut: leavesOneOut)
    if count > 0 { offset &+= launch.increment(for: count, unroll: 2) }
    return uniforms
  }

  private func launch(for count: Int, size: Int) throws(UnsupportedDraw) -> CUDALaunch {
    // PyTorch draws larger tensors in parts, one launch after another.
    guard count <= Int(Int32.max) / size else { throw .tooLarge(.launchBytes) }
    return try CUDALaunch(max(count, 1), on: gpu)
  }
}

extension RealFormat {
  /// The bytes of a value.
  var byteCount: Int { self == .float32 ? 4 : 2 }
}
