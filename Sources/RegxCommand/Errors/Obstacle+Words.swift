// What the command line says where identify did not search an engine.
// SPDX-License-Identifier: Apache-2.0

import Identification

extension Obstacle {
  /// The reason, after "because".
  var words: String {
    switch self {
    case .noSuchLayer: "none of its modes drops and scales like this"
    case .unknownDraws(let mode): "how its '\(mode)' draws this is not known"
    case .unsupported(let draw): draw.description
    case .refused(let error): "it refuses Y: \(error)"
    case .laterCalls(let first):
      "a position is a call there, and calls from number \(first) on are left out"
    }
  }
}
