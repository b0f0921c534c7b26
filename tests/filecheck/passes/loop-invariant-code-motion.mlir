// RUN: dycl-opt %s -p loop-invariant-code-motion | filecheck %s

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
