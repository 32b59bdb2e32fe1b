// Where PyTorch's versions and builds part: everything else about its CPU generator is one.

/// The rules of one family of PyTorch builds, on the CPU.
public struct TorchProfile: Hashable, Sendable {
  /// How `bernoulli_(p)` with a number p is drawn.
  public enum Bernoulli: Sendable {
    /// Two words of the Mersenne Twister per element, compared in double.
    case native
    /// One word as the seed of MKL's MCG31, compared in float.
    case mkl
  }

  /// How `rand` makes a float16 or bfloat16.
  public enum HalfUniform: Sendable {
    /// The float32 value, rounded; a 1 becomes 0. PyTorch 2.13.
    case rounded
    /// As many low bits of the word as the format has significant ones. PyTorch up to 2.6.
    case lowBits
  }

  /// In which order the mask of a strided tensor is drawn.
  public enum Order: Sendable {
    /// Along the tensor's memory. PyTorch 2.13.
    case memory
    /// By index, row-major. PyTorch up to 2.6.
    case logical
  }

  /// How a processor evaluates `a · b + c` and the functions behind `randn`.
  public enum VectorMath: String, CaseIterable, Sendable {
    /// ATen's AVX2 kernels, which AVX-512 machines run too: one rounding, polynomials.
    case avx2
    /// ATen's default kernels: two roundings, the C library's functions.
    case libm
  }

  public var bernoulli: Bernoulli
  public var halfUniform: HalfUniform
  public var order: Order
  public var vectorMath: VectorMath

  public init(
    bernoulli: Bernoulli, halfUniform: HalfUniform, order: Order, vectorMath: VectorMath = .avx2
  ) {
    self.bernoulli = bernoulli
    self.halfUniform = halfUniform
    self.order = order
    self.vectorMath = vectorMath
  }
}
