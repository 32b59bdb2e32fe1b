// The program in its process: real files, real signals.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import KernelSelection
import TensorFormats

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Runs the process's command line and returns the exit code.
public func regx() -> Int32 {
  // A closed pipe is told by the write, so that it can end quietly.
  signal(SIGPIPE, SIG_IGN)
  // And so is a file that grows past `ulimit -f`: what is unfinished is removed then.
  signal(SIGXFSZ, SIG_IGN)
  Interruption.handle()
  let console = Console(
    out: FileDescriptor(STDOUT_FILENO, named: "standard output"),
    err: FileDescriptor(STDERR_FILENO, named: "standard error"),
    inIsTerminal: isatty(STDIN_FILENO) == 1, outIsTerminal: isatty(STDOUT_FILENO) == 1,
    errIsTerminal: isatty(STDERR_FILENO) == 1,
    terminalSize: { terminalSize(STDOUT_FILENO) },
    environment: { name in getenv(name).map { String(cString: $0) } })
  if let problem = Limits.problem {
    console.say("regx: \(problem)")
    return 2
  }
  if let problem = KernelSelection.problem {
    let name = console.environment("REGX_KERNELS") ?? ""
    console.say("regx: REGX_KERNELS \(quoted(name)): \(problem)")
    return 2
  }
  // Swift's runtime reads the arguments from /proc; a program without even a name was told none.
  guard CommandLine.argc > 0 else {
    console.say("regx: the system does not tell the command line: /proc/self/maps cannot be read")
    return 2
  }
  var arguments: [String] = []
  let words = UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc))
  for word in words.dropFirst().compactMap(\.self) {
    guard let argument = String(validatingCString: word) else {
      // Repaired it would be another file's name.
      console.say("regx: \(quoted(String(cString: word))): is not UTF-8; rename the file")
      return 2
    }
    arguments.append(argument)
  }
  return run(arguments, on: console)
}

/// The size of the terminal behind a descriptor; `nil` if there is none.
private func terminalSize(_ descriptor: Int32) -> (columns: Int, rows: Int)? {
  guard isatty(descriptor) == 1 else { return nil }
  var size = winsize()
  guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 else { return (0, 0) }
  return (Int(size.ws_col), Int(size.ws_row))
}
