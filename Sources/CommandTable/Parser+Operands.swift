// The words of a command line that are no flags.
// SPDX-License-Identifier: Apache-2.0

extension Program {
  /// Takes the words that are no flags into the options.
  func takeOperands(
    _ invocation: inout Invocation<Options>, _ command: Command<Options>
  ) throws(UsageError) {
    let operands = command.operands
    let last = operands.last.flatMap { $0.isRepeated ? $0 : nil }
    var values: [String] = []
    for (i, word) in invocation.operands.enumerated() {
      guard let operand = i < operands.count ? operands[i] : last else {
        throw surplus(word, command)
      }
      if let flag = operand.flag {
        if invocation.isGiven(flag.name) {
          throw error(
            "\(operand.metavar) \(quoted(word)): --\(flag.name) says it too; give one of them",
            command)
        }
        values.append(word)
      }
      do { try operand.parse(&invocation.options, word) } catch {
        throw wrongOperand(word, operand, error, command)
      }
    }
    if let operand = operands.first(where: { $0.flag != nil }), let flag = operand.flag,
      !values.isEmpty
    {
      let value = values.joined(separator: ",")
      do { try flag.parse(&invocation.options, value) } catch {
        throw wrongOperand(value, operand, error, command)
      }
      invocation.given.append(
        GivenFlag(flag: flag.name, spelling: operand.metavar, value: value))
    }
    let missing = operands.dropFirst(invocation.operands.count)
    if let missing = missing.first(where: { $0.isRequired }) {
      throw error("\(missing.metavar) is missing: \(usage(command))", command)
    }
  }
}
