// The inner loops as a table, so that a program can put in those made for its processor.

import VectorKernels

/// The inner loops of the hot draws, as functions over pointers; `VectorKernels` says what each
/// does.
///
/// A new table is the one made for any processor, and so is the table in use, until a program that
/// knows its processor puts in another. `plain` is the readable form of the same loops, which the
/// others are compared with. Nobody changes a table that has been handed on.
package final class Kernels: @unchecked Sendable {
  package typealias Words = UnsafePointer<UInt32>
  package typealias State = UnsafeMutablePointer<UInt32>
  package typealias Floats = UnsafeMutablePointer<Float>

  package let name: String

  package var twist: @Sendable (State) -> Void = VectorKernels.twist
  package var temper: @Sendable (Words, UnsafeMutablePointer<UInt32>, _ count: Int) -> Void =
    VectorKernels.temper
  package var shiftedSum:
    @Sendable (_ sequence: Words, _ terms: UnsafePointer<UInt16>, _ count: Int, State) -> Void =
      VectorKernels.shiftedSum

  package var uniforms: @Sendable (Words, Floats, _ count: Int) -> Void = VectorKernels.uniforms
  package var twistedUniforms: @Sendable (State, Floats) -> Void = VectorKernels.twistedUniforms

  package var lowUniforms: @Sendable (Words, UnsafeMutablePointer<Double>, _ count: Int) -> Void =
    VectorKernels.lowUniforms
  package var highUniforms: @Sendable (Words, UnsafeMutablePointer<Double>, _ count: Int) -> Void =
    VectorKernels.highUniforms

  package var bernoulliNoise:
    @Sendable (
      Words, Floats, _ count: Int, _ threshold: UInt64, _ one: Float, _ zero: Float
    ) -> Void = VectorKernels.bernoulliNoise
  package var twistedBernoulliNoise:
    @Sendable (State, Floats, _ threshold: UInt64, _ one: Float, _ zero: Float) -> Void =
      VectorKernels.twistedBernoulliNoise
  package var bernoulliMask:
    @Sendable (Words, UnsafeMutablePointer<UInt8>, _ count: Int, _ threshold: UInt64) -> Void =
      VectorKernels.bernoulliMask

  package var congruentialNoise:
    @Sendable (
      _ state: UInt32, _ factors: Words, Floats, _ count: Int, _ threshold: UInt32, _ one: Float,
      _ zero: Float
    ) -> UInt32 = VectorKernels.congruentialNoise
  package var congruentialMask:
    @Sendable (
      _ state: UInt32, _ factors: Words, UnsafeMutablePointer<UInt8>, _ count: Int,
      _ threshold: UInt32
    ) -> UInt32 = VectorKernels.congruentialMask
  package var congruentialStates:
    @Sendable (_ state: UInt32, _ factors: Words, UnsafeMutablePointer<UInt32>, _ count: Int)
      -> UInt32 = VectorKernels.congruentialStates

  package var normals:
    @Sendable (Floats, _ blocks: Int, _ mean: Float, _ deviation: Float) -> Void =
      VectorKernels.normals

  package var inverseErrorNormals: @Sendable (Floats, _ count: Int) -> Void =
    VectorKernels.inverseErrorNormals

  package var scale: @Sendable (Floats, _ count: Int, _ factor: Float, _ term: Float) -> Void =
    VectorKernels.scale
  package var multiply: @Sendable (Floats, _ noise: UnsafePointer<Float>, _ count: Int) -> Void =
    VectorKernels.multiply
  /// `nil` where the processor has no instructions for float16.
  package var multiplyHalves:
    (
      @Sendable (UnsafeMutablePointer<Float16>, _ noise: UnsafePointer<Float16>, _ count: Int) ->
        Void
    )?
  package var product:
    @Sendable (UnsafePointer<Float>, _ noise: UnsafePointer<Float>, Floats, _ count: Int) -> Void =
      VectorKernels.product
  package var streamedProduct:
    @Sendable (UnsafePointer<Float>, _ noise: UnsafePointer<Float>, Floats, _ count: Int) -> Void =
      VectorKernels.streamedProduct

  /// `nil` where integers of 64 bits are as fast as vectors: all but AVX-512.
  package var pcg64: PCG64Loops?
  package var wordsToFloats:
    @Sendable (UnsafeMutableRawPointer, _ count: Int, _ bits: Int) -> Void =
      VectorKernels.wordsToFloats

  package var threefry:
    @Sendable (
      _ key0: UInt32, _ key1: UInt32, _ high: UInt32, _ low: UInt32, UnsafeMutablePointer<UInt32>,
      _ count: Int
    ) -> Void = VectorKernels.threefry

  package init(named name: String) { self.name = name }

  /// The table in use.
  ///
  /// Set at most once, before the process draws or starts a thread: nothing guards it, because
  /// every block of every draw reads it.
  nonisolated(unsafe) package static var inUse = preset

  #if DEBUG
    // Without the optimizer every lane of a vector is a call.
    private static let preset = plain
  #else
    private static let preset = base
  #endif

  /// SIMD code for any processor.
  package static let base = Kernels(named: "base")
}

/// The loops that make PCG64's values of states side by side.
package final class PCG64Loops: Sendable {
  package typealias Loop =
    @Sendable (
      _ states: UnsafeMutablePointer<UInt64>, _ leap: UnsafePointer<UInt64>,
      UnsafeMutableRawPointer, _ count: Int
    ) -> Void

  /// How many states there are.
  package let lanes: Int
  package let words: Loop
  package let uniforms: Loop

  package init(lanes: Int, words: @escaping Loop, uniforms: @escaping Loop) {
    self.lanes = lanes
    self.words = words
    self.uniforms = uniforms
  }
}
