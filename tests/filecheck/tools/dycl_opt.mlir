// RUN: dycl-opt %s --print-debuginfo | dycl-opt --print-debuginfo | filecheck %s
// RUN: dycl-opt %s --print-op-generic --print-debuginfo | dycl-opt --print-debuginfo | filecheck %s
// RUN: xdsl-opt %s -p prune-dead-branches | filecheck %s --check-prefix=XDSL

// Locations survive printing and reading, also those of loops, and plain xdsl-opt knows dycl.

// CHECK-LABEL: func.func @forward(
// XDSL-LABEL:  func.func @forward(
func.func @forward(%x: tensor<2xf32>, %n: i64) -> (tensor<2xf32>, i64) {
  %zero = arith.constant 0 : i64
  // CHECK: %y = aten.relu %x : (tensor<2xf32>) -> tensor<2xf32> loc("blocks.3"("net.py":12:8))
  // XDSL:  %y = aten.relu %x : (tensor<2xf32>) -> tensor<2xf32>
  %y = aten.relu %x : (tensor<2xf32>) -> tensor<2xf32> loc("blocks.3"("net.py":12:8))
  // CHECK: scf.while (%i = %zero) : (i64) -> i64 {
  %r = scf.while (%i = %zero) : (i64) -> i64 {
    // CHECK-NEXT: arith.cmpi slt, %i, %n : i64 loc("net.py":13:10)
    %go = arith.cmpi slt, %i, %n : i64 loc("net.py":13:10)
    scf.condition(%go) %i : i64
  // CHECK: } do {
  } do {
  ^bb0(%j: i64):
    %k = arith.addi %j, %j : i64
    scf.yield %k : i64
  // CHECK: } loc("net.py":13:4)
  } loc("net.py":13:4)
  func.return %y, %r : tensor<2xf32>, i64
}
