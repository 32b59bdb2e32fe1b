// The whole program as a function, so that tests run it in process.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import KernelInterface
import RandomStreams
import TensorFormats

/// Runs a command line, without the program's name, and returns the exit code: 0 done, 1 done and a
/// requested check did not hold, 2 trouble.
func run(_ arguments: [String], on console: Console) -> Int32 {
  var command = arguments.first
  do {
    switch try Program.regx.parse(arguments) {
    case .run(let line):
      // `regx dropout` is `regx apply dropout`.
      command = line.command
      guard let subcommand = Subcommand.all.first(where: { $0.command.name == command })
      else { preconditionFailure("a command that the table has and regx has not") }
      var line = line
      if !line.options.output.quiet {
        let progress = OrderedProgress(on: console)
        line.options.engine.progress = { progress.made($0, of: $1) }
      }
      try subcommand.run(line, console)
    case .explain(.help(let command, let long)):
      try console.print(Program.regx.help(for: command, long: long))
    case .explain(.version(let verbose)):
      try console.print(Program.regx.versionLine + (verbose ? buildReport : ""))
    case .noCommand:
      console.say(Program.regx.help(long: false))
      return 2
    }
    return 0
  } catch is CheckFailed {
    return 1
  } catch is ClosedPipe {
    return 0
  } catch let error as UsageError {
    console.say(error.description)
  } catch {
    console.say("regx\(command.map { ": \($0)" } ?? ""): \(error)")
  }
  return 2
}

/// What else `--version --verbose` tells: what the engines were verified against, and which of the
/// inner loops this processor runs.
private var buildReport: String {
  """
  kernels: \(Kernels.inUse.name)
  verified against: PyTorch 2.13.0 and 2.6.0, timm 1.0.31, torchvision 0.28.0, NumPy 2.4.6, \
  JAX 0.10.2, Flax 0.12.8

  """
}
