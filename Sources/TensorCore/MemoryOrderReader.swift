// Reading in row-major order a tensor that is made or stored in another order.
// SPDX-License-Identifier: Apache-2.0

/// Reads ranges of indices of a tensor whose memory order differs from row-major: neighbours by
/// index are far apart in memory, and elements are made or stored in the order of the memory.
///
/// - A short range is read element by element, so that a printed corner costs only its elements.
/// - A long range is read in tiles: some indices of one axis, with all axes after it. Making a tile
///   takes one pass over the memory that it covers; it is kept for the ranges that follow.
/// - Memory: one tile.
package struct MemoryOrderReader<Element: BitwiseCopyable & Sendable>: Sendable {
  private let extents: [Int]
  /// The axes, the slowest in memory first.
  private let axes: [Int]
  /// The distances in memory, and by index, between neighbours along each axis.
  private let places: [Int]
  private let steps: [Int]
  private let blank: Element
  /// The most elements of a tile.
  private let limit: Int
  /// The row-major elements from number `first` on.
  private var kept: [Element] = []
  private var first = 0

  /// - `blank`: any element; what a tile holds before it is written to.
  /// - `bytes`: the most that a tile takes.
  package init(
    _ shape: Shape, lyingIn order: MemoryOrder, blank: Element, bytes: Int = 32 << 20
  ) {
    limit = max(bytes / MemoryLayout<Element>.stride, 1)
    extents = shape.extents
    axes = order.axes
    places = order.strides(in: shape)
    steps = shape.strides
    self.blank = blank
  }

  /// Writes the elements from number `start` on; `read` writes elements in memory order, from a place
  /// in memory on.
  package mutating func fill(
    _ block: inout MutableSpan<Element>, from start: Int,
    read: (_ part: inout MutableSpan<Element>, _ place: Int) throws -> Void
  ) rethrows {
    guard block.count > 64 || holds(start) && holds(start + block.count - 1) else {
      for i in block.indices {
        var one = block._mutatingExtracting(i..<i + 1)
        try read(&one, place(of: start + i))
      }
      return
    }
    var done = 0
    while done < block.count {
      if !holds(start + done) { try load(around: start + done, read) }
      let from = start + done - first
      let count = min(kept.count - from, block.count - done)
      block.copy(kept.span.extracting(from..<from + count), at: done)
      done += count
    }
  }

  private func holds(_ index: Int) -> Bool { index >= first && index - first < kept.count }

  private func coordinate(_ index: Int, along axis: Int) -> Int {
    index / steps[axis] % extents[axis]
  }

  /// Where the element of an index lies in memory.
  package func place(of index: Int) -> Int {
    extents.indices.reduce(0) { $0 + coordinate(index, along: $1) * places[$1] }
  }

  /// Makes the tile that begins with the row of `index`.
  private mutating func load(
    around index: Int, _ read: (inout MutableSpan<Element>, Int) throws -> Void
  ) rethrows {
    // One index of each axis before it, some of this one, all of those after it.
    let axis = steps.firstIndex { $0 <= limit } ?? 0
    let row = coordinate(index, along: axis)
    let rows = min(max(limit / steps[axis], 1), extents[axis] - row)
    let box = extents.indices.map { other in
      if other > axis { return 0..<extents[other] }
      let first = coordinate(index, along: other)
      return first..<first + (other == axis ? rows : 1)
    }

    first = index - index % steps[axis]
    let count = rows * steps[axis]
    if kept.count != count { kept = [Element](repeating: blank, count: count) }
    do { try gather(box, read) } catch {
      kept = []
      throw error
    }
  }

  /// Reads the elements of a box in the order of the memory.
  private mutating func gather(
    _ box: [Range<Int>], _ read: (inout MutableSpan<Element>, Int) throws -> Void
  ) rethrows {
    let fastest = axes[axes.count - 1]
    let wanted = box[fastest]
    var box = box
    // Short rows are read whole: one read then serves many elements.
    if extents[fastest] * MemoryLayout<Element>.stride <= 512 {
      box[fastest] = 0..<extents[fastest]
    }
    // Axes that are read whole, the fastest first, form one run with the next slower axis.
    var level = axes.count - 1
    var length = box[fastest].count
    while level > 0, box[axes[level]].count == extents[axes[level]] {
      level -= 1
      length *= box[axes[level]].count
    }
    var walk = MemoryWalk(box, axes: axes, places: places, steps: steps)
    let buffer = UnsafeMutableBufferPointer<Element>.allocate(capacity: min(length, 1 << 14))
    defer { buffer.deallocate() }
    buffer.initialize(repeating: blank)
    let elements = UnsafeRawBufferPointer(buffer)
    let width = MemoryLayout<Element>.stride
    var left = box.reduce(1) { $0 * $1.count }
    try kept.withUnsafeMutableBytes { kept in
      while left > 0 {
        var inRun = length
        while inRun > 0 {
          let count = min(inRun, buffer.count)
          var part = UnsafeMutableBufferPointer(rebasing: buffer[..<count]).mutableSpan
          try read(&part, walk.place)
          var done = 0
          while done < count {
            let run = min(walk.leftInRow, count - done)
            let row = (walk.row..<walk.row + run).clamped(to: wanted)
            if !row.isEmpty {
              let before = row.lowerBound - walk.row
              scatter(
                elements, width: width, from: done + before, count: row.count, into: kept,
                at: walk.index - first + before * walk.rowStep, step: walk.rowStep)
            }
            walk.advance(run)
            done += run
          }
          inRun -= count
        }
        left -= length
      }
    }
  }
}

