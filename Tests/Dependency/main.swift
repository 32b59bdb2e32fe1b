// Another package's use of the four libraries: dropout of a small tensor, as bit patterns.

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

var generator = try Engine.torch.generator(seed: 2021)
var draw = try generator.rand(.float32, count: 24)
var values = [Float](repeating: 0, count: 24)
var block = values.mutableSpan
draw.fill(&block, from: 0)
let x = Tensor(shape: try Shape([3, 2, 2, 2]), elements: values)

guard let p = Probability(0.33) else { fatalError("0.33 is a probability") }
let dropout = try Mode.dropout.regularizer(ModeArguments(p: p))
let y = try dropout.apply(to: x, drawingFrom: &generator).output

let text = ByteBuffer()
var writer = ByteWriter(to: text)
try Hex.write(y, to: &writer)
try writer.flush()
text.bytes.withUnsafeBytes { bytes in _ = write(STDOUT_FILENO, bytes.baseAddress, bytes.count) }
