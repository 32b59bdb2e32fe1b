// The product of an input and a noise, in the order of arithmetic that the original has.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Synchronization
import TensorCore

/// `x * noise`.
struct MaskedOutput<Element: DrawableScalar>: Source {
  private var input: any Source<Element>
  private var noise: BroadcastNoise<Element>
  /// The input's elements where they are already there: the product then reads them in place.
  /// Empty elsewhere.
  private var memory: [Element] = []

  /// - Precondition: the noise's shape broadcasts to the input's.
  init(_ input: any Source<Element>, times noise: any Source<Element>) {
    self.input = input
    if let tensor = input as? Tensor<Element> { memory = tensor.elements }
    self.noise = BroadcastNoise(noise, of: input.shape)
  }

  var shape: Shape { input.shape }
  var bases: [any Source] { [input] }
  var readsInOrder: Bool { input.readsInOrder || noise.readsInOrder }

  // Called through an existential, so the compiler would make only the generic form.
  @specialized(where Element == Float)
  mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) throws {
    // Pieces whose noise stays in the cache until the product reads it, and which are long enough
    // for the processor to read the input ahead. A whole number of the Mersenne Twister's blocks.
    let piece = min(9984, block.count)
    let run = noise.run
    // A result of some megabytes would not stay in the caches.
    let isStreamed = block.count >= 1 << 20
    defer { if isStreamed { atomicMemoryFence(ordering: .sequentiallyConsistent) } }
    try withUnsafeTemporaryAllocation(of: Element.self, capacity: piece) { buffer in
      var done = 0
      while done < block.count {
        let (first, offset) = noise.place(of: start + done)
        let count = min(run > piece ? run - offset : piece, block.count - done)
        let factors = UnsafeMutableBufferPointer(
          rebasing: buffer.prefix(noise.count(for: count, offset: offset)))
        var some = factors.mutableSpan
        try noise.fill(&some, from: first)
        var begin = 0
        while begin < count {
          let size = min(piece, count - begin)
          var part = block._mutatingExtracting(done + begin..<done + begin + size)
          if run == 1, !memory.isEmpty, Element.self == Float.self {
            multiply(
              memory.span, at: start + done, by: some.span, into: &part,
              isStreamed: isStreamed)
            break
          }
          try input.fill(&part, from: start + done + begin)
          if run == 1 {
            multiply(&part, by: some.span)
          } else {
            Element.multiply(&part, by: some.span, run: run, offset: offset + begin)
          }
          begin += size
        }
        done += count
      }
    }
  }

  private func multiply(_ part: inout MutableSpan<Element>, by factors: Span<Element>) {
    precondition(part.count == factors.count)
    if Element.self == Float.self {
      part.withUnsafeMutableBytes { part in
        factors.withUnsafeBytes { factors in
          ProductKernels.multiply(part.floats, factors.floats, part.count / 4)
        }
      }
    } else if Element.self == Float16.self {
      part.withUnsafeMutableBytes { part in
        factors.withUnsafeBytes { factors in
          let noise = factors.baseAddress!.assumingMemoryBound(to: Float16.self)
          let values = part.baseAddress!.assumingMemoryBound(to: Float16.self)
          ProductKernels.multiplyHalves(values, noise, part.count / 2)
        }
      }
    } else {
      Element.multiply(&part, by: factors, run: 1, offset: 0)
    }
  }

  /// Writes the product of `values` from `index` on and the factors; for Float only.
  private func multiply(
    _ values: Span<Element>, at index: Int, by factors: Span<Element>,
    into part: inout MutableSpan<Element>, isStreamed: Bool
  ) {
    part.withUnsafeMutableBytes { part in
      factors.withUnsafeBytes { factors in
        values.withUnsafeBytes { values in
          precondition(4 * index + part.count <= values.count)
          ProductKernels.product(
            values.floats + index, factors.floats, into: part.floats, part.count / 4,
            isStreamed: isStreamed)
        }
      }
    }
  }
}

extension UnsafeRawBufferPointer {
  fileprivate var floats: UnsafePointer<Float> { baseAddress!.assumingMemoryBound(to: Float.self) }
}

extension UnsafeMutableRawBufferPointer {
  fileprivate var floats: UnsafeMutablePointer<Float> {
    baseAddress!.assumingMemoryBound(to: Float.self)
  }
}

/// `x * factor`, the factor not rounded to the element's type before.
struct Scaled<Element: DrawableScalar>: Source {
  private var input: any Source<Element>
  private let factor: Element.Compute

  init(_ input: any Source<Element>, by factor: Element.Compute) {
    self.input = input
    self.factor = factor
  }

  var shape: Shape { input.shape }
  var bases: [any Source] { [input] }

  mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) throws {
    try input.fill(&block, from: start)
    Element.multiply(&block, by: factor)
  }
}

/// `x / divisor`.
struct Divided<Element: DrawableScalar>: Source {
  private var base: any Source<Element>
  private let divisor: Element.Compute

  init(_ base: any Source<Element>, by divisor: Element.Compute) {
    self.base = base
    self.divisor = divisor
  }

  var shape: Shape { base.shape }
  var bases: [any Source] { [base] }

  mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) throws {
    try base.fill(&block, from: start)
    Element.divide(&block, by: divisor)
  }
}

/// `x * factors + terms`, product and sum rounded each.
struct Affine<Element: DrawableScalar>: Source {
  private var product: MaskedOutput<Element>
  private var terms: BroadcastNoise<Element>

  init(
    _ input: any Source<Element>, times factors: any Source<Element>,
    plus terms: any Source<Element>
  ) {
    product = MaskedOutput(input, times: factors)
    self.terms = BroadcastNoise(terms, of: input.shape)
  }

  var shape: Shape { product.shape }
  var bases: [any Source] { [product] }
  var readsInOrder: Bool { product.readsInOrder || terms.readsInOrder }

  mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) throws {
    var buffer = [Element](repeating: .zero, count: min(2048, block.count))
    var done = 0
    while done < block.count {
      let (first, offset) = terms.place(of: start + done)
      let count = min(buffer.count, block.count - done)
      var part = block._mutatingExtracting(done..<done + count)
      try product.fill(&part, from: start + done)
      var all = buffer.mutableSpan
      var some = all._mutatingExtracting(0..<terms.count(for: count, offset: offset))
      try terms.fill(&some, from: first)
      Element.add(some.span, to: &part, run: terms.run, offset: offset)
      done += count
    }
  }
}

/// A tensor whose elements are rounded to a half format on their way, and widened again.
struct RoundedThrough<Element: DrawableScalar>: Source {
  private var base: any Source<Element>
  private let format: RealFormat

  init(_ base: any Source<Element>, _ format: RealFormat) {
    self.base = base
    self.format = format
  }

  var shape: Shape { base.shape }
  var bases: [any Source] { [base] }

  mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) throws {
    try base.fill(&block, from: start)
    for i in block.indices {
      let rounded = format.round(Float(block[i].compute))
      block[i] = Element(rounding: Element.Compute(rounded))
    }
  }
}
