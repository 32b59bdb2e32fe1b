// The little of Python's pickles that torch.save needs for tensors. No code is ever run.
// SPDX-License-Identifier: Apache-2.0

/// A value that a pickle makes. What has parts stands in `Pickle.nodes`, so that no value owns
/// another one: a pickle can nest as deeply as it is long.
enum PickleValue {
  case none
  case truth(Bool)
  case integer(Int)
  case text(String)
  /// A number that is no index, or bytes.
  case other
  /// A name that is looked up, `module.name`.
  case global(String)
  /// Keys and values in turn, or elements.
  case mapping(node: Int)
  case sequence(node: Int)
  /// What an identifier stands for that the pickler's owner gave.
  case persistent(node: Int)
  /// A tensor, by its number in `Pickle.tensors`.
  case tensor(Int)
}

/// What is said of a tensor: all of it is still to be checked.
struct PickledTensor {
  /// The name of the storage, its type, and how many elements it has.
  var key: String
  var type: String
  var offset: Int
  var extents: [Int]
  var strides: [Int]
}

/// A pickle of protocol 2 to 5, worked through.
///
/// - Known: plain values, lists, tuples, dictionaries, `OrderedDict`, and tensors made by
///   `_rebuild_tensor_v2`, `_rebuild_tensor_v3` and `_rebuild_parameter`. All else is refused.
struct Pickle {
  private(set) var tensors: [PickledTensor] = []
  private(set) var nodes: [[PickleValue]] = []
  /// What the pickle stands for.
  private(set) var root = PickleValue.none

  private let bytes: [UInt8]
  private var place = 0
  private var stack: [PickleValue] = []
  private var marks: [Int] = []
  private var memo: [Int: PickleValue] = [:]

  init(_ bytes: [UInt8]) throws(FormatError) {
    self.bytes = bytes
    while try step() {}
    root = try pop()
  }

  /// Does one operation; false at the end.
  private mutating func step() throws(FormatError) -> Bool {
    let code = try take(1).first!
    switch code {
    case 0x80: _ = try take(1)  // PROTO
    case 0x95: _ = try take(8)  // FRAME
    case UInt8(ascii: "."): return false
    case UInt8(ascii: "("): marks.append(stack.count)
    case UInt8(ascii: "0"): _ = try pop()
    case UInt8(ascii: "N"): stack.append(.none)
    case 0x88: stack.append(.truth(true))
    case 0x89: stack.append(.truth(false))
    case UInt8(ascii: "K"): stack.append(.integer(try count(1)))
    case UInt8(ascii: "M"): stack.append(.integer(try count(2)))
    case UInt8(ascii: "J"):
      stack.append(.integer(Int(Int32(truncatingIfNeeded: try count(4)))))
    case 0x8a: try pushLong(length: try count(1))
    case 0x8b: try pushLong(length: try count(4))
    case UInt8(ascii: "G"): try pushOther(8)
    case UInt8(ascii: "X"): stack.append(.text(try text(try count(4))))
    case 0x8c: stack.append(.text(try text(try count(1))))
    case 0x8d: stack.append(.text(try text(try count(8))))
    case UInt8(ascii: "C"), UInt8(ascii: "U"): try pushOther(try count(1))
    case UInt8(ascii: "B"), UInt8(ascii: "T"): try pushOther(try count(4))
    case UInt8(ascii: "c"): try pushGlobal(try line(), try line())
    case 0x93: try pushStackGlobal()
    case UInt8(ascii: "}"): push(.mapping(node: nodes.count), [])
    case UInt8(ascii: "]"), UInt8(ascii: ")"): push(.sequence(node: nodes.count), [])
    case UInt8(ascii: "t"), UInt8(ascii: "l"):
      let items = try popToMark()
      push(.sequence(node: nodes.count), items)
    case UInt8(ascii: "d"):
      let items = try popToMark()
      push(.mapping(node: nodes.count), items)
    case 0x85...0x87:
      let items = try pop(Int(code) - 0x84)
      push(.sequence(node: nodes.count), items)
    case UInt8(ascii: "s"): try extend(with: try pop(2))
    case UInt8(ascii: "a"): try extend(with: try pop(1))
    case UInt8(ascii: "u"), UInt8(ascii: "e"): try extend(with: try popToMark())
    case UInt8(ascii: "q"): try remember(try count(1))
    case UInt8(ascii: "r"): try remember(try count(4))
    case 0x94: try remember(memo.count)
    case UInt8(ascii: "h"): try recall(try count(1))
    case UInt8(ascii: "j"): try recall(try count(4))
    case UInt8(ascii: "Q"):
      guard case .sequence(let node) = try pop() else { throw broken() }
      stack.append(.persistent(node: node))
    case UInt8(ascii: "R"): try reduce()
    // Attributes of a dictionary or a tensor, such as the versions of modules: of no use here.
    case UInt8(ascii: "b"): _ = try pop()
    default:
      throw FormatError(
        "holds more than tensors and plain values (pickle operation 0x\(String(code, radix: 16)), "
          + "which is not followed): \(Self.remedy)")
    }
    return true
  }

