// What a run drew, step by step, as the draws themselves tell it.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization
import TensorCore

/// One step of a run: the input, a mode, or a call before them.
struct LedgerStep {
  /// `input`, `skip`, the call as it was typed, or the mode's name.
  let name: String
  /// What is drawn: `rand`, `bernoulli`; `nil` for a step that draws nothing.
  let draw: String?
  /// How many values are drawn.
  let count: Int
  /// The generator before the step and after it.
  let before: any FrameworkGenerator
  let after: any FrameworkGenerator
  /// The mode; `nil` for a step that is none.
  var mode: Mode?
  /// What the mode made.
  var result: (any LedgerResult)?

  /// The words that the step drew; `nil` where there are keys and no stream.
  var words: UInt128? {
    guard let start = before.position, let end = after.position else { return nil }
    return end - start
  }

  /// The next two words after the step, as the generator itself gives them.
  var nextWords: [UInt32]? {
    var next = after
    guard next.position != nil, var draw = try? next.bits(count: 2) else { return nil }
    var words: [UInt32] = [0, 0]
    var block = words.mutableSpan
    draw.fill(&block, from: 0)
    return words
  }

  /// The key that the step draws from, in hex.
  var key: [String]? { (before as? JAXKey).map { [hex($0.words.0), hex($0.words.1)] } }
}

/// 8 hexadecimal digits.
func hex(_ word: UInt32) -> String {
  let digits = String(word, radix: 16)
  return String(repeating: "0", count: 8 - digits.count) + digits
}

/// The steps of a run, in order.
final class Ledger {
  private(set) var steps: [LedgerStep] = []

  func add(_ step: LedgerStep) { steps.append(step) }
}

/// A mode's result with its element type erased.
protocol LedgerResult {
  var layer: any Regularizer { get }
  var inputShape: Shape { get }
  var mask: any Source { get }
  /// What made the first draw; `nil` where the draw cannot tell.
  var firstTrace: DrawTrace? { get }
  /// How the element at this index came about.
  func element(_ index: [Int]) throws -> ElementTrace
}

extension LedgerResult {
  /// Masks of more draws are not made.
  static var limit: Int { 10_000_000 }

  /// How many draws dropped; `nil` where there are more than are made.
  func dropped() throws -> Int? {
    guard mask.shape.count <= Self.limit else { return nil }
    return try zeros(of: mask)
  }

  private func zeros<S: Source>(of mask: S) throws -> Int {
    var (reader, count) = (mask, 0)
    for start in stride(from: 0, to: mask.shape.count, by: 4096) {
      let end = min(start + 4096, mask.shape.count)
      count += try reader.elements(start..<end).count { $0 == .zero }
    }
    return count
  }

  /// Whether each draw keeps; `nil` where there are more than are made.
  func kept() throws -> [Bool]? {
    func read<S: Source>(_ mask: S) throws -> [Bool] {
      var reader = mask
      return try reader.elements(0..<mask.shape.count).map { $0 != .zero }
    }
    return mask.shape.count <= Self.limit ? try read(mask) : nil
  }
}

extension PriorCall {
  /// As it was typed, its repetition in front.
  var repeated: String { count == 1 ? text : "\(count) * \(text)" }

  /// What the call draws.
  var draw: String {
    switch call {
    case .rand: "rand"
    case .randn: "randn"
    case .bernoulli: "bernoulli"
    case .words: "words"
    case .mode(let name, _, _): name
    }
  }

  /// How many values all the calls draw; of a mode, the elements of its input.
  var drawCount: Int {
    let once =
      switch call {
      case .rand(let shape), .randn(let shape), .bernoulli(_, let shape), .mode(_, _, let shape):
        shape.count
      case .words(let count): Int(clamping: count)
      }
    return once.multipliedReportingOverflow(by: count).overflow ? .max : once * count
  }
}

extension Regularizer {
  /// The draw behind the mask of a call that drew something.
  var drawName: String {
    switch parts?.mask {
    case .floor, .above, .below: "rand"
    case .bernoulli: "bernoulli"
    // A method without a mask drops nothing: it multiplies by normals.
    case nil: moments?.dropped == 0 ? "normal" : "bernoulli"
    }
  }
}
