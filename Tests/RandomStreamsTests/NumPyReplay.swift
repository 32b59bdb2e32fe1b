// Making the calls that a golden file of NumPy or JAX records, and reading what they draw as bits.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams

/// One call of a drawing function: `rand64`, or with arguments `normal64 0 3ff0000000000000`.
struct RecordedCall {
  let name: String
  /// Doubles as bit patterns, or an integer.
  let arguments: [UInt64]
  let count: Int

  private func double(_ index: Int) -> Double { Double(bitPattern: arguments[index]) }

  /// Makes the call; the values' bits.
  func replay(
    on generator: inout some FrameworkGenerator, reader: inout DrawReader
  ) throws -> [UInt64] {
    switch name {
    case "skip":
      try generator.skip(UInt64(count))
      return []
    case "bits": return reader.read(try generator.bits(count: count), count) { UInt64($0) }
    case "rand": return reader.floats(try generator.rand(.float32, count: count), count)
    case "rand16": return reader.floats(try generator.rand(.float16, count: count), count)
    case "randb16": return reader.floats(try generator.rand(.bfloat16, count: count), count)
    case "rand64": return reader.doubles(try generator.rand64(count: count), count)
    case "uniform": return try uniform(.float32, on: &generator, reader: &reader)
    case "uniform16": return try uniform(.float16, on: &generator, reader: &reader)
    case "uniformb16": return try uniform(.bfloat16, on: &generator, reader: &reader)
    case "uniform64":
      let draw = try generator.uniform64(low: double(0), high: double(1), count: count)
      return reader.doubles(draw, count)
    case "normal":
      let draw = try generator.normal(.float32, mean: 0, std: 1, count: count)
      return reader.floats(draw, count)
    case "normal64":
      let draw = try generator.normal64(mean: double(0), std: double(1), count: count)
      return reader.doubles(draw, count)
    case "bernoulli":
      let draw = try generator.bernoulli(double(0), count: count)
      return reader.read(draw.bytes, count) { UInt64($0) }
    case "binomial":
      let draw = try generator.binomial(
        trials: Int64(bitPattern: arguments[0]), probability: double(1), count: count)
      return reader.read(draw, count) { UInt64(bitPattern: $0) }
    default:
      throw UnknownCall(name: name)
    }
  }

  private func uniform(
    _ format: RealFormat, on generator: inout some FrameworkGenerator, reader: inout DrawReader
  ) throws -> [UInt64] {
    let draw = try generator.uniform(format, low: double(0), high: double(1), count: count)
    return reader.floats(draw, count)
  }
}

struct UnknownCall: Error { let name: String }

/// Reads a draw whole, then again in blocks at other places, and keeps count of what differs.
struct DrawReader {
  private(set) var differences = 0
  private var random = PCG64(initialState: 1, sequence: 2)

  mutating func floats(_ draw: any Draw<Float>, _ count: Int) -> [UInt64] {
    read(draw, count) { UInt64($0.bitPattern) }
  }

  mutating func doubles(_ draw: any Draw<Double>, _ count: Int) -> [UInt64] {
    read(draw, count) { $0.bitPattern }
  }

  mutating func read<Element: ExpressibleByIntegerLiteral>(
    _ draw: any Draw<Element>, _ count: Int, bits: (Element) -> UInt64
  ) -> [UInt64] {
    var draw = draw
    func block(_ range: Range<Int>) -> [UInt64] {
      var values = [Element](repeating: 0, count: range.count)
      var span = values.mutableSpan
      draw.fill(&span, from: range.lowerBound)
      return values.map(bits)
    }
    let whole = block(0..<count)
    for _ in 0..<4 where count > 0 {
      let places = [0, 1].map { _ in Int(random.next() % UInt64(count + 1)) }.sorted()
      let range = places[0]..<places[1]
      if block(range) != Array(whole[range]) { differences += 1 }
      // Reading on from there.
      let rest = places[1]..<min(count, places[1] + 7)
      if block(rest) != Array(whole[rest]) { differences += 1 }
    }
    return whole
  }
}
