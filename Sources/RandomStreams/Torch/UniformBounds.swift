// The bounds that uniform_ refuses.
// SPDX-License-Identifier: Apache-2.0

/// The bounds of `uniform_` in one element type.
struct UniformBounds {
  let low: Double
  let high: Double
  /// The type's largest number.
  let largest: Double
  /// The name of the type in PyTorch's errors.
  let name: String

  /// - Throws: `.uniformEnds` where PyTorch throws, with the same reason.
  func check() throws(UnsupportedDraw) {
    func refuse(_ why: UnsupportedDraw.UniformRefusal) -> UnsupportedDraw {
      .uniformEnds(low: low, high: high, why)
    }
    guard low.magnitude <= largest, high.magnitude <= largest else {
      throw refuse(.outOfBounds(type: name))
    }
    guard low <= high else { throw refuse(.reversed) }
    guard high - low <= largest else { throw refuse(.tooWide(type: name)) }
  }
}

extension RealFormat {
  /// The largest number of the format.
  var largest: Double {
    switch self {
    case .float32: Double(Float.greatestFiniteMagnitude)
    case .float16: 65504
    case .bfloat16: 0x1.fep127
    }
  }

  /// The name of the format in PyTorch's errors.
  var name: String {
    switch self {
    case .float32: "float"
    case .float16: "c10::Half"
    case .bfloat16: "c10::BFloat16"
    }
  }
}
