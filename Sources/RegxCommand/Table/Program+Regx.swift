// The whole command line in one value: parsing, help, man page and completion read it.
// SPDX-License-Identifier: Apache-2.0

import CommandTable

extension Program where Options == RawFlags {
  static let regx = Program(
    "regx", version: "0.1.0", date: "2026-11-21",
    summary: "A regularization explorer: what Dropout and DropPath do to a tensor, exactly",
    description: """
      Give regx a seed and a framework, and it computes what Dropout, DropPath and their \
      relatives do to a tensor: bit for bit what PyTorch, timm, torchvision, NumPy, JAX/Flax, \
      MLX, TensorFlow or Keras would return, without installing any of them.

      Only the elements shown are computed: a shape larger than any memory is printed from its \
      corners, as PyTorch would print it.
      """,
    examples: [
      Example(
        "regx compare --shape 3,2,2,2 --p 0.33 --seed 2021",
        shows: "DropPath and Dropout of one tensor, as PyTorch prints them"),
      Example(
        "regx compare --seed 2021 --engine torch-mkl",
        shows: "The same seed in PyTorch 2.0 to 2.6 on x86: another mask"),
      Example(
        "regx dropout --p 0.2 --input x.npy -o y.npy",
        shows: "Dropout of a NumPy file"),
      Example("regx sample randn --shape 4,4 --seed 1", shows: "torch.randn(4, 4)"),
    ],
    commands: Subcommand.all.map(\.command), shorthand: "apply",
    sections: [
      Section(
        "EXIT STATUS",
        """
        0: done. 1: done, and what 'diff' or 'check' was asked does not hold. 2: trouble, and \
        nothing may be concluded: a wrong command line, an unreadable file, a full disk. Standard \
        error says what is wrong. Standard output may have the beginning of a result that is \
        written as it is made; a file that --output names appears whole or not at all.
        """),
      Section(
        "ENVIRONMENT",
        """
        NO_COLOR: where it is set and not empty, no colour is used.

        TMPDIR: the folder for what must be kept of a pipe, /var/tmp or /tmp if it is not set. The \
        file there has no name and goes with the process.

        REGX_KERNELS: the inner loops to run, of those that 'regx --version --verbose' can name: \
        plain, base, avx2 or avx512. All give the same bits.
        """),
    ],
    defaults: RawFlags())
}
