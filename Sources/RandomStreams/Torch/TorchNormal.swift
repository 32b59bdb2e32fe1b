// torch.randn and tensor.normal_ on the CPU.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

extension TorchGenerator {
  /// `torch.randn`, or `normal_(mean, std)`.
  ///
  /// - Draws: under 16 elements, four words per pair of elements, the second normal of a pair kept
  ///   for the next call. From 16 elements on, one word per element, and 16 more for the last 16
  ///   elements if the count is no multiple of 16; in the half formats only whole blocks of 16
  ///   count.
  public mutating func normal(
    _ format: RealFormat, mean: Double, std: Double, count: Int
  ) -> any Draw<Float> {
    if count < TorchNormal.block {
      var draw = serialNormals(mean: mean, std: std, count: count)
      var values = [Double](repeating: 0, count: count)
      var span = values.mutableSpan
      draw.fill(&span, from: 0)
      return StoredDraw(values: values.map { format.round(Float($0)) })
    }
    let redrawn = count % TorchNormal.block == 0 ? 0 : TorchNormal.block
    if format != .float32, version.rounding == .early {
      return TorchHalfNormal(
        words: take(UInt64(count + redrawn)), format: format, count: count, mean: mean,
        std: std)
    }
    let whole = format == .float32 ? count : count / TorchNormal.block * TorchNormal.block
    return TorchNormal(
      words: take(UInt64(whole + redrawn)), format: format, count: count, redrawnFrom: whole,
      mean: Float(mean), std: Float(std), math: version.vectorMath,
      fused: version.fusesNormals)
  }

  /// `torch.randn` or `normal_` in float64.
  ///
  /// - Draws: as `normal`, with two words where that takes one.
  public mutating func normal64(mean: Double, std: Double, count: Int) -> any Draw<Double> {
    if count < TorchNormal.block {
      return serialNormals(mean: mean, std: std, count: count)
    }
    let redrawn = count % TorchNormal.block == 0 ? 0 : TorchNormal.block
    return TorchNormal64(
      words: take(2 * UInt64(count + redrawn)), count: count, mean: mean, std: std,
      fused: version.fusesNormals)
  }

  /// `normal_` of a tensor that is not contiguous: one element after the other, in float64.
  ///
  /// - Draws: four words per pair of elements, the second normal of a pair kept for the next call.
  public mutating func serialNormal(
    mean: Double, std: Double, count: Int
  ) -> any Draw<Double> {
    serialNormals(mean: mean, std: std, count: count)
  }

  private mutating func serialNormals(
    mean: Double, std: Double, count: Int
  ) -> TorchSerialNormal {
    let cached = count > 0 ? cachedNormal : nil
    let fresh = cached == nil ? count : count - 1
    let pairs = fresh / 2 + fresh % 2
    var draw = TorchSerialNormal(
      cached: cached, words: take(4 * UInt64(pairs)), mean: mean, std: std,
      fused: version.vectorMath == .avx2)
    if count > 0 { cachedNormal = fresh % 2 == 1 ? draw.pair(pairs - 1).second : nil }
    return draw
  }
}

/// `at::normal_distribution<double>`: Box and Muller's pairs. The generator caches the second normal
/// of a pair for the next call, whatever its type.
struct TorchSerialNormal: Draw {
  /// The normal that an earlier call has cached.
  let cached: Double?
  private var uniforms: TorchUniform64
  private let mean: Double
  private let std: Double
  private let fused: Bool

  init(cached: Double?, words: WordReader, mean: Double, std: Double, fused: Bool) {
    self.cached = cached
    uniforms = TorchUniform64(words: words)
    self.mean = mean
    self.std = std
    self.fused = fused
  }

  /// Two standard normals.
  mutating func pair(_ number: Int) -> (first: Double, second: Double) {
    var pair: [Double] = [0, 0]
    var span = pair.mutableSpan
    uniforms.fill(&span, from: 2 * number)
    let radius = (-2 * CMath.log1p(-pair[1])).squareRoot()
    let angle = 2 * Double.pi * pair[0]
    return (radius * CMath.cos(angle), radius * CMath.sin(angle))
  }

  mutating func fill(_ block: inout MutableSpan<Double>, from index: Int) {
    // Of the fresh normals this is the number of the block's first element.
    let start = cached == nil ? index : index - 1
    var i = 0
    if let cached, start < 0, block.count > 0 {
      block[0] = finish(cached)
      i = 1
    }
    while i < block.count {
      let number = start + i
      let (first, second) = pair(number / 2)
      if number % 2 == 0 {
        block[i] = finish(first)
        i += 1
        guard i < block.count else { return }
      }
      block[i] = finish(second)
      i += 1
    }
  }

  private func finish(_ normal: Double) -> Double {
    fused ? mean.addingProduct(normal, std) : normal * std + mean
  }
}

/// Values in memory.
struct StoredDraw<Element: BitwiseCopyable & Sendable>: Draw {
  let values: [Element]

  func fill(_ block: inout MutableSpan<Element>, from index: Int) {
    for i in block.indices { block[i] = values[index + i] }
  }
}

/// The place in the stream of the 16 uniforms of a block of normals, and the elements that it gives.
///
/// `normal_fill` transforms blocks of 16 uniforms in place. If the count is no multiple of 16, the
/// last 16 elements are then drawn again, from words after all others.
struct NormalBlocks: Sendable {
  let count: Int
  /// The number of the uniform from which the last 16 elements are drawn again.
  let redrawnFrom: Int

