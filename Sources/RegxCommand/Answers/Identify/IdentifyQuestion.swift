// What `identify` asks: the tensors read, the engines and modes chosen.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Identification
import Regularization
import TensorCore
import TensorFormats

/// What the command line asks, its files opened.
struct IdentifyQuestion {
  let question: Question
  let request: IdentifyRequest
  let engines: [Engine]

  init(_ request: IdentifyRequest) throws {
    self.request = request
    let flags = request.flags
    let y = try Self.observed(request.output, request, textDtype: .float32)
    let known: KnownInput =
      switch request.input {
      case nil: .unknown
      case "ones": .ones
      case "arange": .arange
      case "rand": .rand
      case "randn": .randn
      case .some(let path):
        .tensor(try Self.observed(path, request, textDtype: y.source.dtype))
      }
    if case .tensor(let x) = known, x.source.shape != y.source.shape {
      throw Failure(
        "\(quoted(request.input ?? "")) has the shape \(x.source.shape), and"
          + " \(quoted(request.output))"
          + " \(y.source.shape): no mode changes a shape")
    }
    let engines = flags.engines ?? Engine.searchable
    self.engines = engines
    var candidates = Mode.candidates(flags.modes, on: engines)
    if case .tensor(let x) = known, y.digits == nil, y.source.dtype.kind == .floating {
      // A mode whose result would have a wider type did not make this one.
      candidates.removeAll { candidate in
        let promotion = candidate.make(0.5).promotion(of: x.source.dtype)
        return promotion != nil && promotion?.dtype != y.source.dtype
      }
    }
    var question = Question(
      input: known, output: y, candidates: candidates,
      engines: engines.compactMap(\.searched))
    question.seeds = flags.seeds
    question.positions = flags.positions
    question.gaps = flags.gaps
    question.recovery = flags.recovery
    question.seedWithin = flags.seedWithin
    question.p = flags.p
    question.threads = request.destination.threadCount
    question.further = try flags.further.map { path, words in
      FurtherMask(
        after: words, try Self.observed(path, request, textDtype: y.source.dtype))
    }
    self.question = question
  }

  /// A tensor, with the digits that it was printed with if it is printed text.
  private static func observed(
    _ path: String, _ request: IdentifyRequest, textDtype: DType
  ) throws -> Observed {
    // Opened once: a pipe can be read only once, and its text tells how exact it is.
    let bytes: ByteSource
    do throws(FormatError) {
      bytes = try path == "-" ? ByteSource(descriptor: 0) : ByteSource(path: path)
    } catch {
      throw Failure("\(quoted(path)): \(error)")
    }
    let reading = Reading(tensorName: request.tensorName, textDtype: textDtype)
    let source = try reading.tensor(path: path == "-" ? nil : path, as: quoted(path)) { bytes }
    guard source.dtype.kind == .floating else { return Observed(source) }
    let start = try bytes.bytes(0..<min(bytes.count, 1 << 16))
    return Observed(source, digits: PrintedDigits.ofText(Array(start)))
  }
}
