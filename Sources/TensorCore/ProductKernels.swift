// The products of a tensor and a noise of its size, by the inner loops in use.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface
import KernelSelection

/// Products over pointers, as `ProductLoops` describes them.
package enum ProductKernels {
  /// The loops in use: the fastest that the processor runs, or what `REGX_KERNELS` names.
  private static let inUse: any ProductLoops.Type = KernelSelection.chosen ?? PlainProductLoops.self

  /// Multiplies each value by the noise in its place.
  package static func multiply(
    _ values: UnsafeMutablePointer<Float>, _ noise: UnsafePointer<Float>, _ count: Int
  ) {
    inUse.multiply(values, noise, count)
  }

  /// Multiplies each value by the noise in its place, rounded once.
  package static func multiplyHalves(
    _ values: UnsafeMutablePointer<Float16>, _ noise: UnsafePointer<Float16>, _ count: Int
  ) {
    inUse.multiplyHalves(values, noise, count)
  }

  /// Writes the product of each value and the noise in its place.
  ///
  /// - Parameter isStreamed: whether to write past the caches, where the result is aligned to 16
  ///   bytes. Other threads see it after a fence.
  package static func product(
    _ values: UnsafePointer<Float>, _ noise: UnsafePointer<Float>,
    into result: UnsafeMutablePointer<Float>, _ count: Int, isStreamed: Bool
  ) {
    if isStreamed, UInt(bitPattern: result) % 16 == 0 {
      inUse.streamedProduct(values, noise, result, count)
    } else {
      inUse.product(values, noise, result, count)
    }
  }
}

/// Plain loops, which the others must equal bit for bit.
package enum PlainProductLoops: ProductLoops {
  package static func multiply(
    _ values: UnsafeMutablePointer<Float>, _ noise: UnsafePointer<Float>, _ count: Int
  ) {
    for i in 0..<count { values[i] *= noise[i] }
  }

  package static func multiplyHalves(
    _ values: UnsafeMutablePointer<Float16>, _ noise: UnsafePointer<Float16>, _ count: Int
  ) {
    for i in 0..<count { values[i] = Float16(Float(values[i]) * Float(noise[i])) }
  }

  package static func product(
    _ values: UnsafePointer<Float>, _ noise: UnsafePointer<Float>,
    _ result: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    for i in 0..<count { result[i] = values[i] * noise[i] }
  }

  package static func streamedProduct(
    _ values: UnsafePointer<Float>, _ noise: UnsafePointer<Float>,
    _ result: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    product(values, noise, result, count)
  }
}
