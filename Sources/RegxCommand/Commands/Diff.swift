// regx diff: whether two tensors are the same, and what differs.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Comparison
import TensorCore
import TensorFormats

extension Subcommand {
  static let diff = Subcommand(
    Command(
      "diff", summary: "Compare two tensors bit by bit, or within a tolerance",
      description:
        "Compares two tensor files in any format. It prints nothing where they are equal."
        + " Otherwise it prints what torch.testing.assert_close would, and then what helps to find"
        + " the reason: the first difference with its bits, elements that are zero in one of the"
        + " two, distances in units in the last place, NaN and -0. Where one thing explains every"
        + " difference, the last line names it.\n\n"
        + "By default every bit counts: 0 and -0 differ, and a NaN equals itself. A tensor is read"
        + " in blocks, so a file may be larger than memory. Distances in units in the last place"
        + " are exact below 16; larger ones are counted in powers of two.",
      examples: [
        Example(
          "regx diff a.npy b.npy", shows: "Nothing, and exit code 0, where all bits are equal"),
        Example(
          "regx diff a.npy b.npy --close", shows: "The verdict of torch.testing.assert_close"),
        Example(
          "regx apply --seed 1 --format npy | regx diff - y.npy",
          shows: "Whether y.npy is what PyTorch computes at that seed"),
        Example(
          "regx diff run.safetensors b.npy --tensor h --tensor-b '' --rtol 0 --atol 1e-3",
          shows: "One tensor of several against a .npy file"),
      ],
      groups: [
        FlagGroup("What is read", [.tensor, .otherTensor]),
        FlagGroup(
          "What is allowed", [.close, .relativeTolerance, .absoluteTolerance, .equalNaN]),
        FlagGroup("What is printed", [.reportFormat, .threads, .quiet]),
      ],
      operands: [
        Operand("A", help: "A tensor file; '-' is standard input", values: .file),
        Operand("B", help: "What A should be; '-' is standard input", values: .file),
      ]),
    DiffRequest.self)
}

/// Two files, and what may differ.
struct DiffRequest: CommandRequest {
  /// What is allowed between elements.
  enum Allowance {
    case none
    /// What torch.testing.assert_close allows by default.
    case standard(equalNaN: Bool)
    case given(Tolerance)
  }

  let allowance: Allowance
  let destination: OutputFlags
  let paths: [String]
  /// How each file is read.
  private let readings: [Reading]
  private let format: ReportFormat

  init(_ line: RawLine) throws {
    paths = line.operands
    try line.refuseTwoPipes(
      "both operands are '-', and standard input holds one tensor; give a file for one of them",
      among: paths)
    let flags = line.options.answer
    allowance = try Self.allowance(flags, in: line)
    let tensor = line.options.input.tensorName
    readings = [tensor, flags.tensor(ofSecondAfter: tensor)].map { Reading(tensorName: $0) }
    (format, destination) = (flags.format, line.options.output)
  }

  private static func allowance(_ flags: AnswerFlags, in line: RawLine) throws -> Allowance {
    if (flags.relative == nil) != (flags.absolute == nil) {
      let (given, missing) = flags.relative == nil ? ("atol", "rtol") : ("rtol", "atol")
      throw line.error("--\(given): takes --\(missing) beside it, which may be 0")
    }
    if let relative = flags.relative, let absolute = flags.absolute {
      guard !flags.isClose else {
        throw line.error(
          "--close: stands for an --rtol and an --atol of its own; leave one or the other out")
      }
      return .given(
        Tolerance(relative: relative, absolute: absolute, equalNaN: flags.equalNaN))
    }
    if flags.isClose { return .standard(equalNaN: flags.equalNaN) }
    if flags.equalNaN {
      throw line.error(
        "--equal-nan: is for a tolerance, and without one equal bits are equal; add --close")
    }
    return .none
  }

  func run(on console: Console) throws {
    let (a, b) = try tensors()
    let report = try DiffReport(a, b, self, console)
    try Output(destination, to: console).write { writer in
      switch format {
      case .text: try writer.write(report.text)
      case .json: try writer.write(report.json)
      }
    }
    guard report.succeeds else { throw CheckFailed() }
  }

  /// Opens both files. Text that does not say its element type takes that of the other file.
  func tensors() throws -> (a: any Source, b: any Source) {
    func open(_ index: Int, textDtype: DType?) throws -> any Source {
      var reading = readings[index]
      reading.textDtype = textDtype
      return try reading.tensor(of: paths[index])
    }
    // Standard input is opened once, after the file that may say the type.
    let (early, late) = paths[0] == "-" ? (1, 0) : (0, 1)
    var first = try open(early, textDtype: nil)
    let second = try open(late, textDtype: first.dtype)
    if first.dtype != second.dtype, !first.readsInOrder {
      first = try open(early, textDtype: second.dtype)
    }
    return early == 0 ? (first, second) : (second, first)
  }
}
