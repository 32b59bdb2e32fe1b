// The names of the tensors of a pickle: the keys that lead to them.
// SPDX-License-Identifier: Apache-2.0

extension Pickle {
  /// All tensors with their names: the keys and indices that lead to them, joined by points.
  func namedTensors() throws(FormatError) -> [(name: String, tensor: Int)] {
    var found: [(name: String, tensor: Int)] = []
    var visits = 0
    try collect(root, path: [], into: &found, &visits)
    return found
  }

  private func collect(
    _ value: PickleValue, path: [String], into found: inout [(name: String, tensor: Int)],
    _ visits: inout Int
  ) throws(FormatError) {
    // A value may stand in many places, or in itself; long names count for more.
    visits += 1 + path.reduce(0) { $0 + $1.utf8.count } / 100
    guard visits <= 1_000_000, path.count <= 64 else {
      throw FormatError("nests its tensors too deeply: \(Self.remedy)")
    }
    switch value {
    case .tensor(let number): found.append((path.joined(separator: "."), number))
    case .sequence(let node):
      for (i, item) in nodes[node].enumerated() {
        try collect(item, path: path + ["\(i)"], into: &found, &visits)
      }
    case .mapping(let node):
      for i in stride(from: 0, to: nodes[node].count - 1, by: 2) {
        let key: String
        switch nodes[node][i] {
        case .text(let text): key = text
        case .integer(let number): key = "\(number)"
        default: key = "\(i / 2)"
        }
        try collect(nodes[node][i + 1], path: path + [key], into: &found, &visits)
      }
    default: break
    }
  }
}
