// RUN: dycl-opt %s -p sink-into-branches | filecheck %s

// Two operations follow their only user, through two branches, in order.
// CHECK-LABEL: @sink
// CHECK-NEXT:    scf.if %c
// CHECK-NEXT:      scf.if %d
// CHECK-NEXT:        %w = dycl.weight
// CHECK-NEXT:        %p = aten.mul.Tensor %x, %w
// CHECK-NEXT:        %q = aten.relu %p
// CHECK-NEXT:        scf.yield %q
func.func @sink(%c: i1, %d: i1, %x: tensor<4xf32>) -> tensor<4xf32> {
  %w = dycl.weight @w : tensor<4xf32>
  %p = aten.mul.Tensor %x, %w : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %q = aten.relu %p : (tensor<4xf32>) -> tensor<4xf32>
  %r = scf.if %c -> (tensor<4xf32>) {
    %s = scf.if %d -> (tensor<4xf32>) {
      scf.yield %q : tensor<4xf32>
    } else {
      scf.yield %x : tensor<4xf32>
    }
    scf.yield %s : tensor<4xf32>
  } else {
    scf.yield %x : tensor<4xf32>
  }
  func.return %r : tensor<4xf32>
}

// Must stay: both arms use it; the condition needs it; constants; random numbers.
// CHECK-LABEL: @stay
// CHECK:         arith.constant
// CHECK-NEXT:    aten.relu
// CHECK-NEXT:    dycl.item
// CHECK-NEXT:    aten.rand
// CHECK-NEXT:    scf.if
func.func @stay(%c: tensor<i1>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %k = arith.constant dense<1.0> : tensor<4xf32>
  %p = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
  %b = dycl.item %c : tensor<i1> -> i1
  %noise = aten.rand {size = [4]} : () -> tensor<4xf32>
  %r = scf.if %b -> (tensor<4xf32>) {
    %q = aten.add.Tensor %p, %k : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %s2 = aten.add.Tensor %q, %noise : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    scf.yield %s2 : tensor<4xf32>
  } else {
    scf.yield %p : tensor<4xf32>
  }
  func.return %r : tensor<4xf32>
}

// Into the branch, but not into the loop that is in it.
// CHECK-LABEL: @loop
// CHECK-NEXT:    scf.if
// CHECK-NEXT:      %p = aten.relu %x
// CHECK-NEXT:      scf.for
func.func @loop(%c: i1, %n: i64, %one: i64, %x: tensor<4xf32>) -> tensor<4xf32> {
  %p = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
  %r = scf.if %c -> (tensor<4xf32>) {
    %s = scf.for %i = %one to %n step %one iter_args(%y = %x) -> (tensor<4xf32>) : i64 {
      %z = aten.add.Tensor %y, %p : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      scf.yield %z : tensor<4xf32>
    }
    scf.yield %s : tensor<4xf32>
  } else {
    scf.yield %x : tensor<4xf32>
  }
  func.return %r : tensor<4xf32>
}
