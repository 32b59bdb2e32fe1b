// One line of help for each choice that the experiments offer.
// SPDX-License-Identifier: Apache-2.0

import Experiments

extension StatisticName {
  var summary: String {
    switch self {
    case .dropped: "the draws that drop, of all draws, with the exact binomial interval"
    case .zeros: "the output's elements that are 0, of all"
    case .mean: "the output's mean"
    case .ratio: "the output's mean, of the input's"
    case .power: "the output's mean square, of the input's: 1 / (1 - p) for dropout"
    case .variance: "the output's variance over elements and trials"
    case .factor: "the output's variance, of the input's"
    case .batch: "the mean variance within a trial: what a batch norm divides by in training"
    case .running: "the running variance of that batch norm after all trials"
    case .evaluation: "the variance in evaluation"
    case .shift: "evaluation / running: the variance behind the batch norm, which should be 1"
    }
  }
}

extension StatisticsRule {
  var summary: String {
    switch self {
    case .inverted: "mask / (1 - p) in training, nothing in evaluation"
    case .vanilla: "mask in training, times 1 - p in evaluation"
    case .none: "the scale forgotten: mask in training, nothing in evaluation"
    case .twice: "applied twice: mask / (1 - p), and times 1 - p in evaluation"
    case .divideByP: "the mistake of dividing by p instead of 1 - p"
    case .keepForDrop: "the mistake of keeping with probability p: mask / (1 - p)"
    case .both: "both mistakes: keeps with p, divides by p; the mean is right again"
    }
  }
}

extension SchedulePattern {
  var summary: String {
    switch self {
    case .linear: "from 0 to the rate over all blocks: calculate_drop_path_rates(rate, depths)"
    case .uniform: "the rate in every block"
    case .stagewise: "calculate_drop_path_rates(rate, depths, stagewise=True): linear, by stages"
    }
  }
}

extension DropoutRule {
  var summary: String {
    switch self {
    case .vanilla: "mask in training, times 1 - p in testing"
    case .inverted: "mask and division by 1 - p in training, nothing in testing"
    case .none: "no dropout"
    }
  }
}

extension DropRates {
  var summary: String {
    switch self {
    case .uniform: "p for every block"
    case .linear: "from 0 for the first block to p for the last"
    }
  }
}

extension DropPathForm {
  var summary: String {
    switch self {
    case .bernoulli: "skips a block with probability p"
    case .articleModule: "DropPath(p) as the article wrote it: p arrives as what is kept"
    }
  }
}
