// The product of an input and a noise, in the order of arithmetic that the original has.

import RandomStreams
import TensorCore

/// `(x / inputDivisor) * noise`, each step rounded.
struct MaskedOutput<Element: DrawableScalar>: Source {
  private var input: any Source<Element>
  private var noise: any Source<Element>
  /// The input where it is already there: the product then reads it in place.
  private let memory: Tensor<Element>?
  private let inputDivisor: Element.Compute?
  /// How many neighbours in the input share one element of the noise.
  private let run: Int

  /// - Precondition: the noise's shape broadcasts to the input's.
  init(
    _ input: any Source<Element>, times noise: any Source<Element>,
    inputDivisor: Element.Compute? = nil
  ) {
    self.input = input
    self.inputDivisor = inputDivisor
    memory = inputDivisor == nil ? input as? Tensor<Element> : nil
    (self.noise, run) = inRuns(noise, of: input.shape)
  }

  var shape: Shape { input.shape }
  var bases: [any Source] { [input] }
  var readsInOrder: Bool { input.readsInOrder || noise.readsInOrder }

  // Called through an existential, so the compiler would make only the generic form.
  @specialized(where Element == Float)
  mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) throws {
    // Pieces whose noise stays in the first-level cache until the product reads it: four blocks of
    // the Mersenne Twister where an element takes two words.
    let piece = 1248
    // The input in longer ones, for each may be a system call; longer still, and what is drawn would
    // leave the first-level cache.
    let long = 4 * piece
    try withUnsafeTemporaryAllocation(of: Element.self, capacity: piece) { buffer in
      var filled = 0
      var done = 0
      while done < block.count {
        let (first, offset) = (start + done).quotientAndRemainder(dividingBy: run)
        let count = min(run > piece ? run - offset : piece, block.count - done)
        let factorCount = run == 1 ? count : (offset + count + run - 1) / run
        let factors = UnsafeMutableBufferPointer(rebasing: buffer.prefix(factorCount))
        var some = factors.mutableSpan
        try noise.fill(&some, from: first)
        var begin = 0
        while begin < count {
          let size = min(piece, count - begin)
          let range = done + begin..<done + begin + size
          if run == 1, let memory, Element.self == Float.self {
            var part = block._mutatingExtracting(range)
            multiply(memory.elements.span, at: start + done, by: some.span, into: &part)
            break
          }
          if range.upperBound > filled {
            let end = min(filled + long, block.count)
            var ahead = block._mutatingExtracting(filled..<end)
            try input.fill(&ahead, from: start + filled)
            if let inputDivisor { Element.divide(&ahead, by: inputDivisor) }
            filled = end
          }
          var part = block._mutatingExtracting(range)
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
    guard Element.self == Float.self else {
      Element.multiply(&part, by: factors, run: 1, offset: 0)
      return
    }
    let kernel = Kernels.inUse.multiply
    part.withUnsafeMutableBytes { part in
      factors.withUnsafeBytes { factors in
        kernel(part.floats, UnsafePointer(factors.floats), part.count / 4)
      }
    }
  }

  /// Writes the product of `values` from `index` on and the factors; for Float only.
  private func multiply(
    _ values: Span<Element>, at index: Int, by factors: Span<Element>,
    into part: inout MutableSpan<Element>
  ) {
    let kernel = Kernels.inUse.product
    part.withUnsafeMutableBytes { part in
      factors.withUnsafeBytes { factors in
        values.withUnsafeBytes { values in
          precondition(4 * index + part.count <= values.count)
          kernel(values.floats + index, factors.floats, part.floats, part.count / 4)
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
  private var terms: any Source<Element>
  private let run: Int

  init(
    _ input: any Source<Element>, times factors: any Source<Element>,
    plus terms: any Source<Element>
  ) {
    product = MaskedOutput(input, times: factors)
    (self.terms, run) = inRuns(terms, of: input.shape)
  }

  var shape: Shape { product.shape }
  var bases: [any Source] { [product] }
  var readsInOrder: Bool { product.readsInOrder || terms.readsInOrder }

  mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) throws {
    var buffer = [Element](repeating: .zero, count: min(2048, block.count))
    var done = 0
    while done < block.count {
      let (first, offset) = (start + done).quotientAndRemainder(dividingBy: run)
      let count = min(buffer.count, block.count - done)
      var part = block._mutatingExtracting(done..<done + count)
      try product.fill(&part, from: start + done)
      var all = buffer.mutableSpan
      var some = all._mutatingExtracting(0..<(offset + count + run - 1) / run)
      try terms.fill(&some, from: first)
      Element.add(some.span, to: &part, run: run, offset: offset)
      done += count
    }
  }
}

/// A noise so that each of its elements serves `run` neighbours of a tensor of `shape`: itself if
/// it has extent 1 along the last axes only, else repeated along the others.
private func inRuns<Element: Scalar>(
  _ noise: any Source<Element>, of shape: Shape
) -> (noise: any Source<Element>, run: Int) {
  let own = noise.shape
  let leading = own.extents.lastIndex { $0 != 1 }.map { $0 + 1 } ?? 0
  if own.count > 0, own.extents[..<leading] == shape.extents[..<leading] {
    return (noise, max(1, shape.count / own.count))
  }
  return (Broadcast(noise, to: shape), 1)
}
