// regx diff: whether two tensors are the same, and what differs.

import CommandTable
import Comparison
import TensorCore
import TensorFormats

extension Subcommand {
  static let diff = Subcommand(
    command: Command(
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
    run: { invocation, console in
      let options = invocation.options
      if invocation.operands == ["-", "-"] {
        throw Program.regx.usageError(
          "both operands are '-', and standard input holds one tensor; give a file for one of them",
          in: invocation)
      }
      let answers = options.answers
      if (answers.relative == nil) != (answers.absolute == nil) {
        let (given, missing) = answers.relative == nil ? ("atol", "rtol") : ("rtol", "atol")
        throw Program.regx.usageError(
          "--\(given): takes --\(missing) beside it, which may be 0", in: invocation)
      }
      if answers.isClose, answers.relative != nil {
        throw Program.regx.usageError(
          "--close: stands for an --rtol and an --atol of its own; leave one or the other out",
          in: invocation)
      }
      if answers.equalNaN, !answers.isClose, answers.relative == nil {
        throw Program.regx.usageError(
          "--equal-nan: is for a tolerance, and without one equal bits are equal; add --close",
          in: invocation)
      }
      let (a, b) = try operands(invocation.operands, options)
      let report = try DiffReport(a, b, options, console)
      try Output(options, to: console).write { writer in
        switch answers.format {
        case .text: try writer.write(report.text)
        case .json: try writer.write(report.json)
        }
      }
      guard report.succeeds else { throw CheckFailed() }
    })

  /// Opens both files. Text that does not say its element type takes that of the other file.
  private static func operands(
    _ paths: [String], _ options: Options
  ) throws -> (a: any Source, b: any Source) {
    func open(_ index: Int, unsaid: DType?) throws -> any Source {
      var options = options
      options.textDtype = unsaid
      if index == 1, let name = options.answers.otherTensor {
        options.tensorName = name.isEmpty ? nil : name
      }
      let path = paths[index]
      return try openTensor(path: path == "-" ? nil : path, as: quoted(path), options)
    }
    // Standard input is opened once, after the file that may say the type.
    let (early, late) = paths[0] == "-" ? (1, 0) : (0, 1)
    var first = try open(early, unsaid: nil)
    let second = try open(late, unsaid: first.dtype)
    if first.dtype != second.dtype, !first.readsInOrder {
      first = try open(early, unsaid: second.dtype)
    }
    return early == 0 ? (first, second) : (second, first)
  }
}
