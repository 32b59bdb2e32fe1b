// One call of a framework's drawing function, addressed by index.
// SPDX-License-Identifier: Apache-2.0

/// The values that one call of a drawing function makes.
///
/// A call like `torch.rand(1000)` takes a known stretch of its generator's stream, so the value at
/// an index can be had without the values before it. A draw remembers the generator as it was when
/// the call was made; making the draw has already moved the caller's generator past it.
///
/// Where the original gives no such access (rejection sampling), the draw reads in order: a block
/// that begins where the last one ended is cheap, one before it starts over.
public protocol Draw<Element>: Sendable {
  /// The type of a value.
  associatedtype Element: BitwiseCopyable & Sendable

  /// Whether copies of the draw that read different ranges at the same time would each do the whole
  /// work. False by default: reading on from a checkpoint is little of it.
  var readsInOrder: Bool { get }

  /// Writes the values `index ..< index + block.count` into `block`.
  ///
  /// - Precondition: the call has so many.
  mutating func fill(_ block: inout MutableSpan<Element>, from index: Int)
}

extension Draw {
  public var readsInOrder: Bool { false }
}

/// A draw of zeros and ones.
///
/// A mask that is drawn to be multiplied with can write its two factors at once, instead of bytes
/// that another pass turns into factors.
public protocol MaskDraw: Draw<UInt8> {
  /// Writes `one` where the values `index ..< index + noise.count` are 1, `zero` where they are 0.
  mutating func fill(
    _ noise: inout MutableSpan<Float>, from index: Int, one: Float, zero: Float)
}

extension MaskDraw {
  public mutating func fill(
    _ noise: inout MutableSpan<Float>, from index: Int, one: Float, zero: Float
  ) {
    noise.withUnsafeMutableBufferPointer { noise in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: min(noise.count, 4096)) { buffer in
        var done = 0
        while done < noise.count {
          let run = UnsafeMutableBufferPointer(rebasing: buffer.prefix(noise.count - done))
          var mask = run.mutableSpan
          fill(&mask, from: index + done)
          // Pointers: with checked indices the compiler makes no vectors of the loop.
          let (to, from) = (noise.baseAddress! + done, run.baseAddress!)
          for i in 0..<run.count { to[i] = from[i] != 0 ? one : zero }
          done += run.count
        }
      }
    }
  }
}
