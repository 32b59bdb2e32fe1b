// Dropout in place, for programs with tensors of their own.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
import TensorCore

/// Applies `F.dropout(x, p, training)` to contiguous elements, in place.
///
/// The bits are those of `Dropout`, and the generator ends where `Dropout` leaves it.
///
/// - Throws: `RegularizationError` where the generator has no such draw; nothing is changed then.
public func dropout<Element: DrawableScalar>(
  _ values: inout MutableSpan<Element>, p: Probability = 0.5, training: Bool = true,
  using generator: inout some FrameworkGenerator
) throws {
  try values.withUnsafeMutableBufferPointer { memory in
    // Each element is read once, before it is overwritten.
    let x = ElementsInPlace(memory: UnsafeBufferPointer(memory))
    var output = try Dropout(p: p, training: training).applied(to: x, using: &generator).output
    var block = memory.mutableSpan
    try output.fill(&block, from: 0)
  }
}

/// Applies `F.dropout(x, p, training)` to an array, in place.
///
/// - Throws: `RegularizationError` where the generator has no such draw; nothing is changed then.
public func dropout<Element: DrawableScalar>(
  _ values: inout [Element], p: Probability = 0.5, training: Bool = true,
  using generator: inout some FrameworkGenerator
) throws {
  var span = values.mutableSpan
  try dropout(&span, p: p, training: training, using: &generator)
}

/// Elements in memory that the output overwrites as it reads them.
private struct ElementsInPlace<Element: DrawableScalar>: Source, @unchecked Sendable {
  let memory: UnsafeBufferPointer<Element>

  var shape: Shape { .vector(memory.count) }

  func fill(_ block: inout MutableSpan<Element>, from start: Int) {
    let source = UnsafeBufferPointer(rebasing: memory[start..<start + block.count])
    block.withUnsafeMutableBufferPointer { target in
      guard target.baseAddress != source.baseAddress.map(UnsafeMutablePointer.init(mutating:))
      else { return }
      _ = target.update(from: source)
    }
  }
}
