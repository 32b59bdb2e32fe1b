// PyTorch's releases by name, each with the rules that it follows.
// SPDX-License-Identifier: Apache-2.0

extension TorchVersion {
  /// PyTorch 2.12 and later.
  public static let latest = TorchVersion(bernoulli: .native, rounding: .late)
  /// The x86-64 wheels of PyTorch 2.0 to 2.6, and 1.13 and before on Intel's processors.
  public static let mkl = TorchVersion(bernoulli: .mkl, rounding: .early)
  /// PyTorch 2.7 to 2.11; older ones where MKL is not used.
  public static let native = TorchVersion(bernoulli: .native, rounding: .early)

  /// PyTorch 1.13 on AMD's processors.
  public static let v1_13 = native
  /// PyTorch 1.13 and before on Intel's processors.
  public static let v1_13Intel = mkl
  /// PyTorch 2.0, x86-64 wheels.
  public static let v2_0 = mkl
  /// PyTorch 2.1, x86-64 wheels.
  public static let v2_1 = mkl
  /// PyTorch 2.2, x86-64 wheels.
  public static let v2_2 = mkl
  /// PyTorch 2.3, x86-64 wheels.
  public static let v2_3 = mkl
  /// PyTorch 2.4, x86-64 wheels.
  public static let v2_4 = mkl
  /// PyTorch 2.5, x86-64 wheels.
  public static let v2_5 = mkl
  /// PyTorch 2.6, x86-64 wheels.
  public static let v2_6 = mkl
  /// PyTorch 2.7.
  public static let v2_7 = native
  /// PyTorch 2.8.
  public static let v2_8 = native
  /// PyTorch 2.9.
  public static let v2_9 = native
  /// PyTorch 2.10.
  public static let v2_10 = native
  /// PyTorch 2.11.
  public static let v2_11 = native
  /// PyTorch 2.12.
  public static let v2_12 = latest
  /// PyTorch 2.13.
  public static let v2_13 = latest
}
