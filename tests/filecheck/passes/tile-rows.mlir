// RUN: dycl-opt %s -p tile-rows --split-input-file | filecheck %s
// RUN: dycl-opt %s -p 'tile-rows,convert-aten-to-relay' --split-input-file | filecheck %s --check-prefix RELAY
// RUN: dycl-opt %s -p 'tile-rows{sizes=8,1,32 most-flops=2000}' --split-input-file | filecheck %s --check-prefix SIZES
// RUN: not dycl-opt %s -p 'tile-rows{sizes=8}' 2>&1 | filecheck %s --check-prefix NONE

// NONE: error: tile-rows needs a tile of one row
// NONE-NEXT: hint: add 1 to its option sizes
// SIZES: attributes {dycl.tiles = {mlp_1 = 1 : i64, mlp_8 = 8 : i64}}

// CHECK-LABEL: func.func @forward
// CHECK:         func.call @mlp(
// CHECK:       func.func private @mlp(%x: tensor<?x8xf32>, %w: tensor<8x8xf32> {dycl.weight}) -> tensor<?x8xf32>
// CHECK-SAME:    attributes {dycl.tiles = {mlp_1 = 1 : i64, mlp_4_tile = 4 : i64, mlp_16 = 16 : i64, mlp_64 = 64 : i64}}
// CHECK-NEXT:    aten.linear
// CHECK:       func.func private @mlp_1(%x: tensor<1x8xf32>, %w: tensor<8x8xf32> {dycl.weight}) -> tensor<1x8xf32> attributes {dycl.subnetwork}
// CHECK-NEXT:    %h = aten.linear %x, %w : (tensor<1x8xf32>, tensor<8x8xf32>) -> tensor<1x8xf32>
// CHECK:       func.func private @mlp_4_tile(%x: tensor<4x8xf32>
// CHECK:       func.func private @mlp_16(%x: tensor<16x8xf32>
// CHECK:       func.func private @mlp_64(%x: tensor<64x8xf32>
// RELAY-LABEL: func.func private @mlp(
// RELAY-NEXT:    aten.linear
// RELAY-LABEL: func.func private @mlp_16(
// RELAY-NEXT:    relay.call "nn.dense"
func.func @forward(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %w = dycl.weight @w : tensor<8x8xf32>
  %y = func.call @mlp(%x, %w) : (tensor<?x8xf32>, tensor<8x8xf32>) -> tensor<?x8xf32>
  func.return %y : tensor<?x8xf32>
}
func.func private @mlp(%x: tensor<?x8xf32>, %w: tensor<8x8xf32> {dycl.weight}) -> tensor<?x8xf32> attributes {dycl.subnetwork} {
  %h = aten.linear %x, %w : (tensor<?x8xf32>, tensor<8x8xf32>) -> tensor<?x8xf32>
  %r = aten.relu %h : (tensor<?x8xf32>) -> tensor<?x8xf32>
  func.return %r : tensor<?x8xf32>
}
func.func @mlp_4() {
  func.return
}

// -----
// A single row is enough work, and sub-networks without rows stay as they are.
// CHECK-LABEL: func.func private @large
// CHECK-SAME:    attributes {dycl.tiles = {large_1 = 1 : i64}}
func.func private @large(%x: tensor<?x64x64x64xf32>, %w: tensor<64x64x3x3xf32> {dycl.weight}) -> tensor<?x64x62x62xf32> attributes {dycl.subnetwork} {
  %h = aten.conv2d %x, %w : (tensor<?x64x64x64xf32>, tensor<64x64x3x3xf32>) -> tensor<?x64x62x62xf32>
  func.return %h : tensor<?x64x62x62xf32>
}
// CHECK-LABEL: func.func private @static
// CHECK-SAME:    attributes {dycl.subnetwork}
func.func private @static(%x: tensor<2x4xf32>) -> tensor<2x4xf32> attributes {dycl.subnetwork} {
  %h = aten.relu %x : (tensor<2x4xf32>) -> tensor<2x4xf32>
  func.return %h : tensor<2x4xf32>
}
