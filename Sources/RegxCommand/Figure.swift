// A tensor as it is presented: with a heading, and a name where a file needs one.

import TensorCore

/// One tensor of a command's result.
struct Figure {
  /// What stands over it in text; `nil` for a result that stands alone.
  var heading: String?
  /// Its name in a file of several tensors.
  let name: String
  /// What is said of it in JSON before its dtype, shape and data, each value JSON; asked for only
  /// there.
  let properties: () -> [(key: String, value: String)]
  var source: any Source
  /// Where the generator stood before what made it and after; the ends are `nil` for keys, the
  /// whole where nothing is said of it.
  var position: (before: UInt128?, after: UInt128?)?
  /// Which of several runs made it, for JSON; empty for a command that makes one.
  var run: [(key: String, value: String)] = []
  /// Its name among the tensors of several runs.
  var runName: String?

  init(
    heading: String?, name: String,
    properties: @autoclosure @escaping () -> [(key: String, value: String)], source: any Source
  ) {
    self.heading = heading
    self.name = name
    self.properties = properties
    self.source = source
  }
}

extension Figure {
  /// The position in JSON.
  var positions: [(key: String, value: String)] {
    guard let position else { return [] }
    return [("before", position.before), ("after", position.after)].map { name, words in
      ("position_\(name)", words.map { "\($0)" } ?? "null")
    }
  }
}
