// The elements that a text format yields, under the dtype that they turn out to have.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// Elements collected from text, each decimal rounded once.
///
/// - With a wanted dtype every element is turned into it as it comes.
/// - Without one the dtype is what `torch.tensor` gives the same numbers: bool while all are true
///   or false, then int64, and float32 from the first with a point, an exponent, NaN or infinity.
/// - Memory: the elements, twice while the dtype widens.
struct ElementStore: ~Copyable {
  private let wanted: DType?
  /// The dtype of what is held; the elements appended next may widen it.
  private var dtype: DType
  private var store = ByteStore()
  private(set) var count = 0
  /// The place of a whole number beyond int64, an error unless floating numbers follow.
  private var beyondInt64: Int?
  private var sawFloating = false

  init(wanted: DType?) {
    self.wanted = wanted
    dtype = wanted ?? .bool
  }

  /// Appends the number that stands at `text`.
  @inline(__always)
  mutating func append(
    _ number: DecimalNumber, at text: UnsafePointer<UInt8>, offset: Int
  ) throws(FormatError) {
    guard number.length < TextScanner.lookahead else {
      throw FormatError.longNumber
    }
    if dtype.kind != .floating {
      if try appendWhole(number, at: text, offset: offset) { return }
    }
    if !number.isInteger { sawFloating = true }
    try store.append(
      pattern: number.floatingPattern(dtype, text: text), width: dtype.byteCount)
    count += 1
  }

  /// Appends a whole number to integers; false if it is to be appended to floating numbers.
  @inline(never)
  private mutating func appendWhole(
    _ number: DecimalNumber, at text: UnsafePointer<UInt8>, offset: Int
  ) throws(FormatError) -> Bool {
    if wanted == nil {
      if number.isInteger, dtype == .bool { try widen(to: .int64) }
      guard number.isInteger else {
        try widen(to: .float32)
        return false
      }
    }
    if let magnitude = number.magnitude(text), number.isInteger,
      let pattern = wholePattern(magnitude, isNegative: number.isNegative)
    {
      try store.append(pattern: pattern, width: dtype.byteCount)
      count += 1
      return true
    }
    if wanted == nil {
      beyondInt64 = beyondInt64 ?? offset
      try widen(to: .float32)
      return false
    }
    let text = quoted(UnsafeBufferPointer(start: text, count: number.length))
    if !number.isInteger {
      throw FormatError("\(text) is no \(dtype.rawValue): it has a point or an exponent")
    }
    throw FormatError("\(text) is beyond the range of \(dtype.rawValue)")
  }

  /// The bit pattern of a whole number as an element, nil if it is beyond the range.
  private func wholePattern(_ magnitude: UInt64, isNegative: Bool) -> UInt64? {
    let isZero = magnitude == 0
    switch dtype.kind {
    case .boolean: return magnitude <= 1 && (!isNegative || isZero) ? magnitude : nil
    case .unsigned:
      let bits = UInt64(8 * dtype.byteCount)
      return (bits == 64 || magnitude >> bits == 0) && (!isNegative || isZero) ? magnitude : nil
    default:
      let bound: UInt64 = 1 << UInt64(8 * dtype.byteCount - 1)
      guard magnitude < bound || isNegative && magnitude == bound else { return nil }
      return isNegative ? 0 &- magnitude : magnitude
    }
  }

  /// Appends `true` or `false`: 1 or 0 where the elements are numbers.
  mutating func append(_ value: Bool) throws(FormatError) {
    let one: UInt64 =
      switch dtype {
      case .float64: 1.0.bitPattern
      case .float32: UInt64(Float(1).bitPattern)
      case .float16: 0x3c00
      case .bfloat16: 0x3f80
      default: 1
      }
    try store.append(pattern: value ? one : 0, width: dtype.byteCount)
    count += 1
  }

  /// Appends NaN or an infinity.
  mutating func append(special: SpecialNumber) throws(FormatError) {
    if dtype.kind != .floating {
      guard wanted == nil else {
        throw FormatError("\(special.rawValue) is no \(dtype.rawValue)")
      }
      try widen(to: .float32)
    }
    sawFloating = true
    try store.append(pattern: special.pattern(dtype), width: dtype.byteCount)
    count += 1
  }

  /// Turns what is held into elements of a wider dtype.
  private mutating func widen(to wider: DType) throws(FormatError) {
    let (old, new) = (dtype.byteCount, wider.byteCount)
    if wider == .float32 {
      try store.rewrite(width: old, as: new) { UInt64(Float(Int64(bitPattern: $0)).bitPattern) }
    } else {
      try store.rewrite(width: old, as: new) { $0 }
    }
    dtype = wider
  }

  /// The tensor of the elements.
  ///
  /// - Throws: `FormatError` if they are not as many as the shape has.
  mutating func finish(_ shape: Shape) throws(FormatError) -> any Source {
    guard shape.count == count else {
      throw FormatError(
        "holds \(counted(count, "number")), and the shape \(shape) has \(shape.count)")
    }
    // As `torch.tensor([])`: float32 where no element says otherwise.
    let dtype = count == 0 ? wanted ?? .float32 : dtype
    return StoredLayout(dtype: dtype, shape: shape, offset: 0).tensor(in: store.finish())
  }

  /// Whether the elements are floating numbers.
  var isFloating: Bool { dtype.kind == .floating }

  /// The place of a whole number that no dtype chosen by itself can hold, nil if there is none.
  var unholdable: Int? { sawFloating ? nil : beyondInt64 }
}

/// The numbers that are written as words.
enum SpecialNumber: String {
  case nan, inf
  case negativeInf = "-inf"

  /// The bit pattern; NaN is the quiet one without sign.
  func pattern(_ dtype: DType) -> UInt64 {
    let infinity: UInt64 =
      switch dtype {
      case .float64: 0x7ff << 52
      case .float16: 0x7c00
      case .bfloat16: 0x7f80
      default: 0x7f80_0000
      }
    return switch self {
    case .inf: infinity
    case .negativeInf: infinity | 1 << UInt64(8 * dtype.byteCount - 1)
    case .nan: infinity | quietBit(dtype)
    }
  }

  private func quietBit(_ dtype: DType) -> UInt64 {
    switch dtype {
    case .float64: 1 << 51
    case .float16: 1 << 9
    case .bfloat16: 1 << 6
    default: 1 << 22
    }
  }
}

extension FormatError {
  /// A number is longer than the window of the scanner.
  static let longNumber = FormatError(
    "a number of more than \(TextScanner.lookahead) characters: write it with fewer digits, of "
      + "which 17 tell all doubles apart")
}
