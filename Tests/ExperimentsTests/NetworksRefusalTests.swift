// SPDX-License-Identifier: Apache-2.0

import Testing

/// Wrong command lines: one line that names the remedy, nothing on standard output.
@Suite struct NetworksRefusalTests {
  @Test(arguments: [
    ("mlp --layers 4", "must be two sizes or more"),
    ("mlp --layers 4,0", "must be sizes of 1 or more"),
    ("mlp --layers 4,,3", "must be sizes of 1 or more"),
    ("mlp --layers 99999999999999999999,3", "must be sizes of 1 or more"),
    ("mlp --layers 9223372036854775807,9223372036854775807", "is the limit; take smaller layers"),
    ("mlp --columns 9223372036854775807", "is the limit"),
    ("mlp --columns 0", "must be a number, 1 or more"),
    ("mlp --rule vanila", "did you mean 'vanilla'?"),
    ("mlp --engine jax", "take one of torch"),
    ("mlp --blocks 3", "it is for bottleneck"),
    ("mlp --eval", "it is for bottleneck"),
    ("mlp --show blocks", "it has input, parameters"),
    ("mlp --w1 w.npy", "--b1: is missing; give all four"),
    ("mlp --w1 a --b1 b --w2 c --b2 d --layers 3,4", "files have their own sizes"),
    ("mlp --w1 /no/a --b1 b --w2 c --b2 d", "--w1 '/no/a'"),
    ("mlp --p 0.5 --keep-prob 0.5", "give one of them"),
    ("mlp --seed -1 --engine numpy", "--seed '-1'"),
    ("bottleneck --engine numpy", "take one of torch"),
    ("bottleneck --layers 4,3", "it is for mlp"),
    ("bottleneck --shape 2,6,3,3", "give a --reduction that divides them"),
    ("bottleneck --shape 2,0,3,3", "give a --reduction that divides them"),
    ("bottleneck --shape 2,6,3", "takes an input of shape SAMPLES,CHANNELS,HEIGHT,WIDTH"),
    ("bottleneck --shape scalar", "takes an input of shape SAMPLES,CHANNELS,HEIGHT,WIDTH"),
    ("bottleneck --shape 1,4,1,1", "take more samples or pixels, or --eval"),
    ("bottleneck --shape 1000000,64,1000,1000", "is the limit; take a smaller --shape"),
    ("bottleneck --shape 2,1000000,1,1", "is the limit"),
    ("bottleneck --shape 2,4,2,2 --blocks 1000 --warmup 100000", "is the limit"),
    ("bottleneck --shape 0,4,9223372036854775807,1", "holds more elements"),
    ("bottleneck --shape 4000000000,4,0,1", "is the limit"),
    ("bottleneck --blocks 0", "must be from 1 to 1000"),
    ("bottleneck --reduction 0", "must be a number, 1 or more"),
    ("bottleneck --reduction 9223372036854775807", "give a --reduction that divides them"),
    ("bottleneck --format hex", "take --format json"),
    ("bottleneck --slice 0:4", "is for tensors; add one"),
    ("bottleneck --into x.npy", "is for tensors; add one"),
    ("mlp --tensor w1", "is for a file"),
    ("mlp --engine numpy --vector-math libm", "it is for PyTorch's engines"),
    ("resnet", "must be one of mlp, bottleneck"),
  ])
  func `what cannot be run is refused`(line: String, reason: String) {
    let outcome = network(line.split(separator: " ").map(String.init))
    #expect(outcome.code == 2)
    #expect(outcome.bytes.isEmpty)
    #expect(outcome.errors.hasPrefix("regx: network: "))
    #expect(outcome.errors.contains(reason), "\(outcome.errors)")
  }

  @Test(arguments: [
    "bottleneck --shape 0,4,1,1", "bottleneck --shape 2,4,0,3", "bottleneck --shape 0,4,0,0 --eval",
    "bottleneck --shape 2,4,2,2 --reduction 4 --blocks 2 --show layer,dropped,statistics",
    "mlp --layers 1,1 --columns 1", "mlp --p 1 --engine numpy", "mlp --p 0", "mlp --skip 7",
    "mlp --input ones --engine numpy-generator", "bottleneck --input randn --engine torch-mkl",
    "bottleneck --warmup 2 --eval --shape 2,4,2,2 --skip 1",
  ])
  func `what is small or empty runs`(line: String) {
    let outcome = network(line.split(separator: " ").map(String.init))
    #expect(outcome.code == 0, "\(outcome.errors)")
  }
}
