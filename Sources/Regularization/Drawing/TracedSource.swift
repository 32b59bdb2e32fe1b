// Which words made an element of a drawn tensor.
// SPDX-License-Identifier: Apache-2.0

package import RandomStreams
import TensorCore

/// A drawn tensor whose elements can be traced back to their words.
package protocol TracedSource {
  /// What made element `index`; `nil` where the draw is read in order and cannot tell.
  mutating func trace(_ index: Int) -> DrawTrace?
}

extension RandomMask: TracedSource {
  package mutating func trace(_ index: Int) -> DrawTrace? { draw.traced(index) }
}

extension RandomValues: TracedSource {
  package mutating func trace(_ index: Int) -> DrawTrace? { draw.traced(index) }
}

extension Draw {
  /// What made value `index`, if the draw can tell.
  fileprivate mutating func traced(_ index: Int) -> DrawTrace? {
    if let ordered = self as? MaskInMemoryOrder { return ordered.trace(index) }
    var traced = self as? any TracedDraw
    return traced?.trace(index)
  }
}

extension MaskInMemoryOrder {
  fileprivate func trace(_ index: Int) -> DrawTrace? {
    var draw = draw
    return draw.traced(reader.place(of: index))
  }
}

extension Regularized {
  /// What made draw `index` of the mask; `nil` where the draw cannot tell.
  package func trace(_ index: Int) -> DrawTrace? {
    var traced = mask as? any TracedSource
    return traced?.trace(index)
  }
}