  /// Replaces a function and its arguments by what it would make.
  private mutating func reduce() throws(FormatError) {
    guard case .sequence(let node) = try pop(), case .global(let name) = try pop() else {
      throw broken()
    }
    let arguments = nodes[node]
    switch name {
    case "collections.OrderedDict" where arguments.isEmpty:
      push(.mapping(node: nodes.count), [])
    case "torch.Size" where arguments.count == 1: stack.append(arguments[0])
    case "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state":
      guard case .tensor? = arguments.first else { throw broken() }
      stack.append(arguments[0])
    case "torch._utils._rebuild_tensor_v2" where arguments.count >= 4:
      try rebuild(arguments, type: nil)
    case "torch._utils._rebuild_tensor_v3" where arguments.count >= 7:
      guard case .global(let type) = arguments[6] else { throw broken() }
      try rebuild(arguments, type: type)
    default: throw Self.refusal(of: name)
    }
  }

  /// Takes down the tensor that lies in the storage as the arguments say.
  private mutating func rebuild(
    _ arguments: [PickleValue], type: String?
  ) throws(FormatError) {
    guard case .persistent(let node) = arguments[0], case .integer(let offset) = arguments[1],
      nodes[node].count >= 5, case .text("storage") = nodes[node][0],
      case .global(let storage) = nodes[node][1], case .text(let key) = nodes[node][2]
    else { throw broken() }
    tensors.append(
      PickledTensor(
        key: key, type: type ?? storage, offset: offset, extents: try integers(arguments[2]),
        strides: try integers(arguments[3])))
    stack.append(.tensor(tensors.count - 1))
  }

  private func integers(_ value: PickleValue) throws(FormatError) -> [Int] {
    guard case .sequence(let node) = value else { throw broken() }
    var numbers: [Int] = []
    for item in nodes[node] {
      guard case .integer(let number) = item else { throw broken() }
      numbers.append(number)
    }
    return numbers
  }
}

extension Pickle {
  static let remedy = "save tensors alone, with torch.save(model.state_dict(), FILE)"

  /// Why a name cannot be used, and what to do.
  private static func refusal(of name: String) -> FormatError {
    // By its last part: `torch._utils._rebuild_sparse_tensor`.
    let function = name.split(whereSeparator: { $0 == "." || $0 == " " }).last ?? ""
    if function.hasPrefix("_rebuild_sparse") {
      return FormatError("holds a sparse tensor: save it with .to_dense()")
    }
    if function.hasPrefix("_rebuild_qtensor") {
      return FormatError("holds a quantized tensor: save it with .dequantize()")
    }
    return FormatError("holds \(quoted(name)), which only running code could make: \(remedy)")
  }

  private func broken() -> FormatError {
    FormatError("has a broken pickle at byte \(place): save or copy it again")
  }

