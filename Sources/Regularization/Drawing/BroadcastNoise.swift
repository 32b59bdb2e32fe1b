// A noise with fewer elements than the tensor that it multiplies.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// A noise that broadcasts to a tensor, read in step with it.
struct BroadcastNoise<Element: Scalar>: Sendable {
  private var source: any Source<Element>
  /// How many neighbours in the tensor share one element of the noise.
  let run: Int
  /// The element read last. The next range may begin with it again, and a stream of draws cannot go
  /// back without starting over.
  private var last = Element.zero
  /// The index of that element; -1 before the first reading.
  private var lastIndex = -1

  /// The noise itself if it has extent 1 along the last axes only; else repeated along the others.
  ///
  /// - Precondition: its shape broadcasts to `shape`.
  init(_ noise: any Source<Element>, of shape: Shape) {
    let own = noise.shape
    let leading = own.extents.lastIndex { $0 != 1 }.map { $0 + 1 } ?? 0
    if own.count > 0, own.extents[..<leading] == shape.extents[..<leading] {
      (source, run) = (noise, max(1, shape.count / own.count))
    } else {
      (source, run) = (Broadcast(noise, to: shape), 1)
    }
  }

  var readsInOrder: Bool { source.readsInOrder }

  /// Where the noise of the tensor's element `start` lies, and how many neighbours before that
  /// element share it.
  func place(of start: Int) -> (index: Int, offset: Int) {
    (start / run, start % run)
  }

  /// How many elements of the noise serve `count` of the tensor, `offset` neighbours into the first.
  func count(for count: Int, offset: Int) -> Int {
    run == 1 ? count : (offset + count + run - 1) / run
  }

  /// Writes the noise's own elements from `index` on.
  mutating func fill(_ block: inout MutableSpan<Element>, from index: Int) throws {
    guard run > 1, block.count > 0 else { return try source.fill(&block, from: index) }
    var start = 0
    if lastIndex == index {
      block[0] = last
      start = 1
    }
    if start < block.count {
      var rest = block._mutatingExtracting(start..<block.count)
      try source.fill(&rest, from: index + start)
    }
    last = block[block.count - 1]
    lastIndex = index + block.count - 1
  }
}
