// The process's entry.
// SPDX-License-Identifier: Apache-2.0

import RegxCommand

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

exit(regx())
