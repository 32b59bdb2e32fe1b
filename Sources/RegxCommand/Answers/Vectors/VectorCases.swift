// The golden vectors that `vectors` makes by itself.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import RandomStreams
import Regularization
import TensorCore
import TensorFormats

extension VectorCase {
  /// Sizes around the bounds within generators: the 16 normals that PyTorch makes at a time, the 624
  /// words of a Mersenne Twister; nothing at all, and a multiple with one more.
  private static let sizes = [0, 1, 15, 16, 17, 623, 624, 625, 1248, 1249]

  /// Every mode on every engine that is not another's name: in all sizes, in the other element
  /// types, and where p = 0 and p = 1 draw nothing. Other names of an engine: dropout in all sizes.
  static let builtIn: [VectorCase] = Engine.catalogue.flatMap { engine in
    let framework = engine.framework
    // What a mode is there: two may be the same.
    let own = Mode.catalogue.map { $0.on(framework) }
      .filter { $0.frameworks.contains(framework) }
    let distinct = own.indices.filter { i in !own[..<i].contains { $0.name == own[i].name } }
    let modes = engine.sameAs == nil ? distinct.map { own[$0] } : [Mode.dropout.on(framework)]
    return modes.flatMap { cases(of: $0, on: engine, varied: engine.sameAs == nil) }
  }

  private static func cases(of mode: Mode, on engine: Engine, varied: Bool) -> [VectorCase] {
    func made(_ size: Int) -> VectorCase? {
      fitting(size) { shape in
        VectorCase(
          mode: mode, p: 0.3, seed: 2021, engine: engine, shape: shape,
          dtype: engine.framework.defaultDtype)
      }
    }
    let sized = sizes.compactMap(made)
    guard varied, let standard = made(17) else { return sized }
    let others = DType.allCases.filter { $0.drawableType != nil && $0 != standard.dtype }
    let typed = others.map { dtype in with(standard) { $0.dtype = dtype } }
    let edges = [0, 1].map { p in with(standard) { $0.p = p } }
    return sized + (typed + edges).filter { (try? $0.made()) != nil }
  }

  private static func with(_ item: VectorCase, _ change: (inout VectorCase) -> Void) -> VectorCase {
    var item = item
    change(&item)
    return item
  }

  /// The case with the first shape that the mode takes without a warning, of so many draws where a
  /// draw is for an element, a channel or a sample.
  private static func fitting(_ size: Int, _ make: (Shape) -> VectorCase) -> VectorCase? {
    for rank in 1...5 {
      let tail = [Int](repeating: 1, count: rank - 1)
      let mode = make([1])
      let granularity = mode.mode.regularizer(mode.arguments).noiseShape(rank: rank)
      var extents = [size] + tail
      switch granularity {
      case .element, .lastAxis, .sampleAndLastAxis: break
      case .sample, .batch, .channel: extents = [size] + tail.dropLast() + (rank > 1 ? [2] : [])
      case .block: extents = [Int](tail.dropLast(1)) + [5, size]
      }
      guard let shape = try? Shape(extents) else { continue }
      // A layer's own generator draws masks and nothing else.
      for input in [Input.rand, .arange] {
        let candidate = with(make(shape)) { $0.input = input }
        if let made = try? candidate.made(), made.warnings.isEmpty { return candidate }
      }
    }
    return nil
  }
}