  /// The elements that lie before those that are drawn again.
  var regularCount: Int {
    count % TorchNormal.block == 0 ? count : count - TorchNormal.block
  }

  /// The first uniform of the block that gives element `index`, and the element's place in it.
  func place(of index: Int) -> (firstUniform: Int, offset: Int) {
    let size = TorchNormal.block
    if count % size != 0, index >= count - size {
      return (redrawnFrom, index - (count - size))
    }
    return (index / size * size, index % size)
  }

  /// Fills `destination` with the elements from `index` on. `transform` makes the normals of whole
  /// blocks, as many as fit in the first-level cache; it takes the number of their first uniform.
  func fill<Real: BinaryFloatingPoint>(
    _ destination: inout MutableSpan<Real>, from index: Int,
    _ transform: (_ values: inout MutableSpan<Real>, _ firstUniform: Int) -> Void
  ) {
    let size = TorchNormal.block
    var values = [Real](repeating: 0, count: size)
    var done = 0
    while done < destination.count {
      let (first, offset) = place(of: index + done)
      let regular = min(regularCount - index, destination.count) - done
      if offset == 0, regular >= size {
        let count = min(regular / size * size, 1248)
        var part = destination._mutatingExtracting(done..<done + count)
        transform(&part, first)
        done += count
        continue
      }
      var span = values.mutableSpan
      transform(&span, first)
      // The elements that are drawn again may begin within this block.
      let limit = min(size - offset, destination.count - done)
      var run = 0
      while run < limit, place(of: index + done + run) == (first, offset + run) {
        destination[done + run] = values[offset + run]
        run += 1
      }
      done += run
    }
  }
}

/// `normal_` in float32, float16 or bfloat16, 16 elements and more.
struct TorchNormal: Draw {
  static let block = 16

  private var uniforms: TorchUniform
  private let blocks: NormalBlocks
  private let format: RealFormat
  private let mean: Float
  private let std: Float
  private let math: TorchVersion.VectorMath
  private let fused: Bool

  init(
    words: WordReader, format: RealFormat, count: Int, redrawnFrom: Int, mean: Float,
    std: Float, math: TorchVersion.VectorMath, fused: Bool
  ) {
    self.fused = fused
    uniforms = TorchUniform(words: words, format: .float32, rounding: .late)
    blocks = NormalBlocks(count: count, redrawnFrom: redrawnFrom)
    self.format = format
    self.mean = mean
    self.std = std
    self.math = math
  }

  mutating func fill(_ block: inout MutableSpan<Float>, from index: Int) {
    let (kernels, mean, std, format) = (Kernels.inUse, mean, std, format)
    // Below this std a result may be subnormal, which kernels for processors without a fused
    // multiply-add do not round correctly.
    let suitsKernel = math == .avx2 && abs(std) >= 0x1p-60
    blocks.fill(&block, from: index) { values, first in
      uniforms.fill(&values, from: first)
      guard suitsKernel else { return transform(&values) }
      values.withUnsafeMutableBufferPointer { values in
        kernels.normals(values.baseAddress!, values.count / Self.block, mean, std)
        guard format != .float32 else { return }
        for i in values.indices { values[i] = format.round(values[i]) }
      }
    }
  }

  /// Box and Muller: uniforms j and j + 8 make the normals j and j + 8.
  private func transform(_ values: inout MutableSpan<Float>) {
    for j in values.indices where j % 16 < 8 {
      let (u1, u2) = (1 - values[j], values[j + 8])
      let (cosine, sine): (Float, Float)
      switch math {
      case .avx2:
        let radius = (-2 * AVXMath.log(u1)).squareRoot()
        let parts = AVXMath.sineAndCosine(0x1.921fb6p+2 * u2)
        (cosine, sine) = (radius * parts.cosine, radius * parts.sine)
      case .libm:
        let radius = (-2 * CMath.log(u1)).squareRoot()
        let angle = Float(2 * Double.pi * Double(u2))
        (cosine, sine) = (radius * CMath.cos(angle), radius * CMath.sin(angle))
      }
      values[j] = format.round(finish(cosine))
      values[j + 8] = format.round(finish(sine))
    }
  }

  private func finish(_ normal: Float) -> Float {
    fused ? mean.addingProduct(normal, std) : normal * std + mean
  }
}

/// `normal_` in float64, 16 elements and more.
struct TorchNormal64: Draw {
  private var uniforms: TorchUniform64
  private let blocks: NormalBlocks
  private let mean: Double
  private let std: Double
  private let fused: Bool

  init(words: WordReader, count: Int, mean: Double, std: Double, fused: Bool) {
    self.fused = fused
    uniforms = TorchUniform64(words: words)
    blocks = NormalBlocks(count: count, redrawnFrom: count)
    self.mean = mean
    self.std = std
  }

  mutating func fill(_ block: inout MutableSpan<Double>, from index: Int) {
    blocks.fill(&block, from: index) { values, first in
      uniforms.fill(&values, from: first)
      for j in values.indices where j % 16 < 8 {
        let radius = (-2 * CMath.log(1 - values[j])).squareRoot()
        let angle = 2 * Double.pi * values[j + 8]
        values[j] = finish(radius * CMath.cos(angle))
        values[j + 8] = finish(radius * CMath.sin(angle))
      }
    }
  }

  private func finish(_ normal: Double) -> Double {
    fused ? mean.addingProduct(normal, std) : normal * std + mean
  }
}
