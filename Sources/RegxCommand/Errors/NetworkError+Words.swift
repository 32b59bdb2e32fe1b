// What the command line says where a network cannot be built or run.
// SPDX-License-Identifier: Apache-2.0

package import Experiments
import TensorCore

extension NetworkError: CustomStringConvertible {
  /// One sentence, which names the remedy where there is one.
  package var description: String {
    switch self {
    case .weightShape(let shape): "a weight is a matrix, and this one has the shape \(shape)"
    case .biasShape(let bias, let weight):
      "a weight of shape \(weight) takes a bias of shape \(weight.extents[0]),1, and this one has"
        + " the shape \(bias)"
    case .layers(let number, let shape, let next):
      "w\(number) of shape \(shape) gives \(shape.extents[0]) rows, and"
        + " w\(number + 1) of shape \(next) takes \(next.extents[1]): they must be equal"
    case .rows(let rows, let input):
      "w1 takes \(rows) rows, and the input has the shape \(input); give one of shape"
        + " \(rows),COLUMNS"
    case .imageShape(let shape):
      "takes an input of shape SAMPLES,CHANNELS,HEIGHT,WIDTH, and this one has the shape \(shape)"
    case .reduction(let reduction, let channels):
      "\(channels) channels cannot be divided by a reduction of \(reduction); give a --reduction"
        + " that divides them, or other channels in --shape"
    case .oneValuePerChannel(let shape):
      "Expected more than 1 value per channel when training, got input size"
        + " torch.Size([\(shape.extents.map(String.init).joined(separator: ", "))]); take more"
        + " samples or pixels, or --eval"
    case .tooLarge(let work, let count, let limit, let size):
      "needs \(approximate(count)) \(work.words), and \(approximate(limit)) is the limit;"
        + " \(size.remedy)"
    }
  }
}

extension NetworkWork {
  fileprivate var words: String {
    switch self {
    case .elements: "numbers held in memory"
    case .multiplications: "multiplications"
    }
  }
}

extension NetworkSize {
  fileprivate var remedy: String {
    switch self {
    case .blocks: "take a smaller --shape, fewer --blocks, or show less"
    case .layers: "take smaller layers or fewer columns"
    case .files: "take smaller files"
    }
  }
}

/// A count for a message: exact below a million, else `67 million`, `5e+15`.
private func approximate(_ count: Double) -> String {
  if count < 1e6 { return "\(Int(count))" }
  for (unit, name) in [(1e9, "billion"), (1e6, "million")] where count >= unit && count < 1e15 {
    return "\(Int((count / unit).rounded())) \(name)"
  }
  var (scaled, exponent) = (count, 0)
  while scaled >= 10 { (scaled, exponent) = (scaled / 10, exponent + 1) }
  return "\(Int(scaled))e+\(exponent)"
}
