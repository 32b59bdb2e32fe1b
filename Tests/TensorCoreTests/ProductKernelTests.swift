// SPDX-License-Identifier: Apache-2.0

import KernelInterface
import KernelSelection
import TensorCore
import Testing

/// Every table of products against the plain one, as bits, at sizes around the edges of vectors.
@Suite struct ProductKernelTests {
  private static let sizes = [0, 1, 3, 15, 16, 17, 31, 33, 64, 70, 313]

  /// Values of any bits, and a noise of zeros and one and a half.
  private static let values = (0..<400 as Range<UInt32>).map {
    Float(bitPattern: ($0 &* 0x9e37_79b9) & 0xbfff_ffff)
  }
  private static let noise = (0..<400).map { Float($0 * 7 % 3 & 1) * 1.5 }

  @Test(arguments: KernelSelection.available.map { $0.name })
  func `products are the plain ones`(_ name: String) throws {
    let kernels = try #require(KernelSelection.available.first { $0.name == name })
    for count in Self.sizes {
      // What is around the result stays as it is.
      func result(_ body: (UnsafeMutablePointer<Float>) -> Void) -> [UInt32] {
        var made = [Float](repeating: 9, count: count + 8)
        // An array's elements and four more begin at a multiple of 16 bytes.
        made.withUnsafeMutableBufferPointer { body($0.baseAddress! + 4) }
        return made.map(\.bitPattern)
      }
      let plain = result { PlainProductLoops.product(Self.values, Self.noise, $0, count) }
      #expect(result { kernels.product(Self.values, Self.noise, $0, count) } == plain)
      #expect(result { kernels.streamedProduct(Self.values, Self.noise, $0, count) } == plain)
      var inPlace = Self.values
      inPlace.withUnsafeMutableBufferPointer {
        kernels.multiply($0.baseAddress!, Self.noise, count)
      }
      #expect(inPlace[..<count].map(\.bitPattern) == Array(plain[4..<4 + count]))
      #expect(inPlace[count...].map(\.bitPattern) == Self.values[count...].map(\.bitPattern))
    }
  }

  @Test(arguments: KernelSelection.available.map { $0.name })
  func `products of halves are rounded once`(_ name: String) throws {
    let kernels = try #require(KernelSelection.available.first { $0.name == name })
    // Every half, by what rounds to ties, to subnormals, to zero, to infinity and not at all.
    let values = (0...UInt16.max).map { Float16(bitPattern: $0) }
    for factor: Float16 in [1, 0, -0.0, 1.5, 1.493, 0.3333, 1e-4, 6e-8, 1200, .infinity, .nan] {
      var made = values
      let noise = [Float16](repeating: factor, count: values.count)
      made.withUnsafeMutableBufferPointer {
        kernels.multiplyHalves($0.baseAddress!, noise, $0.count)
      }
      let expected = values.map { Float16(Double($0) * Double(factor)) }
      #expect(
        zip(made, expected).allSatisfy { $0.bitPattern == $1.bitPattern || $0.isNaN && $1.isNaN })
    }
    for count in [0, 1, 7, 8, 9, 31, 32, 33, 63, 64, 65] {
      var made = [Float16](repeating: 3, count: count + 1)
      let noise = [Float16](repeating: 2, count: count + 1)
      made.withUnsafeMutableBufferPointer {
        kernels.multiplyHalves($0.baseAddress!, noise, count)
      }
      #expect(made == [Float16](repeating: 6, count: count) + [3])
    }
  }
}
