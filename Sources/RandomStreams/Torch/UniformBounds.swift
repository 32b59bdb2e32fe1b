// What uniform_ refuses.

/// The bounds of `uniform_` in one element type.
struct UniformBounds {
  let low: Double
  let high: Double
  /// The type's largest number.
  let largest: Double
  /// The type as PyTorch's errors call it.
  let name: String

  /// - Throws: where PyTorch does, in its words.
  func check() throws(UnsupportedDraw) {
    for (bound, value) in [("from", low), ("to", high)] where value.magnitude > largest {
      throw UnsupportedDraw("has bounds for 'uniform': \(bound) is out of bounds for \(name)")
    }
    guard low <= high else {
      throw UnsupportedDraw(
        "has bounds for 'uniform': expects a [from, to) range, but found from=\(low) > to=\(high)")
    }
    guard high - low <= largest else {
      throw UnsupportedDraw(
        "has bounds for 'uniform': to - from exceeds the largest \(name), from=\(low), to=\(high)")
    }
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

  /// What PyTorch's errors call the format.
  var name: String {
    switch self {
    case .float32: "float"
    case .float16: "c10::Half"
    case .bfloat16: "c10::BFloat16"
    }
  }
}
