// Pictures of compare and apply: masks, and tensors as heat maps.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Pictures
import Regularization
import TensorCore
import TensorFormats

extension Drawing {
  static let compare = Drawing(
    command: "compare", summary: "masks side by side, or with --show values", hasPlanes: true,
    picture: { try experiment($0, plane: $1) })

  static let apply = Drawing(
    command: "apply", summary: "the mask of one mode, or with --show values", hasPlanes: true,
    picture: { try experiment($0, plane: $1) })

  private static func experiment(
    _ line: RawLine, plane: [Int]?
  ) throws -> (Console) throws -> Picture {
    let request = try ExperimentRequest(line)
    let shown = line.isGiven("show") ? request.shown : [.mask]
    return { console in
      let (input, results) = try request.cells(console)
      return try ExperimentPicture(
        request: request, shown: shown, input: input, results: results, plane: plane
      ).picture()
    }
  }
}

extension ExperimentRequest {
  /// The input and what each mode made of it, as far as a picture can hold them.
  func cells(_ console: Console) throws -> (input: Cells, results: [ModeResult]) {
    let tensors = try Experiment(self, console, showing: Shown.allCases).tensors()
    let input = try Cells(
      tensors[0].source, within: Cells.limits(tensors[0].source.shape.extents))
    // The input, and then mask, noise and output of each mode in turn.
    let results = try modes.enumerated().map { place, mode in
      let first = 1 + 3 * place
      return try ModeResult(
        mode, block: arguments.blockSize, mask: tensors[first].source,
        noise: tensors[first + 1].source, output: tensors[first + 2].source)
    }
    return (input, results)
  }
}

/// What a mode did, as far as a picture can hold it.
struct ModeResult {
  let mode: Mode
  let mask: Cells
  let noise: Cells
  let output: Cells
  /// How many of the leading axes one draw has to itself.
  let drawnAxes: Int
  /// What one draw decides about: `sample`.
  let unit: String
  /// The same as a subtitle.
  let drawn: String

  init(
    _ mode: Mode, block: Int, mask: any Source, noise: any Source, output: any Source
  ) throws {
    self.mode = mode
    let extents = output.shape.extents
    self.output = try Cells(output, within: Cells.limits(extents))
    self.mask = try Cells(mask, within: Cells.limits(extents))
    self.noise = try Cells(noise, within: Cells.limits(extents))
    let (own, shape) = (mask.shape.extents, extents)
    let isOver = own.count == shape.count
    // An axis is drawn for where the mask has its extent; the axes before the last such one must
    // all be.
    let last = own.indices.last { isOver && (own[$0] != 1 || shape[$0] == 1) } ?? -1
    let isLeading = isOver && own.prefix(last + 1) == shape.prefix(last + 1)
    let axes = isLeading ? last + 1 : shape.count
    let isBlock = mode.parameters.contains(.blockSize)
    drawnAxes = isBlock ? shape.count : axes
    switch isBlock ? shape.count : axes {
    case shape.count: unit = "element"
    case 0: unit = "batch"
    case 1: unit = "sample"
    case 2: unit = "channel"
    default: unit = "row"
    }
    drawn =
      isBlock
      ? "\(block) x \(block) blocks" : unit == "batch" ? "one draw in all" : "one draw per \(unit)"
  }

  /// The mask over the output's elements, or by itself where that is of another shape.
  var spread: (cells: Cells, mask: [Double]) {
    mask.broadcast(to: output).map { (output, $0) } ?? (mask, mask.values)
  }

  /// How many units there are in what is looked at, and how many were dropped.
  var counts: (dropped: Int, of: Int) {
    let values = unit == "element" ? spread.mask : mask.values
    return (values.count { $0 == 0 }, values.count)
  }

  /// `zeroed 1 of 3 samples`.
  var finding: String {
    let (dropped, all) = counts
    if all == 0 { return "has nothing to drop" }
    if unit == "batch" { return dropped == 0 ? "kept the batch" : "dropped the batch" }
    return "\(zeroes ? "zeroed" : "dropped") \(Words.share(dropped, of: all, unit))"
  }

  /// Whether 0 stands where the mask has dropped; a mode may put another value there.
  private var zeroes: Bool {
    guard noise.extents == mask.extents else { return true }
    return zip(mask.values, noise.values).allSatisfy { $0 != 0 || $1 == 0 }
  }

  /// What all that was kept is multiplied by; `nil` where there is no one factor but 1.
  var scale: Double? {
    guard let first = noise.values.first(where: { $0 != 0 && $0.isFinite }), first != 1,
      noise.values.allSatisfy({ $0 == 0 || $0 == first })
    else { return nil }
    return first
  }
}
