// The C library's elementary functions, by which the frameworks' results are defined.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The functions of the C library that the frameworks call. Their last bits are the library's own:
/// a result that goes through one equals the framework's where both use the same library.
package enum CMath {
  package static func log(_ x: Double) -> Double { log_(x) }
  package static func log1p(_ x: Double) -> Double { log1p_(x) }
  package static func exp(_ x: Double) -> Double { exp_(x) }
  package static func sin(_ x: Double) -> Double { sin_(x) }
  package static func cos(_ x: Double) -> Double { cos_(x) }
  package static func log(_ x: Float) -> Float { logf(x) }
  package static func sin(_ x: Float) -> Float { sinf(x) }
  package static func cos(_ x: Float) -> Float { cosf(x) }
}

// Outside the type the names are the library's.
private func log_(_ x: Double) -> Double { log(x) }
private func log1p_(_ x: Double) -> Double { log1p(x) }
private func exp_(_ x: Double) -> Double { exp(x) }
private func sin_(_ x: Double) -> Double { sin(x) }
private func cos_(_ x: Double) -> Double { cos(x) }
