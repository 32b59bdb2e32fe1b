// Engines as values of flags and operands, and what is answered to names of what regx has no engine for.
// SPDX-License-Identifier: Apache-2.0

import CommandTable

extension Engine {
  /// What `--engine` and the operand of `engines` take.
  static let values = Values.one(
    of: { catalogue.map(\.choice) }, listedBy: "'regx engines'",
    understood: { (word) throws(ValueError) in
      let package = packageName(word)
      if let answer = answers.first(where: { $0.words.contains(package) }) {
        throw ValueError(answer.phrase)
      }
      return try FrameworkVersion(word)?.engine().name
    })

  /// The engine that `word` stands for.
  static func meant(by word: String) throws(ValueError) -> Engine {
    try values.choice(word, Engine.named)
  }

  /// The engine as something to choose.
  var choice: Choice { Choice(name, summary, also: synonyms) }

  /// What is said of names in the help of a flag.
  static let namesText =
    "A version is taken as pip and torch.__version__ print it: torch==2.6.0, 2.6.0+cpu, 2.6."

  /// The word without the release that pip or conda print after it: `keras` of `Keras==3.15.1`.
  private static func packageName(_ word: String) -> String {
    let name = word.lowercased().prefix { !"=<>~ ".contains($0) }
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    let isNumbered = parts.count > 1 && parts.last?.first?.isNumber == true
    return isNumbered ? parts.dropLast().joined(separator: "-") : String(name)
  }

  /// What regx has instead, and why. A row goes when its engine comes.
  static let answers: [(words: [String], phrase: String)] = [
    (
      ["rocm", "hip", "xpu", "tpu", "xla", "torch-xla", "torch_xla"],
      "has no engine: accelerators draw with generators of their own. CPU tensors of the same build"
        + " are 'torch', up to PyTorch 2.6 on x86 'torch-mkl'"
    ),
    (
      ["mps", "metal", "torch-mps"],
      "has no engine: Metal draws with a Philox of its own. CPU tensors on a Mac are 'torch', up to"
        + " PyTorch 2.11 'torch-2.11', with --vector-math libm"
    ),
    (
      ["keras", "tf.keras"],
      "draws with its backend: 'keras-tensorflow', 'keras-jax', 'keras-torch' or 'keras-numpy'"
    ),
    (
      ["timm", "torchvision"],
      "draws with PyTorch: 'torch', or the engine of your PyTorch, such as 'torch-2.6'; the mode"
        + " says which of its functions"
    ),
  ]
}
