// The inner loops made for newer processors, and the choice among them.
//
// They are compiled with flags that keep other packages from depending on them, so the library
// products know nothing of this module: a program that wants them puts them in at its start.

package import RandomStreams

#if arch(x86_64) && os(Linux)
  import VectorKernelsAVX2
  import VectorKernelsAVX512
#endif

extension Kernels {
  /// The tables that this processor can run, the fastest last.
  package static var available: [Kernels] {
    #if arch(x86_64) && os(Linux)
      switch ProcessorLevel.highest {
      case .base: [base]
      case .avx2: [base, avx2]
      case .avx512: [base, avx2, avx512]
      }
    #else
      [base]
    #endif
  }

  /// Puts in the fastest table, or the one of this name.
  ///
  /// To be called before anything is drawn and before a second thread starts.
  ///
  /// - Returns: why there is no such table, as a phrase; `nil` when all is well.
  package static func install(named name: String? = nil) -> String? {
    let tables = available
    guard let name, !name.isEmpty else {
      inUse = tables.last!
      return nil
    }
    guard let table = ([plain] + tables).first(where: { $0.name == name }) else {
      let names = tables.map(\.name).joined(separator: ", ")
      return ["avx2", "avx512"].contains(name)
        ? "this processor does not run '\(name)'; it runs \(names)"
        : "there is no '\(name)'; this processor runs \(names)"
    }
    inUse = table
    return nil
  }
}

#if arch(x86_64) && os(Linux)
  extension Kernels {
    /// AVX2 and FMA.
    private static let avx2 = Kernels(
      name: "avx2", twist: VectorKernelsAVX2.twist, temper: VectorKernelsAVX2.temper,
      uniforms: VectorKernelsAVX2.uniforms, shiftedSum: VectorKernelsAVX2.shiftedSum,
      bernoulliNoise: VectorKernelsAVX2.bernoulliNoise,
      bernoulliMask: VectorKernelsAVX2.bernoulliMask,
      congruentialNoise: VectorKernelsAVX2.congruentialNoise,
      congruentialMask: VectorKernelsAVX2.congruentialMask,
      congruentialStates: VectorKernelsAVX2.congruentialStates,
      normals: VectorKernelsAVX2.normals, multiply: VectorKernelsAVX2.multiply,
      product: VectorKernelsAVX2.product)

    /// AVX-512.
    private static let avx512 = Kernels(
      name: "avx512", twist: VectorKernelsAVX512.twist, temper: VectorKernelsAVX512.temper,
      uniforms: VectorKernelsAVX512.uniforms, shiftedSum: VectorKernelsAVX512.shiftedSum,
      bernoulliNoise: VectorKernelsAVX512.bernoulliNoise,
      bernoulliMask: VectorKernelsAVX512.bernoulliMask,
      congruentialNoise: VectorKernelsAVX512.congruentialNoise,
      congruentialMask: VectorKernelsAVX512.congruentialMask,
      congruentialStates: VectorKernelsAVX512.congruentialStates,
      normals: VectorKernelsAVX512.normals, multiply: VectorKernelsAVX512.multiply,
      product: VectorKernelsAVX512.product)
  }
#endif
