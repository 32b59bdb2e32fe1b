// What the processor and the system let a program use.

/// The levels of x86-64 instruction sets that there are kernels for.
enum ProcessorLevel: Int, Comparable {
  /// SSE2, or no x86 at all.
  case base
  /// x86-64-v3: AVX2, FMA, BMI.
  case avx2
  /// x86-64-v4: AVX-512 with its byte, word and double word extensions.
  case avx512
  /// The same with products of 52 bits, as on Ice Lake, on Zen 4, and later.
  case avx512IFMA

  static func < (a: ProcessorLevel, b: ProcessorLevel) -> Bool { a.rawValue < b.rawValue }

  /// The highest level that processor and system support.
  static var highest: ProcessorLevel {
    #if arch(x86_64) && canImport(Glibc)
      let (basic, extended, more) = (activeBits(0), activeBits(1), activeBits(2))
      // FMA, SSE4.2, MOVBE, POPCNT, AVX, F16C; BMI1, AVX2, BMI2; LZCNT.
      let v3 =
        basic.c.has(1 << 12 | 1 << 20 | 1 << 22 | 1 << 23 | 1 << 28 | 1 << 29)
        && extended.b.has(1 << 3 | 1 << 5 | 1 << 8) && more.c.has(1 << 5)
      guard v3 else { return .base }
      // AVX512F, DQ, CD, BW, VL.
      guard extended.b.has(1 << 16 | 1 << 17 | 1 << 28 | 1 << 30 | 1 << 31) else { return .avx2 }
      return extended.b.has(1 << 21) ? .avx512IFMA : .avx512
    #else
      return .base
    #endif
  }
}

#if arch(x86_64) && canImport(Glibc)
  /// Registers EBX and ECX of one of glibc's leaves, with the features that the system lets
  /// programs use: 0 is CPUID's leaf 1, 1 its leaf 7, 2 its leaf 0x80000001.
  private func activeBits(_ leaf: UInt32) -> (b: UInt32, c: UInt32) {
    // EAX to EDX as the processor gives them, then the same with what is not usable cleared.
    let registers = featureLeaf(leaf)
    return (registers[5], registers[6])
  }

  /// `<sys/platform/x86.h>` of glibc 2.33 and later, which Swift's import of glibc leaves out.
  @_silgen_name("__x86_get_cpuid_feature_leaf")
  private func featureLeaf(_ leaf: UInt32) -> UnsafePointer<UInt32>

  extension UInt32 {
    fileprivate func has(_ bits: UInt32) -> Bool { self & bits == bits }
  }
#endif