/// Puts `count` elements from number `start` on at every `step`-th place of the tile.
///
/// It moves words of the element's width: code that is not specialized for the element would look up
/// its type for each one.
private func scatter(
  _ elements: UnsafeRawBufferPointer, width: Int, from start: Int, count: Int,
  into tile: UnsafeMutableRawBufferPointer, at first: Int, step: Int
) {
  func copy<Word: BitwiseCopyable>(_: Word.Type) {
    precondition((start + count) * width <= elements.count)
    precondition((first + (count - 1) * step + 1) * width <= tile.count)
    let from = elements.baseAddress!.assumingMemoryBound(to: Word.self) + start
    let to = tile.baseAddress!.assumingMemoryBound(to: Word.self) + first
    for i in 0..<count { to[i * step] = from[i] }
  }
  switch width {
  case 1: copy(UInt8.self)
  case 2: copy(UInt16.self)
  case 4: copy(UInt32.self)
  case 8: copy(UInt64.self)
  default: preconditionFailure("an element of 1, 2, 4 or 8 bytes")
  }
}

/// A walk over a box of a tensor in the order of its memory.
private struct MemoryWalk {
  private let box: [Range<Int>]
  private let axes: [Int]
  private let places: [Int]
  private let steps: [Int]
  private var coordinates: [Int]
  /// Where the element lies in memory, and its number by index.
  private(set) var place: Int
  private(set) var index: Int

  init(_ box: [Range<Int>], axes: [Int], places: [Int], steps: [Int]) {
    self.box = box
    self.axes = axes
    self.places = places
    self.steps = steps
    coordinates = box.map(\.lowerBound)
    place = zip(coordinates, places).reduce(0) { $0 + $1.0 * $1.1 }
    index = zip(coordinates, steps).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private var fastest: Int { axes[axes.count - 1] }
  /// The distance by index between neighbours along the fastest axis.
  var rowStep: Int { steps[fastest] }
  /// The index along that axis.
  var row: Int { coordinates[fastest] }
  /// The elements from here to the end of it.
  var leftInRow: Int { box[fastest].upperBound - coordinates[fastest] }

  /// Goes `count` elements on along the fastest axis, and to the next row at its end.
  mutating func advance(_ count: Int) {
    var level = axes.count - 1
    var axis = axes[level]
    coordinates[axis] += count
    place += count * places[axis]
    index += count * steps[axis]
    while coordinates[axis] == box[axis].upperBound, level > 0 {
      coordinates[axis] -= box[axis].count
      place -= box[axis].count * places[axis]
      index -= box[axis].count * steps[axis]
      level -= 1
      axis = axes[level]
      coordinates[axis] += 1
      place += places[axis]
      index += steps[axis]
    }
  }
}