  /// Takes the next bytes.
  private mutating func take(_ count: Int) throws(FormatError) -> ArraySlice<UInt8> {
    guard count >= 0, count <= bytes.count - place else { throw broken() }
    defer { place += count }
    return bytes[place..<place + count]
  }

  private mutating func count(_ width: Int) throws(FormatError) -> Int {
    Int(truncatingIfNeeded: try take(width).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }

  private mutating func text(_ length: Int) throws(FormatError) -> String {
    String(decoding: try take(length), as: UTF8.self)
  }

  private mutating func line() throws(FormatError) -> String {
    guard let end = bytes[place...].firstIndex(of: 10) else { throw broken() }
    defer { place = end + 1 }
    return String(decoding: bytes[place..<end], as: UTF8.self)
  }

  /// A whole number of any length, of which those of more than 8 bytes are no index.
  private mutating func pushLong(length: Int) throws(FormatError) {
    let digits = try take(length)
    guard length <= 8 else { return stack.append(.other) }
    let sign: UInt64 = (digits.last ?? 0) >> 7 == 1 ? .max : 0
    let pattern = digits.reversed().reduce(sign) { $0 << 8 | UInt64($1) }
    stack.append(.integer(Int(bitPattern: UInt(pattern))))
  }

  private mutating func pushOther(_ length: Int) throws(FormatError) {
    _ = try take(length)
    stack.append(.other)
  }

  /// Pushes a name, if it is one that stands for a type of element or makes a known value.
  private mutating func pushGlobal(_ module: String, _ name: String) throws(FormatError) {
    let full = "\(module).\(name)"
    let known = [
      "collections.OrderedDict", "torch.Size", "torch._utils._rebuild_parameter",
      "torch._utils._rebuild_parameter_with_state", "torch._utils._rebuild_tensor_v2",
      "torch._utils._rebuild_tensor_v3", "torch.storage.UntypedStorage",
    ]
    let isLowerCase = !name.utf8.contains { !isWordByte($0) || (0x41...0x5a).contains($0) }
    let isType = module == "torch" && (name.hasSuffix("Storage") || isLowerCase)
    guard isType || known.contains(full) else { throw Self.refusal(of: full) }
    stack.append(.global(full))
  }

  private mutating func pushStackGlobal() throws(FormatError) {
    guard case .text(let name) = try pop(), case .text(let module) = try pop() else {
      throw broken()
    }
    try pushGlobal(module, name)
  }

  private mutating func push(_ value: PickleValue, _ items: [PickleValue]) {
    nodes.append(items)
    stack.append(value)
  }

  private mutating func pop() throws(FormatError) -> PickleValue {
    guard stack.count > (marks.last ?? 0), let value = stack.popLast() else { throw broken() }
    return value
  }

  private mutating func pop(_ count: Int) throws(FormatError) -> [PickleValue] {
    guard stack.count - count >= (marks.last ?? 0) else { throw broken() }
    defer { stack.removeLast(count) }
    return Array(stack[(stack.count - count)...])
  }

  private mutating func popToMark() throws(FormatError) -> [PickleValue] {
    guard let mark = marks.popLast() else { throw broken() }
    defer { stack.removeSubrange(mark...) }
    return Array(stack[mark...])
  }

  /// Adds elements, or keys and values, to the list or dictionary on top of the stack.
  private mutating func extend(with items: [PickleValue]) throws(FormatError) {
    switch stack.last {
    case .sequence(let node): nodes[node] += items
    case .mapping(let node) where items.count % 2 == 0: nodes[node] += items
    default: throw broken()
    }
  }

  private mutating func remember(_ index: Int) throws(FormatError) {
    guard let last = stack.last else { throw broken() }
    memo[index] = last
  }

  private mutating func recall(_ index: Int) throws(FormatError) {
    guard let value = memo[index] else { throw broken() }
    stack.append(value)
  }
}
