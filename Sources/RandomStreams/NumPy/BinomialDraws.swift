// Binomial draws of NumPy's two generators, read in order.

/// `Generator.binomial`.
struct GeneratorBinomial: Draw {
  private var stream: Checkpoints<PCGStream>
  private let binomial: Binomial

  init(_ stream: inout PCGStream, count: Int, binomial: Binomial) {
    self.binomial = binomial
    self.stream = Checkpoints(&stream, count: count) { stream, count in
      binomial.draw(count, from: &stream) { _, _ in }
    }
  }

  mutating func fill(_ block: inout MutableSpan<Int64>, from index: Int) {
    stream.read(block.count, from: index) { stream in
      binomial.draw(block.count, from: &stream) { block[$0] = $1 }
    }
  }
}

/// `Generator.binomial(1, p)` where some numbers are rejected.
struct GeneratorRejectingTrial: MaskDraw {
  private var stream: Checkpoints<PCGStream>
  private let trial: Binomial

  init(_ stream: inout PCGStream, count: Int, trial: Binomial) {
    self.trial = trial
    self.stream = Checkpoints(&stream, count: count) { stream, count in
      trial.draw(count, from: &stream) { _, _ in }
    }
  }

  mutating func fill(_ block: inout MutableSpan<UInt8>, from index: Int) {
    stream.read(block.count, from: index) { stream in
      trial.draw(block.count, from: &stream) { block[$0] = UInt8(truncatingIfNeeded: $1) }
    }
  }
}

/// `RandomState.binomial`.
struct LegacyBinomial: Draw {
  private var stream: Checkpoints<LegacyStream>
  private let binomial: Binomial

  init(_ stream: inout LegacyStream, count: Int, binomial: Binomial) {
    self.binomial = binomial
    self.stream = Checkpoints(&stream, count: count) { stream, count in
      binomial.draw(count, from: &stream) { _, _ in }
    }
  }

  mutating func fill(_ block: inout MutableSpan<Int64>, from index: Int) {
    stream.read(block.count, from: index) { stream in
      binomial.draw(block.count, from: &stream) { block[$0] = $1 }
    }
  }
}

/// `RandomState.binomial(1, p)` where some numbers are rejected.
struct LegacyRejectingTrial: MaskDraw {
  private var stream: Checkpoints<LegacyStream>
  private let trial: Binomial

  init(_ stream: inout LegacyStream, count: Int, trial: Binomial) {
    self.trial = trial
    self.stream = Checkpoints(&stream, count: count) { stream, count in
      trial.draw(count, from: &stream) { _, _ in }
    }
  }

  mutating func fill(_ block: inout MutableSpan<UInt8>, from index: Int) {
    stream.read(block.count, from: index) { stream in
      trial.draw(block.count, from: &stream) { block[$0] = UInt8(truncatingIfNeeded: $1) }
    }
  }
}
