// What else people call the modes.

import CommandTable
import Regularization

extension Mode {
  /// What `--mode` and the operands take.
  static let values = Values.one(
    of: { catalogue.map(\.choice) }, listedBy: "'regx modes'",
    understood: { (word) throws(ValueError) in
      if Input(word).isThere { throw ValueError("is a file; give it with --input") }
      return nil
    })

  /// The mode that `word` stands for.
  static func meant(by word: String) throws(ValueError) -> Mode {
    try values.choice(word, Mode.named)
  }

  /// The mode as something to choose.
  var choice: Choice {
    let names = Self.otherNames[name]
    return Choice(name, summary, also: names?.synonyms ?? [], after: names?.prefixes ?? [])
  }

  /// What else they are called, and what may stand in front of any name. One that several rows have
  /// is answered with each of them.
  private static let otherNames: [String: (synonyms: [String], prefixes: [String])] = [
    "dropout": (["inverted-dropout", "standard-dropout"], torch),
    "dropout1d": (["SpatialDropout1D", "channel-dropout"], torch),
    "dropout2d": (["spatial-dropout", "SpatialDropout2D", "channel-dropout"], torch),
    "dropout3d": (["SpatialDropout3D", "channel-dropout"], torch),
    "feature-dropout": ([], torch),
    "alpha-dropout": ([], torch),
    "feature-alpha-dropout": ([], torch),
    "vanilla-dropout": (["original-dropout"], []),
    "drop-path": (["drop-path:timm-0.4"], []),
    "drop-path:bernoulli": (["drop-path:timm", "drop-path:timm-1.0"], []),
    "stochastic-depth:row": (["stochastic-depth"], torchvision),
    "stochastic-depth:batch": (["stochastic-depth"], torchvision),
    "drop-block:timm": (["drop-block", "DropBlock2d"], ["timm.layers."]),
    "drop-block:torchvision": (["drop-block", "DropBlock2d", "DropBlock3d"], torchvision),
    "drop-connect": (["weight-drop"], []),
    "dropout:binomial": (["np.random.binomial"], []),
    "dropout:linen": (["linen.Dropout"], ["flax."]),
    "dropout:nnx": (["nnx.Dropout"], ["flax."]),
  ]

  private static let torch = ["torch.", "nn.", "functional.", "F."]
  private static let torchvision = ["torchvision.", "ops."]
}
