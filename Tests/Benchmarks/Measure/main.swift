// What `make bench` times of regx, in process, as any package that uses its libraries has it: one
// round of all measurements for each line read, with the kernels that REGX_KERNELS names.
//
// A line of the answer is: name, kernels, threads, nanoseconds per element (per call for jumps, per
// seed for searches).
// SPDX-License-Identifier: Apache-2.0

import KernelInterface
import RandomStreams
import Regularization
import TensorCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Measures and prints, if the name is one of the command's arguments, or there is none.
func report(_ name: String, threads: Int = 1, _ nanoseconds: @autoclosure () -> Double) {
  guard CommandLine.arguments.count < 2 || CommandLine.arguments.contains(name) else { return }
  print(name, Kernels.inUse.name, threads, nanoseconds(), separator: "\t")
}

let memory = Memory(count: 1 << 24)
while readLine() != nil {
  measureInCache()
  measureInMemory(memory)
  measureTypes()
  measureJumps()
  measureSearches()
  print("end")
  fflush(nil)
}
