// What people type instead of the names: each is understood, or answered without leading astray.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import CommandTable
@testable import RegxCommand

/// Every vocabulary of the command line, once, with a place for messages.
private let vocabularies: [(place: String, values: Values)] = {
  var seen: Set<[Choice]> = []
  var found: [(place: String, values: Values)] = []
  for command in Program.regx.commands {
    let flags = command.flags.map { ("--\($0.name)", $0.values) }
    for (place, values) in flags + command.operands.map({ ($0.metavar, $0.values) }) {
      let choices = values.choices()
      guard !choices.isEmpty, seen.insert(choices).inserted else { continue }
      found.append(("\(command.name) \(place)", values))
    }
  }
  return found
}()

/// One slip of the finger in each place: a letter left out, doubled, replaced, swapped with the next.
private func slips(_ name: String) -> [String] {
  let letters = Array(name)
  return letters.indices.flatMap { i -> [String] in
    var (fewer, more, other, swapped) = (letters, letters, letters, letters)
    fewer.remove(at: i)
    more.insert(letters[i], at: i)
    other[i] = "e"
    if i + 1 < letters.count { swapped.swapAt(i, i + 1) }
    return [fewer, more, other, swapped].map { String($0) }
  }.filter { $0 != name && !$0.isEmpty }
}

/// The names that stand between quotes after `did you mean`.
private func suggestions(in text: String) -> [String] {
  guard let start = text.range(of: "did you mean ") else { return [] }
  return text[start.upperBound...].matches(of: /'([^' ]+)'/).map { String($0.output.1) }
}

/// Whether following the suggestion gives something that was not meant.
private func misleads(_ word: String, _ suggested: String) -> Bool {
  let digits = word.filter(\.isNumber)
  let keeps = { (name: String) in name.contains("keep") && !name.contains("drop") }
  let drops = { (name: String) in name.contains("drop") && !name.contains("keep") }
  return suggested == word
    || !digits.isEmpty && digits != suggested.filter(\.isNumber)
    || keeps(word) && drops(suggested) || drops(word) && keeps(suggested)
}

@Suite struct NameTests {
  @Test func `every synonym stands for its row, or is answered with each row that has it`() throws {
    var count = 0
    for (place, values) in vocabularies {
      let choices = values.choices()
      for choice in choices {
        for synonym in choice.synonyms {
          let isWhole = choice.prefixes.contains(where: synonym.hasPrefix)
          let spellings =
            [synonym, synonym.uppercased()] + (isWhole ? [] : choice.prefixes.map { $0 + synonym })
          for spelling in spellings {
            count += 1
            let called = values.choices(called: spelling)
            #expect(called.contains(choice), "\(place): \(spelling)")
            if called.count == 1 {
              #expect(try values.name(for: spelling) == choice.name)
            } else {
              #expect(throws: ValueError.self) { try values.name(for: spelling) }
              #expect(suggestions(in: values.remedy(for: spelling)) == called.map(\.name))
            }
          }
        }
      }
    }
    #expect(count > 100)
  }

  @Test func `every synonym of a flag is that flag`() {
    var count = 0
    for command in Program.regx.commands {
      let flags = FlagTable(command.groups)
      for flag in command.flags {
        for synonym in flag.synonyms {
          count += 1
          let snake = String(synonym.map { $0 == "-" ? "_" : $0 })
          for spelling in [synonym, snake, synonym.uppercased()] {
            #expect(flags["--\(spelling)"]?.name == flag.name, "\(command.name) --\(spelling)")
          }
        }
      }
    }
    #expect(count > 30)
  }

  @Test func `no slip of the finger in a value is answered with something else`() {
    var count = 0
    for (place, values) in vocabularies {
      for choice in values.choices() {
        for word in slips(choice.name) {
          guard let error = refusal(of: word, by: values) else { continue }
          for suggested in suggestions(in: error) {
            count += 1
            #expect(!misleads(word, suggested), "\(place): \(word): \(suggested)")
          }
        }
      }
    }
    #expect(count > 1000)
  }

