// One golden vector: a mode, applied once after seeding.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import RandomStreams
import Regularization
import TensorCore
import TensorFormats

/// What is drawn and applied: everything that a port needs to compute the same.
struct VectorCase: Sendable {
  var mode: Mode
  var p: Probability
  var seed: Seed
  var engine: Engine
  var shape: Shape
  var dtype: DType
  var input = Input.rand
  var training = true

  /// What tells it from all others, and can be a file's name anywhere.
  var name: String {
    let extents = shape.rank == 0 ? "scalar" : shape.extents.map(String.init).joined(separator: "x")
    let parts = [
      mode.name.split(separator: ":").joined(separator: "-"), dtype.rawValue, extents,
      "p\(shortest(p.value))", "seed\(seed.text)",
    ]
    return (parts + (input == .rand ? [] : [input.description]) + (training ? [] : ["eval"]))
      .joined(separator: ".")
  }

  /// The parameters of the mode.
  var arguments: ModeArguments {
    var arguments = ModeArguments(p: p)
    arguments.training = training
    return arguments
  }
}

extension VectorCase {
  /// A case as it stands in a manifest.
  ///
  /// - Throws: `FormatError` that names the member and the remedy.
  init(_ value: JSONValue) throws(FormatError) {
    guard case .object(let members) = value else { throw FormatError("is no object") }
    let known = [
      "mode", "p", "seed", "engine", "shape", "dtype", "input", "training",
      // What a manifest tells of the result.
      "positions", "next", "key", "files",
    ]
    if let unknown = members.keys.sorted().first(where: { !known.contains($0) }) {
      throw FormatError("\(quoted(unknown)) is none of \(known.prefix(8).joined(separator: ", "))")
    }
    func parsed<Value>(
      _ name: String, mustBe phrase: String, _ parse: (String) -> Value?
    ) throws(FormatError) -> Value {
      switch members[name] {
      case .text(let text), .number(let text):
        if let value = parse(text) { return value }
        throw FormatError("'\(name)' \(quoted(text)): must be \(phrase)")
      case nil: throw FormatError("has no '\(name)', which must be \(phrase)")
      default: throw FormatError("'\(name)' must be \(phrase)")
      }
    }
    func choice<Value>(
      _ name: String, among names: [String], _ named: (String) -> Value?
    ) throws(FormatError) -> Value {
      try parsed(name, mustBe: "one of \(names.joined(separator: ", "))", named)
    }
    engine = try choice("engine", among: Engine.catalogue.map(\.name), Engine.named)
    mode = try choice("mode", among: Mode.catalogue.map(\.name), Mode.named)
      .on(engine.framework)
    p = try parsed("p", mustBe: "a number from 0 to 1") { text in
      Double(text).flatMap { Probability($0) }
    }
    seed = try parsed("seed", mustBe: "a number or a text") { Seed($0) }
    shape = try Self.shape(members["shape"])
    let types = DType.allCases.filter { $0.drawableType != nil }
    dtype = try choice("dtype", among: types.map(\.rawValue)) { name in
      types.first { $0.rawValue == name }
    }
    if members["input"] != nil {
      let inputs = Input.made.map(\.input)
      input = try choice("input", among: inputs.map(\.description)) { name in
        inputs.first { $0.description == name }
      }
    }
    switch members["training"] {
    case nil: break
    case .truth(let value): training = value
    default: throw FormatError("'training' must be true or false")
    }
  }

  private static func shape(_ value: JSONValue?) throws(FormatError) -> Shape {
    guard case .list(let items) = value else {
      throw FormatError("'shape' must be a list of extents, like [3, 2]")
    }
    var extents: [Int] = []
    for item in items {
      guard case .number(let text) = item, let extent = Int(text), extent >= 0 else {
        throw FormatError("'shape' must be a list of extents, like [3, 2]")
      }
      extents.append(extent)
    }
    guard let shape = try? Shape(extents), shape.count <= sizeLimit else {
      throw FormatError(
        "'shape' has more than \(sizeLimit) elements, and vectors are made in memory")
    }
    return shape
  }

  private static let sizeLimit = 1 << 26
}
