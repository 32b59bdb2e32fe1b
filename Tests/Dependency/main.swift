// Another package's use of the four libraries: DropPath, then dropout, of a small tensor, as bits.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization
import TensorCore
import TensorFormats

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

var rng = TorchGenerator(seed: 2021)
let x = try Tensor<Float>.rand(3, 2, 2, 2, using: &rng)

let text = ByteBuffer()
var writer = ByteWriter(to: text)
try Hex.write(DropPath(p: 0.33, form: .floor)(x, using: &rng), to: &writer)
try Hex.write(dropout(x, p: 0.33, using: &rng), to: &writer)
try writer.flush()
text.bytes.withUnsafeBytes { bytes in _ = write(STDOUT_FILENO, bytes.baseAddress, bytes.count) }
