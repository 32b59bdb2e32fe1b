// regx sample: a framework's drawing functions by themselves.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import RandomStreams
import Regularization
import TensorFormats

extension Subcommand {
  static let sample = Subcommand(
    Command(
      "sample", summary: "Only draw: rand, uniform, randn, normal, bernoulli, bits and more",
      description: "Draws one tensor as the framework does after seeding: torch.rand, uniform_,"
        + " torch.randn, normal_, bernoulli_, or the generator's raw words.",
      examples: [
        Example("regx sample --shape 2,3 --seed 2021", shows: "torch.rand(2, 3)"),
        Example(
          "regx sample bits --shape 5 --seed 5489 --format csv",
          shows: "The first words of the Mersenne Twister"),
        Example(
          "regx sample uniform --low -1 --high 1 --shape 1000 --skip 624 -o u.npy",
          shows: "A NumPy file of uniforms from further on in the stream"),
      ],
      groups: [
        FlagGroup("What is drawn", [.shape, .seed, .engine, .sampleDtype, .after, .skip]),
        FlagGroup(
          "Parameters",
          [.low, .high, .mean, .std, .successProbability, .failureProbability, .trials]),
        FlagGroup(
          "How it is drawn", folded: true,
          [.vectorMath, .foldIn, .gpu, .multiprocessors, .threadsPerMultiprocessor]),
      ] + .printed() + [.printOptions],
      operands: [
        Operand(
          "DIST", help: "What to draw; rand if left out", count: .optional,
          values: Distribution.values
        ) { (options, text) throws(ValueError) in
          options.sample.distribution = try Distribution.values.choice(
            text, Distribution.init(rawValue:))
        }
      ]),
    SampleRequest.self)
}

/// A drawing function called once, and how its tensor is written.
struct SampleRequest: CommandRequest {
  private let sampling: Sampling
  private let output: OutputRequest

  init(_ line: RawLine) throws {
    sampling = try Sampling(line)
    output = try OutputRequest(line)
  }

  func run(on console: Console) throws {
    let writer = try ResultWriter(output, to: console)
    let ledger = Ledger()
    let source = try sampling.source(notedIn: ledger)
    let name = sampling.distribution.rawValue
    let positions = ledger.steps.last.map { positionFacts($0.before.position, $0.after.position) }
    try writer.write(
      [
        NamedTensor(
          name, properties: { [("distribution", JSON.string(name))] + (positions ?? []) }, source)
      ], facts: sampling.engine.facts(of: "sample"))
  }
}

extension Distribution {
  /// What `sample` takes.
  fileprivate static let values = Values.one {
    allCases.map {
      Choice($0.rawValue, $0.summary, after: ["torch.", "np.", "jax.", "random."])
    }
  }
}
