// Why a generator makes no draw.
// SPDX-License-Identifier: Apache-2.0

/// A draw that a framework does not have, refuses, or makes in a way that is not known.
public enum UnsupportedDraw: Error, Equatable, Sendable {
  /// A drawing function.
  public enum Function: String, Sendable {
    /// The functions, under the names that frameworks share.
    case bits, rand, uniform, bernoulli, normal, binomial
  }

  /// The framework has no such function.
  case missing(Function)
  /// The framework has the function, and its draws are not known.
  case unknown(Function)
  /// The function draws in float64 only.
  case onlyFloat64(Function)
  /// The function draws in float32 only.
  case onlyFloat32(Function)
  /// The function does not draw in float64.
  case noFloat64(Function)
  /// The function draws in float32 and float64, and not in the half formats.
  case noHalfFormats(Function)
  /// The function does not draw in the element type.
  case elementType(Function)
  /// A layer's own generator, which draws masks and no values.
  case onlyMasks
  /// Uniforms from 0 to 1 only.
  case onlyUnitUniform
  /// Normals with mean 0 and standard deviation 1 only; where a format is named, in that format.
  case onlyStandardNormal(RealFormat?)
  /// No normals of a tensor that is not row-major in memory.
  case noNormalAlongMemory

  /// There is no stream of words to skip in.
  case noStream
  /// Words are skipped by fours only: the offset of PyTorch's CUDA generator is a multiple of 4.
  case onlySkipsByFours
  /// More values than one call can draw, or than its draws are known for.
  case tooLarge(SizeLimit)
  /// The models of GPU draw so many values differently; up to `alike` values all draw the same.
  case unknownGPU(count: Int, alike: Int)

  /// PyTorch refuses a number that is no probability.
  case probability(Double)
  /// PyTorch's `uniform_` refuses its ends.
  case uniformEnds(low: Double, high: Double, UniformRefusal)
  /// NumPy refuses its arguments.
  case numPy(NumPyRefusal)

  /// What bounds the values of one call.
  public enum SizeLimit: Sendable {
    /// MLX: fewer than 2^32 values of a key.
    case keyWords
    /// `torch.compile`: known for fewer than 2^31 values.
    case compiledIndices
    /// Triton: up to 2^31 values, at offsets of 32 bits.
    case offsets
    /// CUDA: known for up to 2^31 bytes, which PyTorch draws with one launch.
    case launchBytes
  }

  /// What is wrong with the ends of a uniform; the type is named as PyTorch names it.
  public enum UniformRefusal: Equatable, Sendable {
    /// An end is beyond the type's largest number.
    case outOfBounds(type: String)
    /// The lower end is above the upper one.
    case reversed
    /// The difference of the ends is beyond the type's largest number.
    case tooWide(type: String)
  }

  /// What NumPy says of its arguments.
  public enum NumPyRefusal: Sendable {
    /// `n < 0`.
    case trials
    /// `p < 0, p > 1 or p is NaN`.
    case probability
    /// `high - low < 0`.
    case reversedRange
    /// `high - low range exceeds valid bounds`.
    case range
    /// `scale < 0`.
    case scale
  }
}
