// The rules of PyTorch's CPU generator that differ between versions and builds.
// SPDX-License-Identifier: Apache-2.0

/// A version and build of PyTorch, by the rules that its CPU generator follows.
///
/// Versions that draw alike are equal.
public struct TorchVersion: Hashable, Sendable {
  /// How `bernoulli_(p)` with a number p is drawn.
  public enum Bernoulli: Sendable {
    /// Two words of the Mersenne Twister per element, compared in double; a strided tensor is
    /// filled along its memory.
    case native
    /// One word seeds MKL's MCG31, whose states are compared in float; a strided tensor is filled
    /// in row-major order.
    case mkl
  }

  /// How uniforms treat their upper end, and how float16 and bfloat16 are drawn.
  public enum Rounding: Sendable {
    /// The half formats are computed in float32 and rounded at the end; a uniform that rounds to
    /// its upper end becomes the lower one. PyTorch 2.12 and later.
    case late
    /// A uniform of a half format takes as many low bits of the word as the format has significant
    /// ones, and a normal is computed in the format; what rounds to the upper end stays there.
    /// PyTorch 2.11 and before.
    case early
  }

  /// How a processor evaluates `a · b + c` and the functions that `randn` calls.
  public enum VectorMath: String, CaseIterable, Sendable {
    /// ATen's AVX2 kernels, which AVX-512 machines run too: one rounding, polynomials.
    case avx2
    /// ATen's default kernels: two roundings (since 2.12 one for the mean and std of 16 normals and
    /// more), the C library's functions.
    case libm
  }

  /// What draws masks.
  public var bernoulli: Bernoulli
  /// How values in the half formats are rounded.
  public var rounding: Rounding
  /// Which kernels draw uniforms with bounds and normals.
  public var vectorMath: VectorMath

  /// Whether mean and std of 16 normals and more are applied with one rounding. Since 2.12 that code
  /// is compiled once for all processors (2.11 was not checked).
  var fusesNormals: Bool { vectorMath == .avx2 || rounding == .late }

  /// The rules one by one; a release has a name, such as `.v2_6`.
  public init(
    bernoulli: Bernoulli, rounding: Rounding, vectorMath: VectorMath = .avx2
  ) {
    self.bernoulli = bernoulli
    self.rounding = rounding
    self.vectorMath = vectorMath
  }
}
