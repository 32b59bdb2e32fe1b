// What the state of explore amounts to: a command line, and the tensors that it makes.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Pictures
import RandomStreams
import Regularization
import TensorCore

/// What is to be looked at, or why there is nothing.
enum ExploreResults {
  case made(ExperimentRequest, input: Cells, results: [ModeResult])
  /// The modes and the input do not go together.
  case refused(String)
}

extension ExploreState {
  /// The command line that prints what is drawn, word by word.
  private var words: [String] {
    var words = ["compare", "--shape"]
    words.append(
      shape.rank == 0 ? "scalar" : shape.extents.map(String.init).joined(separator: ","))
    words += ["--p", exactText(p.value), "--seed", seed.text]
    let names = modes.map(\.name)
    if names != engine.framework.comparedModes.map(\.name) {
      words += ["--mode", names.joined(separator: ",")]
    }
    if engine.name != Engine.torch.name { words += ["--engine", engine.name] }
    if input != .rand { words += ["--input", input.description] }
    if hasBlocks, blockSize != ModeArguments(p: p).blockSize {
      words += ["--block-size", "\(blockSize)"]
    }
    if engine.framework == .torchCUDA, let gpu { words += ["--gpu", gpu.name] }
    if shown != .output { words += ["--show", shown.rawValue] }
    return words
  }

  /// The same as it is typed.
  var command: String { "regx " + words.joined(separator: " ") }

  /// What the command line makes, computed anew: what is on the screen is what it prints.
  func results(_ console: Console) -> ExploreResults {
    do {
      let request = try request()
      let (input, results) = try request.cells(console)
      return .made(request, input: input, results: results)
    } catch let error as UsageError {
      return .refused(error.message)
    } catch {
      return .refused("\(error)")
    }
  }

  /// The command line, checked. Warnings have no place on the screen.
  ///
  /// - Throws: why there is nothing to be looked at.
  func request() throws -> ExperimentRequest {
    guard case .run(let line) = try Program.regx.parse(words + ["--quiet"]) else {
      preconditionFailure("a command line of compare")
    }
    return try ExperimentRequest(line)
  }

  /// The picture of the results.
  func picture(
    _ request: ExperimentRequest, _ input: Cells, _ results: [ModeResult]
  ) throws -> Picture {
    var picture = try ExperimentPicture(
      request: request, shown: [shown], input: input, results: results, plane: nil
    ).picture()
    // The controls and the figures say these.
    picture.parameters = []
    picture.finding = ""
    for panel in picture.panels.indices { picture.panels[panel].figures = [] }
    return picture
  }
}
