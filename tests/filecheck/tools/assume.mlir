// RUN: dycl-opt %s --assume "0 <= x <= 1" --assume "n >= 1" | filecheck %s --check-prefix=WRITTEN
// RUN: dycl-opt %s --assume "0 <= x <= 1" --assume "n >= 1" -p prune-dead-branches --remarks --validate=2 2>&1 | filecheck %s
// RUN: not dycl-opt %s --assume "0 <= y <= 1" 2>&1 | filecheck %s --check-prefix=UNKNOWN
// RUN: not dycl-opt %s --assume "n < 9223372036854775807" 2>&1 | filecheck %s --check-prefix=LARGE

// What is known of inputs is written into the program; validation tries no other inputs.

// WRITTEN:      %x_1 = dycl.assume %x in [0.0, 1.0] : tensor<1x4xf32>
// WRITTEN-NEXT: aten.mean %x_1

// CHECK:      validated 1 pass on {{[0-9]+}} inputs, which go 4 of 6 ways of branches
// CHECK-DAG:  remark: the branch is never taken: it tests m > 1.5, where m is in [0.0, 1.00
// CHECK-DAG:  remark: the branch is never taken: it tests n <= 0, where n is in [1, inf]
// CHECK:      scf.yield %e
// CHECK-NOT:  scf.if

// UNKNOWN: error: the assumption '0 <= y <= 1' names no argument of the program

// LARGE: error: the bounds [-inf, 9223372036854775806] are too large for an assumption
func.func @forward(%x: tensor<1x4xf32>, %n: i64) -> tensor<1x4xf32> {
  %m = aten.mean %x : (tensor<1x4xf32>) -> tensor<f32>
  %g = aten.gt.Scalar %m {other = 1.5} : (tensor<f32>) -> tensor<i1>
  %c = dycl.item %g : tensor<i1> -> i1
  %one = arith.constant 1 : i64
  %zero = arith.constant 0 : i64
  %two = arith.cmpi sgt, %n, %one : i64
  %none = arith.cmpi sle, %n, %zero : i64
  %r = scf.if %c -> (tensor<1x4xf32>) {
    scf.yield %x : tensor<1x4xf32>
  } else {
    %s = scf.if %none -> (tensor<1x4xf32>) {
      scf.yield %x : tensor<1x4xf32>
    } else {
      %t = scf.if %two -> (tensor<1x4xf32>) {
        %e = aten.exp %x : (tensor<1x4xf32>) -> tensor<1x4xf32>
        scf.yield %e : tensor<1x4xf32>
      } else {
        scf.yield %x : tensor<1x4xf32>
      }
      scf.yield %t : tensor<1x4xf32>
    }
    scf.yield %s : tensor<1x4xf32>
  }
  func.return %r : tensor<1x4xf32>
}
