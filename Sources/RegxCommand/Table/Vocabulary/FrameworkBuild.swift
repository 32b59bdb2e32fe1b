// What decides an engine, as one line of Python prints it: version, MKL, processor.
// SPDX-License-Identifier: Apache-2.0

import CommandTable

/// A framework as it is installed on a machine.
struct FrameworkBuild {
  /// An engine, and what else there is to say of it on this machine.
  struct Match {
    let engine: Engine
    let note: String
  }

  private enum Word { case version(FrameworkVersion), mkl(Bool), isX86(Bool), isIntel(Bool) }

  /// The engine of the build; several where what was typed does not decide.
  let matches: [Match]

  /// - Throws: `ValueError` for a word that says nothing here, for no version, and for a version
  ///   that nobody looked at.
  init(_ text: String) throws(ValueError) {
    var version: FrameworkVersion?
    var (hasMKL, isX86, isIntel): (Bool?, Bool?, Bool?)
    var framework = ""
    for item in text.split(whereSeparator: { $0 == " " || $0 == "," || $0.isNewline }) {
      let word = item.lowercased()
      // `PyTorch 2.6` in two words.
      if FrameworkVersion.frameworks.contains(word) {
        framework = word
        continue
      }
      switch Self.word(word, of: framework) {
      case .version(let value): version = value
      case .mkl(let value): hasMKL = value
      case .isX86(let value): isX86 = value
      case .isIntel(let value): isIntel = value
      case nil:
        throw ValueError(
          "\(quoted(String(item))) decides nothing; give a version, mkl=True or mkl=False, a machine"
            + " such as x86_64, and Intel or AMD")
      }
    }
    guard let version else { throw ValueError("names no version, like 2.6.0+cpu") }
    self.init(version, try version.engines(), hasMKL: hasMKL, isX86: isX86, isIntel: isIntel)
  }

  /// - Parameter engines: Those of the version; the rest decides among them.
  private init(
    _ version: FrameworkVersion, _ engines: [Engine], hasMKL: Bool?, isX86: Bool?, isIntel: Bool?
  ) {
    var engines = engines
    var notes: [String] = []
    let wasMKL = engines.contains { $0.name == "torch-mkl" || $0.sameAs == "torch-mkl" }
    if wasMKL, isX86 == false || hasMKL == false {
      // Without MKL a version draws as its successors do.
      let native = engines.filter { $0.sameAs != "torch-mkl" }
      engines = native.isEmpty ? Engine.catalogue.filter { $0.name == "torch-2.11" } : native
      notes.append("without MKL it draws as PyTorch 2.11 does (not checked)")
    } else if engines.count > 1, let isIntel {
      engines = engines.filter { $0.name.hasSuffix("-intel") == isIntel }
    } else if engines.count > 1 {
      notes.append("Intel or AMD decides: say which")
    } else if wasMKL, isX86 == nil || hasMKL == nil {
      notes.append("an x86-64 wheel; on ARM and without MKL it draws as 'torch-2.11'")
    }
    if version.framework == "torch" {
      if isX86 == false { notes.append("normals with --vector-math libm (not checked)") }
      if version.isForGPU { notes.append("for CPU tensors, \(version.gpuText)") }
    }
    matches = engines.map { Match(engine: $0, note: notes.joined(separator: "; ")) }
  }

  private static func word(_ word: String, of framework: String) -> Word? {
    switch word {
    case "mkl", "mkl=true", "true": .mkl(true)
    case "no-mkl", "mkl=false", "false": .mkl(false)
    case "x86_64", "x86-64", "amd64", "x86", "i386", "i686": .isX86(true)
    case "aarch64", "arm64", "arm", "ppc64le", "s390x", "riscv64": .isX86(false)
    case "intel", "genuineintel": .isIntel(true)
    case "amd", "authenticamd": .isIntel(false)
    default: FrameworkVersion(framework + word).map(Word.version)
    }
  }
}
