// What the flags of a command line say, each value checked by itself and none beside another.
// SPDX-License-Identifier: Apache-2.0

import CommandTable

/// The flags of all commands by topic, at their defaults. A command's request checks them together.
struct RawFlags: Sendable {
  var input = InputFlags()
  var engine = EngineFlags()
  var mode = ModeFlags()
  var sample = SampleFlags()
  var network = NetworkFlags()
  var statistics = StatisticsFlags()
  var schedule = ScheduleFlags()
  var explanation = ExplanationFlags()
  var identify = IdentifyFlags()
  var answer = AnswerFlags()
  var drawing = DrawingFlags()
  var catalogue = CatalogueFlags()
  var tensors = TensorFlags()
  var output = OutputFlags()
}

typealias RegxFlag = Flag<RawFlags>

/// A command line taken apart: its flags as they were typed, and its operands.
typealias RawLine = Invocation<RawFlags>
