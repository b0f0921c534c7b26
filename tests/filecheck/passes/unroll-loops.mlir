// RUN: dycl-opt %s -p unroll-loops | filecheck %s
// RUN: dycl-opt %s -p 'unroll-loops{max-trip-count=1}' | filecheck %s --check-prefix=ONE

// Two iterations of each loop; both tests of the second one are constant.
// CHECK-LABEL: @unroll
// CHECK-NOT:     scf
// CHECK-COUNT-2: aten.relu
// CHECK-NOT:     scf
// CHECK-COUNT-2: aten.neg
// CHECK-NOT:     scf
// CHECK:         func.return
// ONE-LABEL: @unroll
// ONE:         scf.for
// ONE:         scf.while
func.func @unroll(%x: tensor<4xf32>) -> tensor<4xf32> {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %two = arith.constant 2 : i64
  %r = scf.for %i = %zero to %two step %one iter_args(%h = %x) -> (tensor<4xf32>) : i64 {
    %s = aten.relu %h : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %s : tensor<4xf32>
  }
  %n, %t = scf.while (%i = %zero, %h = %r) : (i64, tensor<4xf32>) -> (i64, tensor<4xf32>) {
    %more = arith.cmpi slt, %i, %two : i64
    scf.condition(%more) %i, %h : i64, tensor<4xf32>
  } do {
  ^bb0(%i: i64, %h: tensor<4xf32>):
    %next = arith.addi %i, %one : i64
    %s = aten.neg %h : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %next, %s : i64, tensor<4xf32>
  }
  func.return %t : tensor<4xf32>
}

// Must stay: an unknown bound; many iterations.
// CHECK-LABEL: @stay
// CHECK-COUNT-2: scf.for
func.func @stay(%x: tensor<4xf32>, %n: i64) -> tensor<4xf32> {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %many = arith.constant 9 : i64
  %r = scf.for %i = %zero to %n step %one iter_args(%h = %x) -> (tensor<4xf32>) : i64 {
    %s = aten.relu %h : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %s : tensor<4xf32>
  }
  %t = scf.for %i = %zero to %many step %one iter_args(%h = %r) -> (tensor<4xf32>) : i64 {
    %s = aten.neg %h : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %s : tensor<4xf32>
  }
  func.return %t : tensor<4xf32>
}
