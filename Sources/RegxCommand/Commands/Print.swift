// regx print: a tensor file, in any format.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import TensorCore
import TensorFormats

extension Subcommand {
  static let print = Subcommand(
    Command(
      "print", summary: "Print a tensor file in any format",
      description:
        "Reads .npy, .npz, .safetensors, .pt, JSON, CSV or text printed by PyTorch, from a file or"
        + " from standard input, recognized by what is in it, and writes it in any format. Of a"
        + " large binary file it reads only what it prints.",
      examples: [
        Example("regx print x.npy", shows: "print(torch.from_numpy(numpy.load('x.npy')))"),
        Example("regx print model.safetensors --tensor w -o w.npy", shows: "One format to another"),
        Example("xclip -o | regx print - --format json", shows: "A tensor pasted from a forum"),
      ],
      groups: [
        FlagGroup("What is read", [.tensor, .dtype])
      ] + .printed() + [.printOptions],
      operands: [
        Operand("FILE", help: "The tensor file; '-' is standard input", values: .file)
      ]),
    PrintRequest.self)
}

/// A file, and how it is written.
struct PrintRequest: CommandRequest {
  private let path: String
  private let reading: Reading
  private let output: OutputRequest

  init(_ line: RawLine) throws {
    path = line.operands[0]
    let flags = line.options.input
    reading = Reading(tensorName: flags.tensorName, dtype: flags.dtype)
    output = try OutputRequest(line)
  }

  func run(on console: Console) throws {
    let writer = try ResultWriter(output, to: console)
    var source = try reading.tensor(of: path)
    if let type = reading.dtype?.floatingType { source = converted(source, to: type) }
    try writer.write(
      [NamedTensor(reading.tensorName ?? "tensor", source)],
      facts: [("command", JSON.string("print"))])
  }
}
