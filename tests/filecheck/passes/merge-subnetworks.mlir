// RUN: dycl-opt %s -p merge-subnetworks | filecheck %s

// Two calls in a row become one; the one in the branch, which depends on them, stays.
// CHECK-LABEL: func.func @forward
// CHECK:         %v = dycl.weight @v
// CHECK-NEXT:    %b = func.call @b(%x, {{.*}}, %v)
// CHECK-NEXT:    scf.if %c
// CHECK-NEXT:      func.call @stage(%b
// CHECK:       func.func private @stage
func.func @forward(%c: i1, %x: tensor<4xf32>) -> tensor<4xf32> {
  %w = dycl.weight @w : tensor<4xf32>
  %v = dycl.weight @v : tensor<4xf32>
  %a = func.call @stage(%x, %w) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %b = func.call @stage(%a, %v) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %r = scf.if %c -> (tensor<4xf32>) {
    %d = func.call @stage(%b, %w) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    scf.yield %d : tensor<4xf32>
  } else {
    scf.yield %b : tensor<4xf32>
  }
  func.return %r : tensor<4xf32>
}
func.func private @stage(%x: tensor<4xf32>, %w: tensor<4xf32> {dycl.weight}) -> tensor<4xf32> attributes {dycl.subnetwork} {
  %0 = aten.mul.Tensor %x, %w : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  func.return %0 : tensor<4xf32>
}

// Must stay: the second call depends on what the host computes from the first.
// CHECK-LABEL: func.func @other
// CHECK-COUNT-2: func.call @stage
func.func @other(%x: tensor<4xf32>, %i: tensor<4xi64>) -> tensor<4xf32> {
  %w = dycl.weight @w : tensor<4xf32>
  %a = func.call @stage(%x, %w) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %h = aten.index_select %a, %i {dim = 0} : (tensor<4xf32>, tensor<4xi64>) -> tensor<4xf32>
  %b = func.call @stage(%h, %w) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  func.return %b : tensor<4xf32>
}

// CHECK:       func.func private @b
// CHECK-NEXT:    aten.mul.Tensor
// CHECK-NEXT:    aten.mul.Tensor
