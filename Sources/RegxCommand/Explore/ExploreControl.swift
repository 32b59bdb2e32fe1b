// What can be changed on the screen of explore, one by one.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import RandomStreams
import Regularization
import TensorCore

/// Something that the arrow keys change.
enum ExploreControl: Hashable, Sendable {
  case p, seed
  /// An extent of the shape, by its axis; of a scalar the first stands for the whole shape.
  case extent(Int)
  case blockSize, input, shown, engine
  /// One of the modes, by its place.
  case mode(Int)
}

extension ExploreState {
  /// Everything that can be changed, in the order of the screen.
  var controls: [ExploreControl] {
    let extents = (0..<max(shape.rank, 1)).map { ExploreControl.extent($0) }
    return [.p, .seed] + extents + (hasBlocks ? [.blockSize] : []) + [.input, .shown, .engine]
      + modes.indices.map { .mode($0) }
  }

  /// Whether one of the modes drops blocks.
  var hasBlocks: Bool { modes.contains { $0.parameters.contains(.blockSize) } }

  /// What stands for a control on the screen.
  func text(of control: ExploreControl) -> String {
    switch control {
    case .p: exactText(p.value)
    case .seed: seed.text
    case .extent(let axis): shape.rank == 0 ? "scalar" : "\(shape.extents[axis])"
    case .blockSize: "\(blockSize)"
    case .input: input.description
    case .shown: shown.rawValue
    case .engine: engine.name
    case .mode(let place): modes[place].name
    }
  }

  /// Whether a value of its own can be typed for it.
  func isTyped(_ control: ExploreControl) -> Bool {
    switch control {
    case .p, .seed, .extent, .blockSize: true
    case .input, .shown, .engine, .mode: false
    }
  }

  // MARK: Steps

  /// Changes a control by so many steps.
  ///
  /// - Throws: `ValueError` where there is no such step.
  mutating func step(_ control: ExploreControl, by steps: Int) throws(ValueError) {
    switch control {
    case .p:
      // From a value between two hundredths the next one is a step away, too.
      let hundredths = p.value * 100
      let start = (steps > 0 ? hundredths + 1e-9 : hundredths - 1e-9)
        .rounded(steps > 0 ? .down : .up)
      p = Probability(min(max(start + Double(steps), 0), 100) / 100) ?? p
    case .seed:
      guard let number = seed.number(Int64.self) else {
        throw ValueError("this seed has no next one; type another")
      }
      // Below 0 there are seeds on some engines only: they can be typed.
      let (sum, isPast) = number.addingReportingOverflow(Int64(steps))
      seed = Seed(isPast ? number : number >= 0 ? max(sum, 0) : sum)
    case .extent(let axis):
      guard shape.rank > 0 else {
        throw ValueError("a scalar has no extents; type a shape, like 3,2,2,2")
      }
      var extents = shape.extents
      extents[axis] = max(extents[axis] + steps, 1)
      try setShape(extents)
    case .blockSize: blockSize = min(max(blockSize + steps, 1), 1000)
    case .input: input = Self.moved(input, by: steps, among: Input.made.map(\.input)) { $0 }
    case .shown: shown = Self.moved(shown, by: steps, among: Shown.allCases) { $0 }
    case .engine:
      let engines = Engine.catalogue.filter { $0.sameAs == nil }
      let own = engine.sameAs.flatMap(Engine.named) ?? engine
      engine = Self.moved(own, by: steps, among: engines) { $0.name }
    case .mode(let place):
      var changed = modes
      changed[place] = Self.moved(modes[place], by: steps, among: availableModes) { $0.name }
      setModes(changed)
    }
  }

  /// The item so many places on; after the last comes the first.
  private static func moved<Item, Identity: Equatable>(
    _ item: Item, by steps: Int, among items: [Item], identity: (Item) -> Identity
  ) -> Item {
    guard let place = items.firstIndex(where: { identity($0) == identity(item) }) else {
      return items.first ?? item
    }
    return items[((place + steps) % items.count + items.count) % items.count]
  }

  // MARK: What is typed

  /// Sets a control to what was typed, as the flag of its name takes it.
  mutating func set(_ control: ExploreControl, to text: String) throws(ValueError) {
    switch control {
    case .p: p = try Probability.parsed(text)
    case .seed:
      let typed = Seed(text)
      guard typed.number(Int64.self) != nil || typed.number(UInt64.self) != nil else {
        throw ValueError("must be an integer, like 2021, -1 or 0x7e5")
      }
      seed = typed
    case .extent(let axis):
      // A number alone is this extent, several are the shape.
      if let extent = Int(text), shape.rank > 0 {
        var extents = shape.extents
        extents[axis] = extent
        try setShape(extents)
      } else {
        try setShape(try parsedShape(text).extents)
      }
    case .blockSize:
      guard let side = Int(text), (1...1000).contains(side) else {
        throw ValueError("must be a number of elements, 1 to 1000")
      }
      blockSize = side
    case .input, .shown, .engine, .mode: throw ValueError("is chosen by the arrow keys")
    }
  }
}

/// A number so that it is read back as the same one: `0.33`, `1`.
func exactText(_ value: Double) -> String {
  let text = "\(value)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
