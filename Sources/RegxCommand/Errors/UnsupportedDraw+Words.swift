// What the command line says where a framework has no such draw.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams

extension UnsupportedDraw: CustomStringConvertible {
  /// What the generator lacks or refuses, as a phrase without a subject: `draws float64 only`.
  public var description: String {
    switch self {
    case .missing(let function): "has no '\(function.rawValue)'"
    case .unknown(let function): "has no '\(function.rawValue)' here"
    case .onlyFloat64(.rand): "draws float64 only"
    case .onlyFloat64(let function): "draws \(function.noun) in float64 only"
    case .onlyFloat32: "draws float32 only"
    case .noFloat64(.rand): "does not draw float64"
    case .noFloat64(let function): "does not draw \(function.noun) in float64"
    case .noHalfFormats: "draws float32 and float64 only"
    case .elementType(let function): "does not draw \(function.noun) in this type"
    case .onlyMasks: "is a layer's own generator, which draws masks and no values"
    case .onlyUnitUniform: "draws 'rand', from 0 to 1, and no other 'uniform'"
    case .onlyStandardNormal(.float32): "draws float32 normals with mean 0 and deviation 1 only"
    case .onlyStandardNormal: "draws normals with mean 0 and deviation 1 only"
    case .noNormalAlongMemory: "does not draw normals along the memory"
    case .noStream: "has no stream of words to skip in"
    case .onlySkipsByFours: "skips words by four: its offset is a multiple of 4"
    case .tooLarge(let limit): limit.words
    case .unknownGPU(let count, let alike):
      "draws \(count) values differently on each model of GPU, and up to \(alike) alike on all:"
        + " torch.cuda.get_device_properties(0) tells multi_processor_count and"
        + " max_threads_per_multi_processor"
    case .probability(let p): "refuses bernoulli_(\(p)): p must be from 0 to 1"
    case .uniformEnds(let low, let high, let refusal):
      "refuses uniform_(\(low), \(high)): \(refusal.words)"
    case .numPy(let refusal): refusal.words
    }
  }
}

extension UnsupportedDraw.Function {
  fileprivate var noun: String { self == .normal ? "normals" : "'\(rawValue)'" }
}

extension UnsupportedDraw.SizeLimit {
  fileprivate var words: String {
    switch self {
    case .keyWords: "draws fewer than 2^32 values at a time"
    case .compiledIndices: "is known for fewer than 2^31 values at a time"
    case .offsets: "draws up to 2^31 values, at offsets of 32 bits"
    case .launchBytes: "is known for draws of up to 2^31 bytes, and this one is larger"
    }
  }
}

extension UnsupportedDraw.UniformRefusal {
  fileprivate var words: String {
    switch self {
    case .outOfBounds(let type): "an end is out of bounds for \(type)"
    case .reversed: "the lower end is above the upper one"
    case .tooWide(let type): "the ends are further apart than the largest \(type)"
    }
  }
}

extension UnsupportedDraw.NumPyRefusal {
  fileprivate var words: String {
    switch self {
    case .trials: "refuses n < 0"
    case .probability: "refuses p < 0, p > 1 or NaN"
    case .reversedRange: "refuses high - low < 0"
    case .range: "refuses a range that exceeds valid bounds"
    case .scale: "refuses a deviation < 0"
    }
  }
}
