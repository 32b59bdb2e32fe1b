// Y from X: the relation, the draws, the verdict.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization
import TensorCore

/// Answers the question what turned X into Y.
///
/// Three steps that know little of each other: evidence becomes tests of words (`Evidence`,
/// `Constraints`), streams are searched for words that pass (`Streams`), and the library itself
/// must reproduce all of Y with what was found (`Verification`).
public enum Identification {
  /// What turned X into Y.
  ///
  /// - The same answer for any number of threads.
  /// - Throws: what reading the tensors throws.
  public static func identify(
    _ question: Question, monitor: SearchMonitor = SearchMonitor()
  ) throws -> Explanation {
    let survey = try Survey(input: knownTensor(question), output: question.output)
    let relation = Relation(survey)
    var answer = Explanation(.undetermined, because: "")
    describe(relation, in: &answer)
    if let (verdict, because) = relation.verdict {
      (answer.verdict, answer.because) = (verdict, because)
      return answer
    }
    let fits = relation.fitting(question.candidates, p: question.p?.value)
    let hypotheses = try Hypotheses(question, relation, fits)
    var search = Search(
      question: question, hypotheses: hypotheses.all, notSearched: hypotheses.notSearched)
    try search.run(monitor)
    answer.searched = search.searched
    if question.recovery == .always
      || question.recovery == .whenNothingElseIsFound && search.found.isEmpty
    {
      var states = StateSearch(question: question, hypotheses: hypotheses.all)
      search.add(try states.run(monitor))
      if search.found.isEmpty, search.unseeded.isEmpty {
        search.add(try OrbitSearch(question: question, hypotheses: hypotheses.all).run(monitor))
      }
    }
    Judgement(relation: relation, fits: fits, search: search).settle(&answer)
    return answer
  }

  /// X as a tensor, where its values are known.
  private static func knownTensor(_ question: Question) -> Observed? {
    let shape = question.output.source.shape
    // Of integers and truth values only zeros are looked at: they are masks.
    guard question.output.source.dtype.kind == .floating else { return nil }
    switch question.input {
    case .unknown, .rand, .randn: return nil
    case .tensor(let x): return x
    case .ones: return Observed(Constant(1.0 as Double, shape: shape))
    case .arange: return Observed(Arange<Double>(shape: shape))
    }
  }

  private static func describe(_ relation: Relation, in answer: inout Explanation) {
    // Where nothing was dropped, nothing fell together.
    let isTelling = relation.level.droppedCount > 0
    let level = isTelling ? relation.level : relation.survey.elements
    answer.granularity = isTelling ? relation.granularity : nil
    answer.rule = relation.rule
    guard level.knownCount > 0 else { return }
    answer.dropped = DroppedShare(count: level.droppedCount, of: level.knownCount)
    let zeros = BinomialInterval(
      successes: level.droppedCount, trials: level.knownCount, confidence: 0.95)
    answer.p = DropProbability(
      fromScale: relation.p, fromZeros: (zeros.lower, zeros.upper),
      agree: relation.p.map { relation.dropChance.contains($0) })
  }
}
