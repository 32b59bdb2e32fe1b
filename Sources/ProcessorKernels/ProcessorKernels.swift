// The inner loops made for newer processors, and the choice among them.
//
// They are compiled with flags that keep other packages from depending on them, so the library
// products know nothing of this module: a program that wants them puts them in at its start.

package import RandomStreams

#if arch(x86_64) && os(Linux)
  import VectorKernelsAVX2
  import VectorKernelsAVX512
  import VectorKernelsAVX512IFMA
#endif

extension Kernels {
  /// The tables that this processor can run, the fastest last.
  package static var available: [Kernels] {
    [ProcessorLevel.base, .avx2, .avx512].filter { $0 <= .highest }.map { Kernels.of($0) }
  }

  private static func of(_ level: ProcessorLevel) -> Kernels {
    #if arch(x86_64) && os(Linux)
      switch level {
      case .base: base
      case .avx2: avx2
      case .avx512, .avx512IFMA: avx512
      }
    #else
      base
    #endif
  }

  /// The vector loops for PCG64 that this processor can run, the fastest last.
  package static var availablePCG64Loops: [PCG64Loops] {
    #if arch(x86_64) && os(Linux)
      switch ProcessorLevel.highest {
      case .base, .avx2: []
      case .avx512: [.avx512]
      case .avx512IFMA: [.avx512, .avx512IFMA]
      }
    #else
      []
    #endif
  }

  /// Puts in the fastest table, or the one of this name.
  ///
  /// To be called before anything is drawn and before a second thread starts.
  ///
  /// - Returns: why there is no such table, as a phrase; `nil` when all is well.
  package static func install(named name: String? = nil) -> String? {
    guard let name, !name.isEmpty else {
      inUse = of(.highest)
      return nil
    }
    let tables = available
    guard let table = ([plain] + tables).first(where: { $0.name == name }) else {
      let names = tables.map(\.name).joined(separator: ", ")
      return ["avx2", "avx512"].contains(name)
        ? "this processor does not run it; it runs \(names)"
        : "there is none of this name; this processor runs \(names)"
    }
    inUse = table
    return nil
  }
}

#if arch(x86_64) && os(Linux)
  extension Kernels {
    /// AVX2 and FMA.
    private static let avx2: Kernels = {
      let kernels = Kernels(named: "avx2")
      kernels.twist = VectorKernelsAVX2.twist
      kernels.temper = VectorKernelsAVX2.temper
      kernels.shiftedSum = VectorKernelsAVX2.shiftedSum
      kernels.uniforms = VectorKernelsAVX2.uniforms
      kernels.twistedUniforms = VectorKernelsAVX2.twistedUniforms
      kernels.lowUniforms = VectorKernelsAVX2.lowUniforms
      kernels.highUniforms = VectorKernelsAVX2.highUniforms
      kernels.bernoulliNoise = VectorKernelsAVX2.bernoulliNoise
      kernels.twistedBernoulliNoise = VectorKernelsAVX2.twistedBernoulliNoise
      kernels.bernoulliMask = VectorKernelsAVX2.bernoulliMask
      kernels.congruentialNoise = VectorKernelsAVX2.congruentialNoise
      kernels.congruentialMask = VectorKernelsAVX2.congruentialMask
      kernels.congruentialStates = VectorKernelsAVX2.congruentialStates
      kernels.normals = VectorKernelsAVX2.normals
      kernels.inverseErrorNormals = VectorKernelsAVX2.inverseErrorNormals
      kernels.scale = VectorKernelsAVX2.scale
      kernels.multiply = VectorKernelsAVX2.multiply
      kernels.multiplyHalves = VectorKernelsAVX2.multiplyHalves
      kernels.product = VectorKernelsAVX2.product
      kernels.streamedProduct = VectorKernelsAVX2.streamedProduct
      kernels.wordsToFloats = VectorKernelsAVX2.wordsToFloats
      kernels.threefry = VectorKernelsAVX2.threefry
      return kernels
    }()

    /// AVX-512.
    private static let avx512: Kernels = {
      let kernels = Kernels(named: "avx512")
      kernels.twist = VectorKernelsAVX512.twist
      kernels.temper = VectorKernelsAVX512.temper
      kernels.shiftedSum = VectorKernelsAVX512.shiftedSum
      kernels.uniforms = VectorKernelsAVX512.uniforms
      kernels.twistedUniforms = VectorKernelsAVX512.twistedUniforms
      kernels.lowUniforms = VectorKernelsAVX512.lowUniforms
      kernels.highUniforms = VectorKernelsAVX512.highUniforms
      kernels.bernoulliNoise = VectorKernelsAVX512.bernoulliNoise
      kernels.twistedBernoulliNoise = VectorKernelsAVX512.twistedBernoulliNoise
      kernels.bernoulliMask = VectorKernelsAVX512.bernoulliMask
      kernels.congruentialNoise = VectorKernelsAVX512.congruentialNoise
      kernels.congruentialMask = VectorKernelsAVX512.congruentialMask
      kernels.congruentialStates = VectorKernelsAVX512.congruentialStates
      kernels.normals = VectorKernelsAVX512.normals
      kernels.inverseErrorNormals = VectorKernelsAVX512.inverseErrorNormals
      kernels.scale = VectorKernelsAVX512.scale
      kernels.multiply = VectorKernelsAVX512.multiply
      kernels.multiplyHalves = VectorKernelsAVX512.multiplyHalves
      kernels.product = VectorKernelsAVX512.product
      kernels.streamedProduct = VectorKernelsAVX512.streamedProduct
      kernels.pcg64 = ProcessorLevel.highest == .avx512IFMA ? .avx512IFMA : .avx512
      kernels.wordsToFloats = VectorKernelsAVX512.wordsToFloats
      kernels.threefry = VectorKernelsAVX512.threefry
      return kernels
    }()
  }

  extension PCG64Loops {
    fileprivate static let avx512 = PCG64Loops(
      lanes: 16, words: VectorKernelsAVX512.permutedWords,
      uniforms: VectorKernelsAVX512.permutedUniforms)

    fileprivate static let avx512IFMA = PCG64Loops(
      lanes: 8, words: VectorKernelsAVX512IFMA.permutedWords,
      uniforms: VectorKernelsAVX512IFMA.permutedUniforms)
  }
#endif
