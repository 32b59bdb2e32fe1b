// What a command line means, so that two of them can be compared.
// SPDX-License-Identifier: Apache-2.0

extension Program {
  /// A text that is the same for command lines that ask for the same: a line for each flag that was
  /// typed or has a default, in the order of their names, and one for each operand.
  ///
  /// - Parameters:
  ///   - ignored: Flags that do not count.
  ///   - file: What stands for the name of a file, so that its content counts and not its name.
  public func meaning(
    of invocation: Invocation<Options>, ignoring ignored: Set<String>,
    file: (String) throws -> String
  ) rethrows -> String {
    guard let command = command(invocation.command) else { return "" }
    var lines: [String] = []
    for flag in command.flags where !ignored.contains(flag.name) {
      let typed = invocation.given.last { $0.flag == flag.name }
      // As it was understood where the table can tell: 0.50 is 0.5, and so is a default of 0.5.
      guard let text = flag.defaultText(invocation.options) ?? typed.map({ $0.value ?? "" }) else {
        continue
      }
      lines.append("--\(flag.name) \(try flag.values.takesFiles ? file(text) : text)")
    }
    lines.sort()
    for (i, word) in invocation.operands.enumerated() {
      let operand = i < command.operands.count ? command.operands[i] : command.operands.last
      lines.append(operand?.values.takesFiles == true ? try file(word) : word)
    }
    // The length in front keeps a value with a line end in it from passing for two.
    return ([invocation.command] + lines).map { "\($0.utf8.count) \($0)\n" }.joined()
  }
}
