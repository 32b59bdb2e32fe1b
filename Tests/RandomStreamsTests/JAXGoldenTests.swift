// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Testing

/// The answers of JAX and Flax, bit for bit.
@Suite struct JAXGoldenTests {
  @Test(arguments: GoldenLine.lines(of: "jax-0.10.2.jsonl"))
  func `keys and draws are those of JAX and Flax`(line: GoldenLine) throws {
    var key = JAXKey(seed: try #require(Int64(line.seed)))
    for step in line.path ?? [] { key = try follow(step, from: key) }
    #expect([key.words.0, key.words.1] == line.key)
    var reader = DrawReader()
    for call in line.calls {
      let values = try call.recorded.replay(on: &key, reader: &reader)
      #expect(call.matches(values), "\(call.call)")
    }
    #expect(reader.differences == 0)
    #expect(key.position == nil)
  }

  private func follow(_ step: GoldenLine.Step, from key: JAXKey) throws -> JAXKey {
    let index = UInt32(step.index)
    switch step.step {
    case "split": return key.child(step.index)
    case "fold_in": return key.folding(in: index)
    case "linen": return key.linenKey(path: try #require(step.path), call: step.index)
    case "nnx": return key.nnxKey(module: try #require(step.module), call: index)
    case "nnx_at_call": return key.nnxKey(givenAtCall: index)
    default: throw UnknownCall(name: step.step)
    }
  }
}
