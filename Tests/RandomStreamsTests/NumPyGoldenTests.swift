// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Testing

/// NumPy's own answers, bit for bit.
@Suite struct NumPyGoldenTests {
  private static let lines = GoldenLine.lines(of: "numpy-2.4.6.jsonl")

  @Test(arguments: lines.filter { $0.engine == "RandomState" })
  func `RandomState draws NumPy's bits and stands where it stands`(line: GoldenLine) throws {
    try check(line, NumPyRandomState(seed: NumPySeed(text: line.seed))) { $0 % 624 }
  }

  @Test(arguments: lines.filter { $0.engine == "Generator" })
  func `default_rng draws NumPy's bits and stands where it stands`(line: GoldenLine) throws {
    try check(line, NumPyGenerator(seed: NumPySeed(text: line.seed))) { $0 }
  }

  private func check(
    _ line: GoldenLine, _ generator: some FrameworkGenerator, place: (UInt128) -> UInt128
  ) throws {
    var generator = generator
    var reader = DrawReader()
    for call in line.calls {
      let values = try call.recorded.replay(on: &generator, reader: &reader)
      #expect(call.matches(values), "\(call.call)")
      let position = try #require(generator.position)
      #expect(place(position) == UInt128(try #require(call.place)), "\(call.call)")
    }
    #expect(reader.differences == 0)
  }
}
