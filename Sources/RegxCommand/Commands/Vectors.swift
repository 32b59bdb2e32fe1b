// regx vectors: golden vectors for those who port a mode or an engine.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import TensorFormats

extension Subcommand {
  static let vectors = Subcommand(
    Command(
      "vectors", summary: "Write golden vectors for porters, with their checksums",
      description: "Makes a folder of .npy files and a manifest.json. Each case seeds an engine,"
        + " draws an input and applies a mode; its input, mask, noise and output are files, and the"
        + " manifest has their SHA-256, the words drawn so far, and the next two words after the"
        + " mode, in hexadecimal. An engine of keys has the key instead.\n\n"
        + "The cases are every mode on every engine, in sizes that catch mistakes (0, 1, 15, 16, 17,"
        + " 623, 624, 625, 1248, 1249), in the other element types, and at p = 0 and p = 1, where"
        + " the mode takes them. bfloat16 is stored as its bits, in uint16: .npy has no such type."
        + " The folder must not exist or be empty, and appears whole or not at all.",
      examples: [
        Example("regx vectors golden", shows: "All of them"),
        Example("regx vectors golden --cases cases.json", shows: "Cases of your own"),
      ],
      groups: [FlagGroup("What is made", [.cases]), FlagGroup("What is printed", [.quiet])],
      operands: [Operand("DIR", help: "A folder that is new or empty", values: .newFile)]),
    VectorsRequest.self)
}

/// A folder, and the cases to make.
struct VectorsRequest: CommandRequest {
  private let directory: String
  private let cases: [VectorCase]

  init(_ line: RawLine) throws {
    directory = line.operands[0]
    cases = try line.options.answer.cases.map { try Self.listedCases(in: $0) } ?? VectorCase.builtIn
  }

  func run(on console: Console) throws {
    // A signal in between ends the work early, and then the process.
    try Interruption.withoutInterruption(
      {
        let folder = try NewFolder(directory, as: quoted(directory))
        var manifest = VectorManifest(in: folder)
        for (number, item) in cases.enumerated() {
          if Interruption.isWaiting { throw Failure("interrupted") }
          do {
            try manifest.add(item)
          } catch let error as Failure {
            throw Failure("case \(number + 1): \(error)")
          }
        }
        try manifest.finish()
        try folder.complete()
      }, then: "")
  }

  /// The cases that a file lists, each once.
  private static func listedCases(in path: String) throws -> [VectorCase] {
    let subject = "--cases \(quoted(path))"
    do throws(FormatError) {
      let value = try JSONValue(reading: try ByteSource(path: path))
      guard case .object(let members) = value, case .list(let items)? = members["cases"] else {
        throw FormatError("must be a JSON object with a list 'cases'")
      }
      var cases: [VectorCase] = []
      var numbers: [String: Int] = [:]
      for (index, item) in items.enumerated() {
        let number = index + 1
        let parsed: VectorCase
        do throws(FormatError) {
          parsed = try VectorCase(item)
        } catch {
          throw FormatError("case \(number): \(error.description)")
        }
        let name = "\(parsed.engine.name)/\(parsed.name)"
        if let first = numbers.updateValue(number, forKey: name) {
          throw FormatError("case \(number) is case \(first) again; leave one of them out")
        }
        cases.append(parsed)
      }
      return cases
    } catch {
      throw Failure("\(subject): \(error)")
    }
  }
}