  @Test func `no slip of the finger in a flag is answered with something else`() {
    var count = 0
    for command in Program.regx.commands {
      let names = command.flags.flatMap { [$0.name] + $0.synonyms }
      for word in names.flatMap(slips) {
        do { _ = try Program.regx.parse([command.name, "--\(word)"]) } catch {
          for suggested in suggestions(in: error.message) {
            count += 1
            let name = String(suggested.dropFirst(2))
            #expect(!misleads(word, name), "\(command.name) --\(word): \(suggested)")
            #expect(!name.hasPrefix("no-") || word.hasPrefix("n"), "--\(word): \(suggested)")
          }
        }
      }
    }
    #expect(count > 1000)
  }

  @Test(arguments: [
    ("--drop-prob .3", "--p .3"), ("--drop-rate=.3", "--p .3"), ("--rate .3", "--p .3"),
    ("--prob .3", "--p .3"), ("-p .3", "--p .3"), ("-p.3", "--p .3"), ("--dropout .3", "--p .3"),
    ("--drop .3", "--p .3"), ("--Drop_Prob .3", "--p .3"), ("--p 30%", "--p 0.3"),
    ("--p 33%", "--p 0.33"), ("--p 7%", "--p 0.07"), ("--p 33.5%", "--p 0.335"),
    ("--p 1/3", "--p 0.3333333333333333"), ("--p 2/7", "--p 0.2857142857142857"),
    ("--keep .3", "--keep-prob .3"), ("--keep-probability .3", "--keep-prob .3"),
    ("--survival-prob .3", "--keep-prob .3"), ("--keep_prob .3", "--keep-prob .3"),
    ("--size 2,3", "--shape 2,3"), ("--shape (2,3)", "--shape 2,3"),
    ("--shape [2,3]", "--shape 2,3"), ("--shape torch.Size([2,3])", "--shape 2,3"),
    ("--shape 2x3", "--shape 2,3"), ("--shape 2X3", "--shape 2,3"), ("--shape (3,)", "--shape 3"),
    ("--dtype half", "--dtype float16"), ("--dtype float", "--dtype float32"),
    ("--dtype double", "--dtype float64"), ("--dtype bf16", "--dtype bfloat16"),
    ("--dtype fp16", "--dtype float16"), ("--dtype fp32", "--dtype float32"),
    ("--dtype fp64", "--dtype float64"), ("--dtype torch.float16", "--dtype float16"),
    ("--dtype np.float32", "--dtype float32"), ("--dtype jnp.bfloat16", "--dtype bfloat16"),
    ("DropPath", "--mode drop-path"), ("drop_path", "--mode drop-path"),
    ("droppath", "--mode drop-path"), ("inverted-dropout", "--mode dropout"),
    ("--mode spatial-dropout", "--mode dropout2d"), ("SpatialDropout2D", "--mode dropout2d"),
    ("Dropout2d", "--mode dropout2d"), ("nn.Dropout", "--mode dropout"),
    ("F.dropout", "--mode dropout"), ("torch.nn.Dropout2d", "--mode dropout2d"),
    ("torch.nn.functional.alpha_dropout", "--mode alpha-dropout"),
    ("torchvision.ops.DropBlock2d", "--mode drop-block:torchvision"),
    ("drop-path:timm-0.4", "--mode drop-path"), ("drop-path:timm", "--mode drop-path:bernoulli"),
    ("drop-path:timm-1.0", "--mode drop-path:bernoulli"),
    ("drop-path:timm-0.3.4", "--mode drop-path"), ("drop-path:timm-0.4.12", "--mode drop-path"),
    ("drop-path:timm-0.5.4", "--mode drop-path:bernoulli"),
    ("drop-path:timm-0.9", "--mode drop-path:bernoulli"),
    ("drop-path:timm-1.0.31", "--mode drop-path:bernoulli"),
    ("timm.layers.drop_path", "--mode drop-path:bernoulli"), ("d2l", "--mode dropout:rand-gt"),
    ("cs231n --engine numpy", "--mode dropout:cs231n --engine numpy"),
    ("--probability .3", "--p .3"), ("--keep-rate .3", "--keep-prob .3"),
    ("--survival-rate .3", "--keep-prob .3"), ("--engine cpu", "--engine torch"),
    ("--engine np", "--engine numpy"), ("--device cuda", "--engine torch-cuda"),
    ("--framework jax", "--engine jax"), ("--manual-seed 4", "--seed 4"),
    ("--random_state 4", "--seed 4"), ("--method drop-path", "--mode drop-path"),
    ("--in ones", "--input ones"),
  ])
  func `what people type means the same as the name`(typed: String, name: String) {
    let words = { (line: String) in
      ["apply", "--seed", "3", "--format", "json"]
        + (line.contains("--shape") || line.contains("--size") ? [] : ["--shape", "2,2,8,8"])
        + line.split(separator: " ").map(String.init)
    }
    let (mine, theirs) = (regx(words(typed)), regx(words(name)))
    #expect(mine.code == 0, "\(mine.errors)")
    #expect(mine.text == theirs.text)
  }

