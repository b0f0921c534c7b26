// RUN: dycl-opt %s -p hoist-from-branches | filecheck %s

// Both arms compute it, with equal weights; then a chain of it.
// CHECK-LABEL: @both
// CHECK-NEXT:    %w = dycl.weight @w
// CHECK-NEXT:    %a = aten.mul.Tensor %x, %w
// CHECK-NEXT:    %b = aten.relu %a
// CHECK-NEXT:    scf.if %c
// CHECK-NEXT:      aten.neg %b
// CHECK-NEXT:      scf.yield
// CHECK-NEXT:    } else {
// CHECK-NEXT:      scf.yield %b
func.func @both(%c: i1, %x: tensor<4xf32>) -> tensor<4xf32> {
  %r = scf.if %c -> (tensor<4xf32>) {
    %w = dycl.weight @w : tensor<4xf32>
    %a = aten.mul.Tensor %x, %w : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %b = aten.relu %a : (tensor<4xf32>) -> tensor<4xf32>
    %d = aten.neg %b : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %d : tensor<4xf32>
  } else {
    %w = dycl.weight @w : tensor<4xf32>
    %a = aten.mul.Tensor %x, %w : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %b = aten.relu %a : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %b : tensor<4xf32>
  }
  func.return %r : tensor<4xf32>
}

// Must stay: one arm alone; other weights; random numbers; an index that a check guards.
// CHECK-LABEL: @stay
// CHECK:         scf.if
// CHECK-NEXT:      aten.tanh
// CHECK:           } else {
// CHECK:           func.return
func.func @stay(%c: i1, %bad: i1, %x: tensor<4xf32>, %i: tensor<2xi64>) -> tensor<2xf32> {
  %r = scf.if %c -> (tensor<2xf32>) {
    %only = aten.tanh %x : (tensor<4xf32>) -> tensor<4xf32>
    %w = dycl.weight @v : tensor<4xf32>
    %a = aten.mul.Tensor %only, %w : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %noise = aten.rand {size = [4]} : () -> tensor<4xf32>
    %b = aten.add.Tensor %a, %noise : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    scf.if %bad {
      dycl.raise "ValueError" "bad"
    }
    %d = aten.index_select %b, %i {dim = 0} : (tensor<4xf32>, tensor<2xi64>) -> tensor<2xf32>
    %e = aten.index_select %x, %i {dim = 0} : (tensor<4xf32>, tensor<2xi64>) -> tensor<2xf32>
    %f = aten.add.Tensor %d, %e : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    scf.yield %f : tensor<2xf32>
  } else {
    %w = dycl.weight @w : tensor<4xf32>
    %a = aten.mul.Tensor %x, %w : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %noise = aten.rand {size = [4]} : () -> tensor<4xf32>
    %b = aten.add.Tensor %a, %noise : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %d = aten.index_select %b, %i {dim = 0} : (tensor<4xf32>, tensor<2xi64>) -> tensor<2xf32>
    %e = aten.index_select %x, %i {dim = 0} : (tensor<4xf32>, tensor<2xi64>) -> tensor<2xf32>
    %f = aten.add.Tensor %d, %e : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    scf.yield %f : tensor<2xf32>
  }
  func.return %r : tensor<2xf32>
}
