// RUN: dycl-opt %s -p deduplicate-subnetworks | filecheck %s

// CHECK-LABEL: @forward
// CHECK:         func.call @block_1(%x, %w1)
// CHECK:         func.call @block_1({{.*}}, %w2)
// CHECK:         func.call @other
// CHECK:         func.call @reversed
func.func @forward(%x: tensor<4xf32>) -> tensor<4xf32> {
  %w1 = dycl.weight @block.1 : tensor<4xf32>
  %1 = func.call @block_1(%x, %w1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %w2 = dycl.weight @block.2 : tensor<4xf32>
  %2 = func.call @block_2(%1, %w2) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %3 = func.call @other(%2, %w2) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %4 = func.call @reversed(%3, %w2) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  func.return %4 : tensor<4xf32>
}

// CHECK: @block_1
func.func private @block_1(%x: tensor<4xf32>, %w: tensor<4xf32> {dycl.weight}) -> tensor<4xf32> attributes {dycl.subnetwork} {
  %y = aten.sub.Tensor %x, %w : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32> loc("model.py":1:1)
  func.return %y : tensor<4xf32>
}

// The same but for names and locations.
// CHECK-NOT: @block_2
func.func private @block_2(%a: tensor<4xf32>, %b: tensor<4xf32> {dycl.weight}) -> tensor<4xf32> attributes {dycl.subnetwork} {
  %c = aten.sub.Tensor %a, %b : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32> loc("model.py":2:1)
  func.return %c : tensor<4xf32>
}

// Must stay: another attribute.
// CHECK: @other
func.func private @other(%x: tensor<4xf32>, %w: tensor<4xf32> {dycl.weight}) -> tensor<4xf32> attributes {dycl.subnetwork} {
  %y = aten.sub.Tensor %x, %w {alpha = 2} : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  func.return %y : tensor<4xf32>
}

// Must stay: operands the other way round.
// CHECK: @reversed
func.func private @reversed(%x: tensor<4xf32>, %w: tensor<4xf32> {dycl.weight}) -> tensor<4xf32> attributes {dycl.subnetwork} {
  %y = aten.sub.Tensor %w, %x : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  func.return %y : tensor<4xf32>
}
