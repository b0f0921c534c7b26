// RUN: dycl-opt %s -p loop-invariant-code-motion | filecheck %s
// RUN: dycl-opt %s -p 'loop-invariant-code-motion{speculate=false}' | filecheck %s --check-prefix CERTAIN
// RUN: dycl-opt %s -p 'loop-invariant-code-motion{minimum-flops=8}' | filecheck %s --check-prefix HEAVY

// Out of two loops; what the counter goes into stays.
// CHECK-LABEL: @hoist
// CHECK-NEXT:    %w = dycl.weight @w
// CHECK-NEXT:    %b = aten.relu %w
// CHECK-NEXT:    scf.for
// CHECK-NEXT:      scf.while
// CHECK-NEXT:        aten.any
// CHECK:             aten.add.Tensor %k, %b
func.func @hoist(%n: i64, %one: i64, %x: tensor<4xf32>) -> tensor<4xf32> {
  %r = scf.for %i = %one to %n step %one iter_args(%h = %x) -> (tensor<4xf32>) : i64 {
    %s = scf.while (%g = %h) : (tensor<4xf32>) -> (tensor<4xf32>) {
      %any = aten.any %g : (tensor<4xf32>) -> tensor<i1>
      %go = dycl.item %any : tensor<i1> -> i1
      scf.condition(%go) %g : tensor<4xf32>
    } do {
    ^bb0(%k: tensor<4xf32>):
      %w = dycl.weight @w : tensor<4xf32>
      %b = aten.relu %w : (tensor<4xf32>) -> tensor<4xf32>
      %c = aten.add.Tensor %k, %b : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      scf.yield %c : tensor<4xf32>
    }
    scf.yield %s : tensor<4xf32>
  }
  func.return %r : tensor<4xf32>
}

// Must stay: random numbers, a division, an index that may be out of range.
// CHECK-LABEL: @stay
// CHECK-NEXT:    scf.for
// CHECK-NEXT:      aten.rand
// CHECK-NEXT:      aten.index_select
// CHECK-NEXT:      arith.divsi
func.func @stay(%n: i64, %one: i64, %x: tensor<4xf32>, %j: tensor<4xi64>) -> (tensor<4xf32>, i64) {
  %r, %q = scf.for %i = %one to %n step %one iter_args(%h = %x, %p = %n) -> (tensor<4xf32>, i64) : i64 {
    %a = aten.rand {size = [4]} : () -> tensor<4xf32>
    %b = aten.index_select %x, %j {dim = 0} : (tensor<4xf32>, tensor<4xi64>) -> tensor<4xf32>
    %d = arith.divsi %n, %one : i64
    %c = aten.add.Tensor %a, %b : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    scf.yield %c, %d : tensor<4xf32>, i64
  }
  func.return %r, %q : tensor<4xf32>, i64
}

// The test of a loop always runs, and its body at least once where the first test succeeds; of other
// loops it is only known when they run. A product leaves its loop, with the weight that it needs; an
// addition is not worth a place in memory.
// CHECK-LABEL: @first_turn
// CHECK:         %w = dycl.weight @w
// CHECK-NEXT:    aten.linear
// CHECK-NEXT:    aten.relu
// CHECK:         scf.while
// CERTAIN-LABEL: @first_turn
// CERTAIN:         %w = dycl.weight @w
// CERTAIN-NEXT:    aten.linear
// CERTAIN-NEXT:    aten.relu
// CERTAIN:         scf.while
// HEAVY-LABEL: @first_turn
// HEAVY-NEXT:    arith.constant 0
// HEAVY-NEXT:    %w = dycl.weight @w
// HEAVY-NEXT:    aten.linear
// HEAVY-NEXT:    scf.while
// HEAVY:           aten.relu
func.func @first_turn(%x: tensor<4x4xf32>, %y: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %0 = arith.constant 0 : i64
  %n, %r = scf.while (%i = %0, %h = %x) : (i64, tensor<4x4xf32>) -> (i64, tensor<4x4xf32>) {
    %three = arith.constant 3 : i64
    %go = arith.cmpi slt, %i, %three : i64
    scf.condition(%go) %i, %h : i64, tensor<4x4xf32>
  } do {
  ^bb0(%j: i64, %k: tensor<4x4xf32>):
    %w = dycl.weight @w : tensor<4x4xf32>
    %p = aten.linear %y, %w : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
    %q = aten.relu %p : (tensor<4x4xf32>) -> tensor<4x4xf32>
    %s = aten.add.Tensor %k, %q : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
    %one = arith.constant 1 : i64
    %next = arith.addi %j, %one : i64
    scf.yield %next, %s : i64, tensor<4x4xf32>
  }
  func.return %r : tensor<4x4xf32>
}

// CERTAIN-LABEL: @may_not_run
// CERTAIN-NEXT:    scf.for
// CERTAIN-NEXT:      aten.relu
func.func @may_not_run(%n: i64, %one: i64, %x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %r = scf.for %i = %one to %n step %one iter_args(%h = %x) -> (tensor<4xf32>) : i64 {
    %b = aten.relu %y : (tensor<4xf32>) -> tensor<4xf32>
    %s = aten.add.Tensor %h, %b : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    scf.yield %s : tensor<4xf32>
  }
  func.return %r : tensor<4xf32>
}

// CERTAIN-LABEL: @runs_three_times
// CERTAIN:         aten.relu
// CERTAIN-NEXT:    scf.for
func.func @runs_three_times(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %zero = arith.constant 0 : i64
  %three = arith.constant 3 : i64
  %one = arith.constant 1 : i64
  %r = scf.for %i = %zero to %three step %one iter_args(%h = %x) -> (tensor<4xf32>) : i64 {
    %b = aten.relu %y : (tensor<4xf32>) -> tensor<4xf32>
    %s = aten.add.Tensor %h, %b : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    scf.yield %s : tensor<4xf32>
  }
  func.return %r : tensor<4xf32>
}

// An index that may be out of range stays: what the loop's test does comes first.
// CHECK-LABEL: @test_with_an_effect
// CHECK:         scf.while
// CHECK:           aten.rand
// CHECK:           aten.index_select
func.func @test_with_an_effect(%x: tensor<4xf32>, %j: tensor<4xi64>) -> tensor<4xf32> {
  %0 = arith.constant 0 : i64
  %n, %r = scf.while (%i = %0, %h = %x) : (i64, tensor<4xf32>) -> (i64, tensor<4xf32>) {
    %three = arith.constant 3 : i64
    %go = arith.cmpi slt, %i, %three : i64
    %a = aten.rand {size = [4]} : () -> tensor<4xf32>
    %b = aten.add.Tensor %h, %a : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    scf.condition(%go) %i, %b : i64, tensor<4xf32>
  } do {
  ^bb0(%k: i64, %y: tensor<4xf32>):
    %s = aten.index_select %x, %j {dim = 0} : (tensor<4xf32>, tensor<4xi64>) -> tensor<4xf32>
    %z = aten.add.Tensor %y, %s : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %one = arith.constant 1 : i64
    %next = arith.addi %k, %one : i64
    scf.yield %next, %z : i64, tensor<4xf32>
  }
  func.return %r : tensor<4xf32>
}
