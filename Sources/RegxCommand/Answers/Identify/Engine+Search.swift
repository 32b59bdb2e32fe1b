// The engines and modes as identification searches them.

import Identification
import RandomStreams
import Regularization

extension Engine {
  /// How the engine's draws are searched; `nil` where they cannot be.
  var streamKind: (any StreamKind)? {
    switch try? generator(seed: 0) {
    case let torch as TorchGenerator:
      torch.version.bernoulli == .mkl
        ? MKLStream() : TorchStream(drawsHalvesEarly: torch.version.rounding == .early)
    case is NumPyRandomState: NumPyStream()
    case is NumPyGenerator: NumPyGeneratorStream()
    case is JAXKey: JAXStream()
    default: nil
    }
  }

  /// The engine with the names of those that draw the same; `nil` where it cannot be searched.
  var searched: SearchedEngine? {
    guard let kind = streamKind else { return nil }
    let own = sameAs ?? name
    let names = Engine.catalogue.filter { $0.name == own || $0.sameAs == own }.map(\.name)
    return SearchedEngine(
      name: name, aliases: names.filter { $0 != name }, framework: framework.rawValue, kind: kind,
      lastSeed: kind is NumPyGeneratorStream ? .max : 0xffff_ffff
    ) { try generator(seed: Seed($0)) }
  }

  /// Every engine that can be searched, once for those that draw the same.
  static var searchable: [Engine] {
    catalogue.filter { $0.sameAs == nil && $0.streamKind != nil }
  }
}

extension Mode {
  /// The modes as candidates, on each framework that can be searched.
  static func candidates(_ modes: [Mode]?, on engines: [Engine]) -> [Candidate] {
    var seen: Set<String> = []
    return (modes ?? catalogue).flatMap { mode in
      Framework.allCases.compactMap { framework -> Candidate? in
        guard mode.frameworks.contains(framework),
          engines.contains(where: { $0.framework == framework })
        else { return nil }
        let there = mode.on(framework)
        guard seen.insert("\(there.name) \(framework)").inserted else { return nil }
        return Candidate(name: there.name, frameworks: [framework.rawValue]) {
          there.regularizer(ModeArguments(p: $0))
        }
      }
    }
  }
}