  @Test(arguments: [
    ("randn(64,100)", "randn 64,100"), ("torch.randn(64, 100)", "randn 64,100"),
    ("torch.rand((2,3))", "rand 2,3"), ("3 * torch.rand(5)", "3 * rand 5"),
    ("randn(5); F.dropout 0.5 3,2", "randn 5; dropout 0.5 3,2"),
    ("torch.bernoulli .5 (3, 2)", "bernoulli .5 3,2"),
  ])
  func `a call that came before is understood as Python writes it`(typed: String, plain: String) {
    let (mine, theirs) = (
      regx("sample", "--shape", "4", "--after", typed),
      regx("sample", "--shape", "4", "--after", plain)
    )
    #expect(mine.code == 0, "\(mine.errors)")
    #expect(mine.text == theirs.text)
  }

  @Test(arguments: [
    ("apply --mode drop-path:timm-0.2", "'drop-path'"),
    ("apply --mode drop-path:timm-1.1", "'drop-path:bernoulli'"),
    ("apply --mode drop-path:timm-x", "'drop-path:bernoulli'"),
    ("apply --mode timm.models.layers.DropPath", "'drop-path' (timm's first form"),
    ("apply --engine torch,torch-2.6", "compare takes several"),
    ("sample --after randn()", "'randn' lacks a shape"),
    ("sample --after rnad(5)", "'rnad' is neither rand, randn"),
    ("sample --after drop-block 0.5 4", "nor one mode"),
  ])
  func `a name that says too little is answered`(line: String, says: String) {
    var words = line.split(separator: " ").map(String.init)
    if let after = words.firstIndex(of: "--after") {
      words = words[...after] + [words[(after + 1)...].joined(separator: " ")]
    }
    expectRefused(regx(words), [says], words)
  }

  @Test(arguments: [
    ("dropout --p .3 --shape 4", "apply --mode dropout --p .3 --shape 4"),
    ("nn.Dropout --shape 4", "apply --mode dropout --shape 4"),
    ("apply drop-path", "apply --mode drop-path"),
    ("compare dropout,drop-path", "compare --mode dropout,drop-path"),
    ("compare dropout drop-path", "compare --mode dropout,drop-path"),
    (
      "compare --p .2 dropout --seed 1 drop-path",
      "compare --mode dropout,drop-path --p .2 --seed 1"
    ),
    ("stats drop-path --trials 5", "stats --mode drop-path --trials 5"),
    ("sweep drop-path dropout --trials 2", "sweep --mode drop-path,dropout --trials 2"),
  ])
  func `a mode is an operand, and a command`(typed: String, name: String) {
    let words = { (line: String) in line.split(separator: " ").map(String.init) }
    let (mine, theirs) = (regx(words(typed)), regx(words(name)))
    #expect(mine.code == 0, "\(mine.errors)")
    #expect(mine.text == theirs.text)
  }

  /// What is said of `word`, or `nil` if it stands for something.
  private func refusal(of word: String, by values: Values) -> String? {
    do {
      _ = try values.name(for: word)
      return nil
    } catch {
      return error.phrase(for: word, among: values)
    }
  }
}
