// The inner loops of products: what each does. The types that conform are the tables of them.
// SPDX-License-Identifier: Apache-2.0

/// Loops over pointers that multiply a tensor by a noise of its size; each conforming type has the
/// same results.
package protocol ProductLoops: SendableMetatype {
  /// Multiplies each value by the noise in its place.
  static func multiply(
    _ values: UnsafeMutablePointer<Float>, _ noise: UnsafePointer<Float>, _ count: Int)

  /// Multiplies each value by the noise in its place: in float32, where the product is exact, and
  /// rounded once.
  static func multiplyHalves(
    _ values: UnsafeMutablePointer<Float16>, _ noise: UnsafePointer<Float16>, _ count: Int)

  /// Writes the product of each value and the noise in its place.
  static func product(
    _ values: UnsafePointer<Float>, _ noise: UnsafePointer<Float>,
    _ result: UnsafeMutablePointer<Float>, _ count: Int)

  /// Writes the product of each value and the noise in its place past the caches: for results so
  /// large that they would not stay there, which the processor would else read before it writes.
  ///
  /// - The result must lie at a multiple of 16 bytes. Other threads see it after a fence.
  static func streamedProduct(
    _ values: UnsafePointer<Float>, _ noise: UnsafePointer<Float>,
    _ result: UnsafeMutablePointer<Float>, _ count: Int)
}
