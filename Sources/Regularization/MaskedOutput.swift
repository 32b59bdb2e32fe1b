// The product of an input and a noise, in the order of arithmetic that the original has.

import TensorCore

/// `(x / inputDivisor) * noise`, each step rounded.
struct MaskedOutput<Element: DrawableScalar>: Source {
  private var input: any Source<Element>
  private var noise: any Source<Element>
  private let inputDivisor: Element.Compute?
  /// How many neighbours in the input share one element of the noise.
  private let run: Int

  /// - Precondition: the noise's shape is the input's with the last axes set to 1.
  init(
    _ input: any Source<Element>, times noise: any Source<Element>,
    inputDivisor: Element.Compute? = nil
  ) {
    self.input = input
    self.noise = noise
    self.inputDivisor = inputDivisor
    run = noise.shape.count == 0 ? 1 : max(1, input.shape.count / noise.shape.count)
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
