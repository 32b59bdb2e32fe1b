// What the kernels are made of, and the rules that they keep.
//
// This folder is compiled three times on x86-64: as `VectorKernels` for any processor, and through
// symbolic links as `VectorKernelsAVX2` and `VectorKernelsAVX512` for newer ones. So it may hold
// nothing but free functions over pointers, numbers and SIMD values. A generic of the standard
// library that is specialized here becomes a weak symbol, the linker keeps one of several equal
// ones, and if that is the one made of AVX instructions, old processors die of it.
// `Tests/RegxCommandTests/old-processors` looks for such symbols.
//
// Sixteen lanes are best or nearly so at every instruction set; 32 fall apart into scalars, and so
// do the standard library's conversions of whole vectors, which are written out lane by lane here.

typealias Words = SIMD16<UInt32>
typealias Integers = SIMD16<Int32>
typealias Reals = SIMD16<Float>

@inline(__always)
func words(_ base: UnsafePointer<UInt32>, _ index: Int) -> Words {
  UnsafeRawPointer(base + index).loadUnaligned(as: Words.self)
}

@inline(__always)
func reals(_ base: UnsafePointer<Float>, _ index: Int) -> Reals {
  UnsafeRawPointer(base + index).loadUnaligned(as: Reals.self)
}

@inline(__always)
func store(_ value: Words, _ base: UnsafeMutablePointer<UInt32>, _ index: Int) {
  UnsafeMutableRawPointer(base + index).storeBytes(of: value, as: Words.self)
}

@inline(__always)
func store(_ value: Reals, _ base: UnsafeMutablePointer<Float>, _ index: Int) {
  UnsafeMutableRawPointer(base + index).storeBytes(of: value, as: Reals.self)
}

/// The numbers as floats, exactly where they are below 2^24.
@inline(__always)
func converted(_ n: Integers) -> Reals {
  Reals(
    Float(n[0]), Float(n[1]), Float(n[2]), Float(n[3]), Float(n[4]), Float(n[5]), Float(n[6]),
    Float(n[7]), Float(n[8]), Float(n[9]), Float(n[10]), Float(n[11]), Float(n[12]), Float(n[13]),
    Float(n[14]), Float(n[15]))
}

/// Calls `body` with the place of each vector of 16 in `count` elements; the last one may overlap
/// the one before. Calls `one` with each element instead where there are fewer than 16.
@inline(__always)
func forEachVector(_ count: Int, _ body: (Int) -> Void, orEach one: (Int) -> Void) {
  var i = 0
  if count < 16 {
    while i < count {
      one(i)
      i &+= 1
    }
    return
  }
  while i &+ 16 <= count {
    body(i)
    i &+= 16
  }
  if i < count { body(count &- 16) }
}
