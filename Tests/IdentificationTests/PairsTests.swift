// SPDX-License-Identifier: Apache-2.0

import Foundation
import Identification
import RandomStreams
import Regularization
import TensorCore
import Testing

/// A pair that a framework made: `Tests/Golden/identify/make_pairs.py`.
private struct Pair: Decodable, Sendable {
  enum Input: Decodable {
    case name(String)
    case bits([String])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let name = try? container.decode(String.self) {
        self = .name(name)
      } else {
        self = .bits(try container.decode([String].self))
      }
    }
  }

  let id: String
  let x: Input
  let y: [String]
  let shape: [Int]
  let dtype: String
  let mode: String
  let p: Double?
  let engine: String?
  let seed: UInt64?
  let position: UInt64?
  let lots: String?
  let kind: String
  let allowed: String?

  static let all: [Pair] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Golden/identify/pairs.jsonl")
    let text = try! String(contentsOf: file, encoding: .utf8)
    return text.split(separator: "\n").map {
      try! JSONDecoder().decode(Pair.self, from: Data($0.utf8))
    }
  }()

  func tensor(_ bits: [String]) throws -> Observed {
    let shape = try Shape(shape)
    if dtype == "float32" {
      let values = bits.map { Float(bitPattern: UInt32($0, radix: 16)!) }
      return Observed(Tensor(shape: shape, elements: values))
    }
    let values = bits.map { Double(bitPattern: UInt64($0, radix: 16)!) }
    return Observed(Tensor(shape: shape, elements: values))
  }

  var input: KnownInput {
    get throws {
      switch x {
      case .bits(let bits): .tensor(try tensor(bits))
      case .name("rand"): .rand
      case .name("randn"): .randn
      case .name: .unknown
      }
    }
  }

  func question(near seed: UInt64) throws -> Question {
    // Plain loops try few seeds and engines in a debug build.
    let engines = [engine ?? "torch", "numpy"]
    var question = Question(
      input: try input, output: try tensor(y), candidates: Catalogue.candidates,
      engines: Catalogue.engines.filter { engines.contains($0.name) })
    question.seeds = SeedSet([max(seed, 10) - 10...seed + 10])
    let position = position ?? 0
    question.positions = position...position
    // Where the input was drawn, only the usual p are tried.
    if case .name = x { question.p = p.flatMap { Probability($0) } }
    question.recovery = .never
    return question
  }
}

@Suite struct PairsTests {
  @Test func `what a framework has made is told with its seed`() throws {
    let pairs = Pair.all.filter { pair in
      Catalogue.candidates.contains { row in
        row.name == pair.mode && row.frameworks.contains { pair.engine?.hasPrefix($0) == true }
      }
    }
    #expect(pairs.count > 40)
    for pair in pairs {
      let answer = try Identification.identify(try pair.question(near: pair.seed!))
      // All were kept, or all were dropped: nothing is told, and nothing may be claimed.
      guard let dropped = answer.dropped, dropped.count > 0, dropped.count < dropped.of else {
        #expect(answer.verdict != .identified || answer.candidates.isEmpty, "\(pair.id): \(answer)")
        continue
      }
      let hit = answer.candidates.first {
        $0.seed == pair.seed && $0.engines.contains(pair.engine!) && $0.mode == pair.mode
      }
      #expect(hit != nil, "\(pair.id) \(pair.mode) \(pair.kind): \(answer)")
      if answer.rule == .inverted || answer.rule == .affine {
        #expect(hit?.p == pair.p, "\(pair.id)")
      }
      if answer.verdict == .identified {
        #expect(Set(answer.candidates.map(\.seed)) == [pair.seed], "\(pair.id): \(answer)")
        #expect(answer.granularity?.rawValue == pair.lots, "\(pair.id): \(answer)")
      }
    }
  }

  @Test func `no seed is claimed where none was used`() throws {
    let pairs = Pair.all.filter { $0.kind == "plain" }
    #expect(pairs.count > 60)
    for pair in pairs {
      let answer = try Identification.identify(try pair.question(near: 1000))
      let claimed = answer.verdict == .identified && answer.candidates.contains { $0.seed != nil }
      #expect(!claimed, "\(pair.id) \(pair.mode): \(answer)")
      // A mask at random may be a regularizer's; a scaled copy is never more than perhaps one.
      let mayBeMask = pair.allowed == "mask"
      #expect(answer.verdict != .identified || mayBeMask, "\(pair.id) \(pair.mode): \(answer)")
    }
  }

  @Test func `the answer is the same for any number of threads`() throws {
    let isLong = { (pair: Pair) in pair.kind == "relu" && pair.seed != nil && pair.y.count > 40 }
    let pair = try #require(Pair.all.first(where: isLong))
    var question = try pair.question(near: pair.seed!)
    let answers = try [1, 2, 5].map { threads in
      question.threads = threads
      return "\(try Identification.identify(question))"
    }
    #expect(Set(answers).count == 1)
  }
}
