// What the state of explore amounts to: the tensors, and the command line that makes them.

import Pictures
import RandomStreams
import Regularization
import TensorCore

/// What is to be looked at, or why there is nothing.
enum ExploreResults {
  case made(input: Cells, results: [ModeResult])
  /// The modes and the input do not go together.
  case refused(String)
}

extension ExploreState {
  /// Computes everything anew.
  func results() -> ExploreResults {
    do {
      let (input, results) = try made()
      return .made(input: input, results: results)
    } catch {
      return .refused("\(error)")
    }
  }

  /// The same.
  ///
  /// - Throws: why there is none.
  func made() throws -> (input: Cells, results: [ModeResult]) {
    try Experiment(options: options, modes: modes, given: [], warn: { _ in }).cells()
  }

  /// The picture of the results.
  func picture(_ input: Cells, _ results: [ModeResult]) throws -> Picture {
    var picture = try ExperimentPicture(
      options: options, shown: [shown], input: input, results: results, plane: nil
    ).picture()
    // The controls and the figures say these.
    picture.parameters = []
    picture.finding = ""
    for panel in picture.panels.indices { picture.panels[panel].figures = [] }
    return picture
  }

  /// The command line that prints what is drawn.
  var command: String {
    let framework = options.engine.framework
    let names = modes.map(\.name)
    var words = ["regx", "compare", "--shape"]
    words.append(
      options.shape.rank == 0
        ? "scalar" : options.shape.extents.map(String.init).joined(separator: ","))
    words += ["--p", exactText(options.p.value), "--seed", options.seed.text]
    if names != framework.comparedModes.map(\.name) {
      words += ["--mode", names.joined(separator: ",")]
    }
    if options.engine.name != Engine.torch.name { words += ["--engine", options.engine.name] }
    if options.input != .rand { words += ["--input", options.input.description] }
    if modes.contains(where: { $0.parameters.contains(.blockSize) }), options.blockSize != 7 {
      words += ["--block-size", "\(options.blockSize)"]
    }
    if options.engine.framework == .torchCUDA, let model = options.gpuModel {
      words += ["--gpu", model.name]
    }
    if shown != .output { words += ["--show", shown.rawValue] }
    return words.joined(separator: " ")
  }
}
