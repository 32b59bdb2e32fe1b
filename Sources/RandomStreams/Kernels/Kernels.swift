// The inner loops as a table, so that a program can put in those made for its processor.

import VectorKernels

/// The inner loops of the hot draws, as functions over pointers; `VectorKernels` says what each
/// does.
///
/// The table in use is the one made for any processor, until a program that knows its processor
/// puts in another. `plain` is the readable form of the same loops, which the others are compared
/// with.
package struct Kernels: Sendable {
  package typealias State = UnsafePointer<UInt32>

  package let name: String
  package var twist: @Sendable (_ block: UnsafeMutablePointer<UInt32>) -> Void
  package var temper: @Sendable (State, UnsafeMutablePointer<UInt32>, _ count: Int) -> Void
  package var uniforms: @Sendable (State, UnsafeMutablePointer<Float>, _ count: Int) -> Void
  package var shiftedSum:
    @Sendable (
      _ sequence: State, _ terms: UnsafePointer<Int32>, _ count: Int, UnsafeMutablePointer<UInt32>
    ) -> Void
  package var bernoulliNoise:
    @Sendable (
      State, UnsafeMutablePointer<Float>, _ count: Int, _ threshold: UInt64, _ one: Float,
      _ zero: Float
    ) -> Void
  package var bernoulliMask:
    @Sendable (State, UnsafeMutablePointer<UInt8>, _ count: Int, _ threshold: UInt64) -> Void
  package var congruentialNoise:
    @Sendable (
      _ state: UInt32, _ powers: State, UnsafeMutablePointer<Float>, _ count: Int,
      _ threshold: UInt32, _ one: Float, _ zero: Float
    ) -> UInt32
  package var congruentialMask:
    @Sendable (
      _ state: UInt32, _ powers: State, UnsafeMutablePointer<UInt8>, _ count: Int,
      _ threshold: UInt32
    ) -> UInt32
  package var congruentialStates:
    @Sendable (
      _ state: UInt32, _ powers: State, UnsafeMutablePointer<UInt32>, _ count: Int
    ) -> UInt32
  package var normals:
    @Sendable (UnsafeMutablePointer<Float>, _ blocks: Int, _ mean: Float, _ deviation: Float)
      -> Void
  package var multiply:
    @Sendable (UnsafeMutablePointer<Float>, _ noise: UnsafePointer<Float>, _ count: Int) -> Void
  package var product:
    @Sendable (
      UnsafePointer<Float>, _ noise: UnsafePointer<Float>, UnsafeMutablePointer<Float>,
      _ count: Int
    ) -> Void

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
  package static let base = Kernels(
    name: "base", twist: VectorKernels.twist, temper: VectorKernels.temper,
    uniforms: VectorKernels.uniforms, shiftedSum: VectorKernels.shiftedSum,
    bernoulliNoise: VectorKernels.bernoulliNoise, bernoulliMask: VectorKernels.bernoulliMask,
    congruentialNoise: VectorKernels.congruentialNoise,
    congruentialMask: VectorKernels.congruentialMask,
    congruentialStates: VectorKernels.congruentialStates, normals: VectorKernels.normals,
    multiply: VectorKernels.multiply, product: VectorKernels.product)

  package init(
    name: String, twist: @escaping @Sendable (UnsafeMutablePointer<UInt32>) -> Void,
    temper: @escaping @Sendable (State, UnsafeMutablePointer<UInt32>, Int) -> Void,
    uniforms: @escaping @Sendable (State, UnsafeMutablePointer<Float>, Int) -> Void,
    shiftedSum:
      @escaping @Sendable (
        State, UnsafePointer<Int32>, Int, UnsafeMutablePointer<UInt32>
      ) -> Void,
    bernoulliNoise:
      @escaping @Sendable (
        State, UnsafeMutablePointer<Float>, Int, UInt64, Float, Float
      ) -> Void,
    bernoulliMask: @escaping @Sendable (State, UnsafeMutablePointer<UInt8>, Int, UInt64) -> Void,
    congruentialNoise:
      @escaping @Sendable (
        UInt32, State, UnsafeMutablePointer<Float>, Int, UInt32, Float, Float
      ) -> UInt32,
    congruentialMask:
      @escaping @Sendable (
        UInt32, State, UnsafeMutablePointer<UInt8>, Int, UInt32
      ) -> UInt32,
    congruentialStates:
      @escaping @Sendable (
        UInt32, State, UnsafeMutablePointer<UInt32>, Int
      ) -> UInt32,
    normals: @escaping @Sendable (UnsafeMutablePointer<Float>, Int, Float, Float) -> Void,
    multiply: @escaping @Sendable (UnsafeMutablePointer<Float>, UnsafePointer<Float>, Int) -> Void,
    product:
      @escaping @Sendable (
        UnsafePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int
      ) -> Void
  ) {
    self.name = name
    self.twist = twist
    self.temper = temper
    self.uniforms = uniforms
    self.shiftedSum = shiftedSum
    self.bernoulliNoise = bernoulliNoise
    self.bernoulliMask = bernoulliMask
    self.congruentialNoise = congruentialNoise
    self.congruentialMask = congruentialMask
    self.congruentialStates = congruentialStates
    self.normals = normals
    self.multiply = multiply
    self.product = product
  }
}
