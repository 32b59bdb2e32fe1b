// The product of an input and a noise, in the order of arithmetic that the original has.

import TensorCore

/// `(x / inputDivisor) * noise`, each step rounded.
struct MaskedOutput<Element: DrawableScalar>: Source {
  private var input: any Source<Element>
  private var noise: any Source<Element>
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
    (self.noise, run) = inRuns(noise, of: input.shape)
  }

  var shape: Shape { input.shape }

  mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) throws {
    // Pieces whose noise stays in the first-level cache until the product reads it.
    let piece = 2048
    var factors = [Element](repeating: .zero, count: min(piece, block.count))
    var done = 0
    while done < block.count {
      let (first, offset) = (start + done).quotientAndRemainder(dividingBy: run)
      let count =
        run >= piece ? min(run - offset, block.count - done) : min(piece, block.count - done)
      let factorCount = (offset + count + run - 1) / run
      var part = block._mutatingExtracting(done..<done + count)
      try input.fill(&part, from: start + done)
      if let inputDivisor { Element.divide(&part, by: inputDivisor) }
      var all = factors.mutableSpan
      var some = all._mutatingExtracting(0..<factorCount)
      try noise.fill(&some, from: first)
      Element.multiply(&part, by: some.span, run: run, offset: offset)
      done += count
    }
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
