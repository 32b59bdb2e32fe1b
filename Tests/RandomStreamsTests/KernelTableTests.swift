import Foundation
import ProcessorKernels
import RandomStreams
import Testing

/// A loop that a table forgets would silently be the one for any processor: right, and slow.
@Suite struct KernelTableTests {
  private func source(_ path: String) throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  @Test(arguments: ["AVX2", "AVX512"])
  func `each table has each loop`(level: String) throws {
    let table = try source("Sources/RandomStreams/Kernels/Kernels.swift")
    let names = table.matches(of: /package var (\w+):/).map { String($0.output.1) }
    #expect(names.count > 15)
    let made = try source("Sources/ProcessorKernels/ProcessorKernels.swift")
    let missing = names.filter { !made.contains("kernels.\($0) = VectorKernels\(level).\($0)\n") }
    // Not with AVX2, and chosen by itself with AVX-512.
    #expect(missing == ["pcg64"])
  }

  @Test func `PCG64 has vectors where the processor has AVX-512`() {
    for kernels in Kernels.available {
      let best = kernels.name == "avx512" ? Kernels.availablePCG64Loops.last?.lanes : nil
      #expect(kernels.pcg64?.lanes == best)
      if kernels.name == "avx512" { #expect(best != nil) }
    }
  }
}
