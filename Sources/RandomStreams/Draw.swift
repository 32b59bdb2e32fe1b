// One call of a framework's drawing function, addressed by index.

/// The values that one call of a drawing function makes.
///
/// A call like `torch.rand(1000)` takes a known stretch of its generator's stream, so the value at
/// an index can be had without the values before it. A draw remembers the generator as it was when
/// the call was made; making the draw has already moved the caller's generator past it.
///
/// Where the original gives no such access (rejection sampling), the draw reads in order: a block
/// that begins where the last one ended is cheap, one before it starts over.
public protocol Draw<Element>: Sendable {
  associatedtype Element: BitwiseCopyable & Sendable

  /// Writes the values `index ..< index + block.count` into `block`.
  mutating func fill(_ block: inout MutableSpan<Element>, from index: Int)
}
