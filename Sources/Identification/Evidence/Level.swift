// Which elements live and die together.

import TensorCore

/// What is known of an element, or of all elements that one draw decides about. The bits of several
/// elements are added up: one that is kept and one that is dropped make a mixed lot.
struct Fate: OptionSet, Hashable {
  let rawValue: UInt8
  static let kept = Fate(rawValue: 1)
  static let dropped = Fate(rawValue: 2)
  static let mixed: Fate = [.kept, .dropped]
}

/// The lots that the first axes number: elements, channels, samples, or all.
struct Level {
  /// How many leading axes number the lots.
  let axes: Int
  let lotCount: Int
  /// The elements of a lot.
  let inner: Int
  /// What is known of the first lots.
  private(set) var fates: [Fate] = []
  private(set) var keptCount = 0
  private(set) var droppedCount = 0
  private(set) var hasMixed = false
  private var current: Fate = []

  /// More lots than these are counted and not kept: they are enough to recover any state.
  static let limit = 1 << 22

  init(axes: Int, shape: Shape) {
    self.axes = axes
    inner = shape.inner(after: axes)
    lotCount = inner == 0 ? 0 : shape.count / inner
    fates.reserveCapacity(min(lotCount, Self.limit))
  }

  /// Takes in the next elements, in row-major order.
  mutating func take(_ elements: [Fate], from start: Int) {
    guard !hasMixed else { return }
    if inner == 1 {
      for fate in elements {
        fates.count < Self.limit ? fates.append(fate) : ()
        keptCount += Int(fate.rawValue & 1)
        droppedCount += Int(fate.rawValue >> 1)
      }
      return
    }
    for (number, fate) in elements.enumerated() {
      current.formUnion(fate)
      if (start + number + 1) % inner == 0 { closeLot() }
    }
  }

  private mutating func closeLot() {
    if current == .mixed { hasMixed = true }
    if fates.count < Self.limit { fates.append(current) }
    if current == .kept { keptCount += 1 }
    if current == .dropped { droppedCount += 1 }
    current = []
  }

  var knownCount: Int { keptCount + droppedCount }
}
