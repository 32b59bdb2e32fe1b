// The inner loops that this process runs: chosen once, by the processor or by `REGX_KERNELS`.
// SPDX-License-Identifier: Apache-2.0

import CSystem
package import KernelInterface
import KernelsAVX2
import KernelsAVX512
import KernelsBase

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The choice among the compiled copies of the inner loops.
package enum KernelSelection {
  package typealias Loops = any (DrawLoops & ProductLoops & SearchLoops).Type

  /// The loops in use; `nil` for the plain ones, which each module has for itself.
  ///
  /// Where `REGX_KERNELS` names what there is not, the fastest: a library has nobody to tell.
  package static let chosen: Loops? = {
    guard let requested else { return preset }
    return requested == "plain" ? nil : available.first { $0.name == requested } ?? preset
  }()

  /// Why `REGX_KERNELS` cannot be followed, as a phrase; `nil` when all is well.
  package static var problem: String? {
    guard let requested, requested != "plain" else { return nil }
    let names = available.map { $0.name }
    guard !names.contains(requested) else { return nil }
    let running = names.joined(separator: ", ")
    return ["avx2", "avx512"].contains(requested)
      ? "this processor does not run them; it runs \(running)"
      : "there is none of that name; this processor runs \(running)"
  }

  /// The compiled loops that this processor runs, the fastest last.
  package static var available: [Loops] { (0...highestLevel).map(loops) }

  /// What `REGX_KERNELS` says: for tests, and to tell whether a processor's own code is at fault.
  private static let requested: String? = getenv("REGX_KERNELS").flatMap {
    let name = String(cString: $0)
    return name.isEmpty ? nil : name
  }

  #if DEBUG
    // Without the optimizer every lane of a vector is a call.
    private static var preset: Loops? { nil }
  #else
    private static var preset: Loops? { loops(highestLevel) }
  #endif

  /// 0 for any processor, 1 for AVX2, 2 for AVX-512.
  private static var highestLevel: Int { Int(regx_vector_level()) }

  private static func loops(_ level: Int) -> Loops {
    switch level {
    case 2: KernelsAVX512.CompiledLoops.self
    case 1: KernelsAVX2.CompiledLoops.self
    default: KernelsBase.CompiledLoops.self
    }
  }
}
