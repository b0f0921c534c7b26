// RUN: dycl-opt %s -p eliminate-common-subexpressions | filecheck %s

// Around a branch, and again after it.
// CHECK-LABEL: @around
// CHECK-NEXT:    %a = aten.relu %x
// CHECK-NEXT:    scf.if
// CHECK-NEXT:      scf.yield %a
// CHECK-NEXT:    } else {
// CHECK-NEXT:      scf.yield %x
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %r, %a
func.func @around(%c: i1, %x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %a = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
  %r = scf.if %c -> (tensor<4xf32>) {
    %b = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %b : tensor<4xf32>
  } else {
    scf.yield %x : tensor<4xf32>
  }
  %d = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
  func.return %r, %d : tensor<4xf32>, tensor<4xf32>
}

// In one arm, and again after the branch: the other arm computes it.
// CHECK-LABEL: @in_an_arm
// CHECK-NEXT:    %r, %d = scf.if %c
// CHECK-NEXT:      [[D:%.*]] = aten.relu %x
// CHECK-NEXT:      scf.yield %x, [[D]]
// CHECK-NEXT:    } else {
// CHECK-NEXT:      %b = aten.relu %x
// CHECK-NEXT:      %e = aten.neg %b
// CHECK-NEXT:      scf.yield %e, %b
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %r, %d
func.func @in_an_arm(%c: i1, %x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %r = scf.if %c -> (tensor<4xf32>) {
    scf.yield %x : tensor<4xf32>
  } else {
    %b = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
    %e = aten.neg %b : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %e : tensor<4xf32>
  }
  %d = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
  func.return %r, %d : tensor<4xf32>, tensor<4xf32>
}

// Must stay: random numbers; the arms of one branch; the next iteration.
// CHECK-LABEL: @stay
// CHECK-COUNT-2: aten.rand
// CHECK-COUNT-2: aten.relu
// CHECK:         scf.for
// CHECK:         aten.neg
// CHECK:         aten.neg
func.func @stay(%c: i1, %n: i64, %x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) {
  %a = aten.rand {size = [4]} : () -> tensor<4xf32>
  %b = aten.rand {size = [4]} : () -> tensor<4xf32>
  %r = scf.if %c -> (tensor<4xf32>) {
    %d = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
    %e = aten.add.Tensor %d, %a : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    scf.yield %e : tensor<4xf32>
  } else {
    %d = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
    %e = aten.add.Tensor %d, %b : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    scf.yield %e : tensor<4xf32>
  }
  %s = scf.for %i = %n to %n step %n iter_args(%h = %x) -> (tensor<4xf32>) : i64 {
    %k = aten.neg %h : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %k : tensor<4xf32>
  }
  %t = aten.neg %x : (tensor<4xf32>) -> tensor<4xf32>
  func.return %r, %s, %t : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}
