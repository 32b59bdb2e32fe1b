// regx print: a tensor file, in any format.

import CommandTable
import TensorCore
import TensorFormats

extension Subcommand {
  static let print = Subcommand(
    command: Command(
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
    run: { invocation, console in
      let options = invocation.options
      let presentation = try Presentation(invocation, options, to: console)
      let path = invocation.operands[0]
      var source = try openTensor(path: path == "-" ? nil : path, as: quoted(path), options)
      if let type = options.dtype?.floatingType { source = converted(source, to: type) }
      let figure = Figure(
        heading: nil, name: options.tensorName ?? "tensor", properties: [], source: source)
      try presentation.write([figure], facts: [("command", JSON.string("print"))])
    })
}
