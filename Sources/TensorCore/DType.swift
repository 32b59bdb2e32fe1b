// The element types that files and printers know, under the names PyTorch and NumPy share.
// SPDX-License-Identifier: Apache-2.0

/// An element type by name.
public enum DType: String, CaseIterable, Sendable {
  /// Floating-point numbers.
  case float32, float64, float16, bfloat16
  /// Signed integers.
  case int8, int16, int32, int64
  /// Unsigned integers.
  case uint8, uint16, uint32, uint64
  /// Truth values, a byte each.
  case bool

  /// What its values are.
  public enum Kind: Sendable { case floating, signed, unsigned, boolean }

  /// What its values are.
  public var kind: Kind {
    switch self {
    case .float32, .float64, .float16, .bfloat16: .floating
    case .int8, .int16, .int32, .int64: .signed
    case .uint8, .uint16, .uint32, .uint64: .unsigned
    case .bool: .boolean
    }
  }

  /// The Swift type of an element.
  public var scalarType: any Scalar.Type {
    switch self {
    case .float32: Float.self
    case .float64: Double.self
    case .float16: Float16.self
    case .bfloat16: BFloat16.self
    case .int8: Int8.self
    case .int16: Int16.self
    case .int32: Int32.self
    case .int64: Int64.self
    case .uint8: UInt8.self
    case .uint16: UInt16.self
    case .uint32: UInt32.self
    case .uint64: UInt64.self
    case .bool: Bool.self
    }
  }

  /// The Swift type of an element that arithmetic is done on, `nil` for integers and bool.
  public var floatingType: (any FloatingScalar.Type)? { scalarType as? any FloatingScalar.Type }

  /// The bytes of one element.
  public var byteCount: Int {
    switch self {
    case .int8, .uint8, .bool: 1
    case .float16, .bfloat16, .int16, .uint16: 2
    case .float32, .int32, .uint32: 4
    case .float64, .int64, .uint64: 8
    }
  }
}
