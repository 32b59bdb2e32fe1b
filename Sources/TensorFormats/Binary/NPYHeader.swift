// The header of a .npy file: a Python dictionary that names the dtype, the order and the shape.
// SPDX-License-Identifier: Apache-2.0

public import TensorCore

/// What a .npy header says.
struct NPYHeader {
  var dtype: DType
  var isBigEndian: Bool
  var isFortranOrder: Bool
  var shape: Shape

  /// The header in this text.
  ///
  /// - Accepts what NumPy accepts: the three keys in any order, blanks anywhere, either quote, a
  ///   comma before a closing bracket or not (but `(3,)`, since `(3)` is no tuple).
  /// - Throws: `FormatError` for anything else, other keys and keys that stand twice too.
  init(_ text: [UInt8]) throws(FormatError) {
    var literal = PythonLiteral(text)
    var descriptor: PythonLiteral.Value?
    var order: PythonLiteral.Value?
    var extents: PythonLiteral.Value?
    try literal.readDictionary { (key, value) throws(FormatError) in
      let isNew: Bool
      switch key {
      case "descr": (isNew, descriptor) = (descriptor == nil, value)
      case "fortran_order": (isNew, order) = (order == nil, value)
      case "shape": (isNew, extents) = (extents == nil, value)
      default: throw FormatError("its header has a key that .npy does not know, \(quoted(key))")
      }
      guard isNew else { throw FormatError("its header has the key \(quoted(key)) twice") }
    }
    guard let descriptor, let order, let extents else {
      let missing = descriptor == nil ? "descr" : order == nil ? "fortran_order" : "shape"
      throw FormatError("its header lacks the key '\(missing)'")
    }
    guard case .truth(let isFortranOrder) = order else {
      throw FormatError("its header's 'fortran_order' is neither True nor False")
    }
    guard case .tuple(let numbers) = extents else {
      throw FormatError("its header's 'shape' is no tuple of whole numbers")
    }
    self.isFortranOrder = isFortranOrder
    shape = try TensorFormats.shape(of: numbers)
    switch descriptor {
    case .string(let name): (dtype, isBigEndian) = try NPYHeader.dtype(named: name)
    case .list(let text):
      throw FormatError(
        "dtype \(quoted(text)) is structured: save its fields apart")
    default: throw FormatError("its header's 'descr' is no string")
    }
  }

  /// The dtype of a descriptor such as `<f4`, and whether its bytes are swapped here.
  private static func dtype(named name: String) throws(FormatError) -> (DType, Bool) {
    let order = name.first.flatMap { "<>=|".contains($0) ? $0 : nil }
    let code = order == nil ? name : String(name.dropFirst())
    let known: DType? =
      switch code {
      case "f2", "e": .float16
      case "f4", "f": .float32
      case "f8", "d": .float64
      case "i1", "b": .int8
      case "i2", "h": .int16
      case "i4", "i": .int32
      case "i8", "l", "q": .int64
      case "u1", "B": .uint8
      case "u2", "H": .uint16
      case "u4", "I": .uint32
      case "u8", "L", "Q": .uint64
      case "b1", "?": .bool
      // NumPy also knows its dtypes by their long names.
      default: order == nil && code != "bfloat16" ? DType(rawValue: code) : nil
      }
    if let known { return (known, order == ">") }
    throw FormatError("dtype \(quoted(name)) " + refusal(of: code))
  }

  /// Why numbers of a dtype are not read, and what to do.
  private static func refusal(of code: String) -> String {
    switch code.first {
    case "c", "F", "D", "G":
      "is complex: save .real and .imag apart"
    case "O":
      "holds Python objects, which only running code could load: save a numeric array"
    case "f", "g":
      "is a long double, which differs between machines; save it as float64"
    case "V":
      "is raw memory (bfloat16 is saved like this): save float32, or .safetensors for bfloat16"
    case "S", "U", "a": "holds text: save it with .astype(float)"
    case "M", "m": "holds dates or durations: save it with .astype('int64')"
    default: "is not known: save one of float16 to float64, int8 to uint64, bool"
    }
  }
}

extension NPY {
  /// The bytes that `numpy.save` writes in front of the elements, always a multiple of 64.
  ///
  /// - Version 1.0, or 2.0 where the shape is too long for it.
  /// - Throws: `FormatError` for bfloat16, which NumPy does not have.
  public static func header(for shape: Shape, dtype: DType) throws(FormatError) -> [UInt8] {
    guard let code = descriptor(of: dtype) else {
      throw FormatError(format: .npy, lacks: dtype)
    }
    let extents =
      shape.rank == 1
      ? "\(shape.extents[0])," : shape.extents.map(String.init).joined(separator: ", ")
    var text = "{'descr': '\(code)', 'fortran_order': False, 'shape': (\(extents)), }"
    // NumPy leaves room for the first extent to grow to 21 digits in place.
    if let first = shape.extents.first {
      text += String(repeating: " ", count: 21 - String(first).count)
    }
    let isLong = text.utf8.count + 1 + 64 > Int(UInt16.max)
    let prefix = isLong ? 12 : 10
    // One to 64 spaces: NumPy pads what is aligned already by 64 more.
    let padding = 64 - (prefix + text.utf8.count + 1) % 64
    let length = text.utf8.count + padding + 1
    var header: [UInt8] = magic + (isLong ? [2, 0] : [1, 0])
    for i in 0..<(isLong ? 4 : 2) { header.append(UInt8(truncatingIfNeeded: length >> (8 * i))) }
    header += text.utf8
    header += [UInt8](repeating: UInt8(ascii: " "), count: padding)
    header.append(UInt8(ascii: "\n"))
    return header
  }

  private static func descriptor(of dtype: DType) -> String? {
    switch dtype {
    case .float16: "<f2"
    case .float32: "<f4"
    case .float64: "<f8"
    case .int8: "|i1"
    case .int16: "<i2"
    case .int32: "<i4"
    case .int64: "<i8"
    case .uint8: "|u1"
    case .uint16: "<u2"
    case .uint32: "<u4"
    case .uint64: "<u8"
    case .bool: "|b1"
    case .bfloat16: nil
    }
  }
}
