import RandomStreams
import Regularization
import TensorCore
import Testing

/// Where a mode leaves the generator: the words that the original draws, whatever is looked at.
@Suite struct PositionTests {
  @Test(
    arguments: [
      // The shape (4, 6, 5, 5): 600 elements, 4 samples, 24 channels.
      ("dropout", 0.3, 1200, 1), ("dropout", 0, 0, 0), ("dropout", 1, 0, 0),
      ("vanilla-dropout", 0, 1200, 1), ("drop-path", 0.3, 4, 4), ("drop-path", 0, 0, 0),
      ("drop-path:bernoulli", 1, 8, 1), ("drop-path:prescaled", 0, 8, 1),
      ("drop-path:rand-gt", 0.3, 4, 4), ("dropout2d", 0.3, 48, 1),
      ("stochastic-depth:batch", 0.3, 2, 1), ("alpha-dropout", 0.3, 1200, 1),
      ("drop-block:timm", 0.1, 200, 1), ("drop-block:torchvision", 0.1, 2 * 4 * 6 * 9, 1),
      ("gaussian-dropout", 0.3, 600 + 16, 600 + 16),
    ] as [(String, Double, UInt128, UInt128)])
  func `a mode draws the words of the original`(
    name: String, p: Double, native: UInt128, mkl: UInt128
  ) throws {
    let mode = try #require(Mode.named(name))
    for (engine, words) in [("torch", native), ("torch-mkl", mkl)] {
      var generator = try #require(Engine.named(engine)).generator(seed: 1)
      var arguments = ModeArguments(p: try #require(Probability(p)))
      arguments.blockSize = 3
      let x = Constant(Float(1), shape: try Shape([4, 6, 5, 5]))
      _ = try mode.regularizer(arguments).apply(to: x, drawingFrom: &generator)
      #expect(generator.position == words, "\(name) on \(engine) at p = \(p)")
    }
  }

  @Test func `evaluation draws nothing`() throws {
    for mode in Mode.catalogue where mode.families.contains(.torch) {
      var generator = try #require(Engine.named("torch")).generator(seed: 1)
      var arguments = ModeArguments(p: try #require(Probability(0.3)))
      arguments.training = false
      arguments.blockSize = 3
      var applied = 0
      for extents in [[4, 6, 5, 5], [4, 6]] {
        let x = Constant(Float(1), shape: try Shape(extents))
        let made = try? mode.regularizer(arguments).apply(to: x, drawingFrom: &generator)
        if made != nil { applied += 1 }
      }
      #expect(applied > 0 && generator.position == 0, "\(mode.name)")
    }
  }

  @Test(arguments: [-0.5, 1.5, .nan, .infinity])
  func `no generator of PyTorch takes what is no probability`(p: Double) throws {
    for engine in ["torch", "torch-mkl"] {
      var generator = try #require(Engine.named(engine)).generator(seed: 1)
      #expect(throws: UnsupportedDraw.self) { _ = try generator.bernoulli(p, count: 3) }
      #expect(generator.position == 0)
    }
  }

  @Test(arguments: ["drop-block:timm", "drop-block:torchvision"], [0, -2])
  func `a block has a side`(name: String, size: Int) throws {
    var generator = try Engine.torch.generator(seed: 1)
    var arguments = ModeArguments(p: try #require(Probability(0.1)))
    arguments.blockSize = size
    let regularizer = try #require(Mode.named(name)).regularizer(arguments)
    let x = Constant(Float(1), shape: try Shape([2, 3, 5, 5]))
    #expect(throws: RegularizationError.self) {
      _ = try regularizer.apply(to: x, drawingFrom: &generator)
    }
  }

  @Test func `every family that a mode names runs it`() throws {
    let engines: [EngineFamily: String] = [.torch: "torch", .numpy: "numpy", .jax: "jax"]
    for mode in Mode.catalogue {
      for family in EngineFamily.allCases where mode.families.contains(family) {
        let name = try #require(engines[family])
        var generator = try #require(Engine.named(name)).generator(seed: 1)
        var arguments = ModeArguments(p: try #require(Probability(0.1)))
        arguments.blockSize = 3
        let shapes = [[2, 3, 5, 5], [6, 4]].compactMap { try? Shape($0) }
        let ran = shapes.contains { shape in
          let x = Constant(1.0 as Double, shape: shape)
          let y = Constant(1.0 as Float, shape: shape)
          let regularizer = try? mode.on(family).regularizer(arguments)
          return (try? regularizer?.apply(to: x, drawingFrom: &generator)) != nil
            || (try? regularizer?.apply(to: y, drawingFrom: &generator)) != nil
        }
        #expect(ran, "\(mode.name) on \(name)")
      }
    }
  }
}
