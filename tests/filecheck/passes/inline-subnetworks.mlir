// RUN: dycl-opt %s -p inline-subnetworks | filecheck %s

// Each call becomes what it calls, with its own arguments; other functions stay.
// CHECK:       func.func @forward
// CHECK-NEXT:    %w = dycl.weight @w
// CHECK-NEXT:    %a = aten.mul.Tensor %x, %w
// CHECK-NEXT:    scf.if %c
// CHECK-NEXT:      %b = aten.mul.Tensor %a, %w
// CHECK-NEXT:      scf.yield %b
// CHECK:         func.call @host
// CHECK-NOT:   @stage
// CHECK:       func.func private @host
func.func @forward(%c: i1, %x: tensor<4xf32>) -> tensor<4xf32> {
  %w = dycl.weight @w : tensor<4xf32>
  %a = func.call @stage(%x, %w) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %r = scf.if %c -> (tensor<4xf32>) {
    %b = func.call @stage(%a, %w) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    scf.yield %b : tensor<4xf32>
  } else {
    scf.yield %a : tensor<4xf32>
  }
  %s = func.call @host(%r) : (tensor<4xf32>) -> tensor<4xf32>
  func.return %s : tensor<4xf32>
}
func.func private @stage(%x: tensor<4xf32>, %w: tensor<4xf32> {dycl.weight}) -> tensor<4xf32> attributes {dycl.subnetwork} {
  %0 = aten.mul.Tensor %x, %w : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  func.return %0 : tensor<4xf32>
}
func.func private @host(%x: tensor<4xf32>) -> tensor<4xf32> {
  func.return %x : tensor<4xf32>
}
