// Any bits of any words: a system of 19937 unknowns.
// SPDX-License-Identifier: Apache-2.0

extension StateRecovery {
  /// More unknowns than these may not stay open: each doubles the states to be tried.
  private static let openLimit = 8

  /// Solves equations of any bits, in order of their words.
  static func solveByElimination(_ equations: [BitEquation]) -> Recovery {
    let order = byDepth(equations)
    var count = unknowns + surplus
    while true {
      let part = order.prefix(count).sorted().map { equations[$0] }
      let matrix = BitMatrix(rowCount: part.count)
      fill(matrix, with: part)
      matrix.eliminate()
      if matrix.isContradictory { return .contradiction }
      // All that is known may be zeros, of which nothing is a solution, too.
      let isHomogeneous = !part.contains { $0.value }
      let open = unknowns - matrix.rank
      if open <= (isHomogeneous ? 1 : 0) || open <= openLimit && count >= equations.count {
        let solutions = (0..<1 << open).map { matrix.solution(open: $0) }
        return .states(
          solutions.filter { $0.contains { $0 != 0 } }.map { reference.summed(over: $0) })
      }
      // Neighbouring words say the same in part: more of them are needed.
      guard count < equations.count else { return .tooFew(missing: open) }
      count += max(open + surplus, unknowns / 50)
    }
  }

  /// The first equation of each word, then the second, and so on: few bits of many words depend less
  /// on one another than many bits of few.
  private static func byDepth(_ equations: [BitEquation]) -> [Int] {
    var depths: [[Int]] = []
    var depth = 0
    for (number, equation) in equations.enumerated() {
      depth = number > 0 && equations[number - 1].word == equation.word ? depth + 1 : 0
      if depth == depths.count { depths.append([]) }
      depths[depth].append(number)
    }
    return depths.flatMap { $0 }
  }

  /// Writes a row for each equation: the known generator's bits from the word on, and the value.
  private static func fill(_ matrix: BitMatrix, with equations: [BitEquation]) {
    guard let first = equations.first?.word else { return }
    var row = 0
    var rest = equations[...]
    while let start = rest.first?.word {
      // Words that are far apart are reached by a jump.
      var last = start
      let run = rest.prefix { equation in
        defer { last = equation.word }
        return equation.word - last < 1 << 18
      }
      rest = rest.dropFirst(run.count)
      var generator = reference
      generator.advance(by: start - first)
      // A state that the recurrence made, wherever the run begins.
      var sequences: [Int: BitSequence] = [:]
      for equation in run {
        if sequences[equation.bit] == nil {
          let length = Int(run.last!.word - start) + unknowns
          sequences[equation.bit] = BitSequence(of: equation.bit, count: length, from: generator)
        }
        matrix.setRow(
          row, to: sequences[equation.bit]!, from: Int(equation.word - start),
          value: equation.value)
        row += 1
      }
    }
  }
}
