// RUN: dycl-opt %s | dycl-opt | filecheck %s
// RUN: dycl-opt %s --print-op-generic | dycl-opt | filecheck %s
// RUN: dycl-opt %s --print-debuginfo | dycl-opt | filecheck %s
// RUN: dycl-opt %s --print-op-generic | filecheck %s --check-prefix=GENERIC

// Every form of each operation, printed, parsed and printed again.

func.func private @f(%x: tensor<1x3x8x8xf32>, %w: tensor<4x3x3x3xf32>, %v: tensor<4xf32>, %n: tensor<?xf32>) -> tensor<4xf64> attributes {dycl.subnetwork} {
  // CHECK-LABEL: func.func private @f(

  // Attributes stand in braces; integers are i64, floats f64.
  %0 = relay.call "nn.conv2d"(%x, %w) {padding = [1, 1, 1, 1], groups = 1} : (tensor<1x3x8x8xf32>, tensor<4x3x3x3xf32>) -> tensor<1x4x8x8xf32>
  // CHECK: %0 = relay.call "nn.conv2d"(%x, %w) {padding = [1, 1, 1, 1], groups = 1} : (tensor<1x3x8x8xf32>, tensor<4x3x3x3xf32>) -> tensor<1x4x8x8xf32>
  // GENERIC: %0 = "relay.call"(%x, %w) <{callee = "nn.conv2d", attrs = {padding = [1 : i64, 1 : i64, 1 : i64, 1 : i64], groups = 1 : i64}}> : (tensor<1x3x8x8xf32>, tensor<4x3x3x3xf32>) -> tensor<1x4x8x8xf32>

  %1 = relay.call "nn.leaky_relu"(%0) {alpha = 1.0e-05} : (tensor<1x4x8x8xf32>) -> tensor<1x4x8x8xf32>
  // CHECK: relay.call "nn.leaky_relu"(%0) {alpha = 1.0e-05} :

  // A call without attributes.
  %2 = relay.call "add"(%v, %v) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  // CHECK: relay.call "add"(%v, %v) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>

  // Operands broadcast, with sizes known only at run time too.
  %3 = relay.call "less"(%x, %n) : (tensor<1x3x8x8xf32>, tensor<?xf32>) -> tensor<1x3x8x8xi1>
  // CHECK: relay.call "less"(%x, %n) : (tensor<1x3x8x8xf32>, tensor<?xf32>) -> tensor<1x3x8x8xi1>

  // A dtype is a type; booleans and strings.
  %4 = relay.call "cast"(%2) {dtype = f64} : (tensor<4xf32>) -> tensor<4xf64>
  // CHECK: relay.call "cast"(%2) {dtype = f64} : (tensor<4xf32>) -> tensor<4xf64>
  %5 = relay.call "topk"(%2) {k = 3, is_ascend = false, ret_type = "both"} : (tensor<4xf32>) -> tuple<tensor<3xf32>, tensor<3xi32>>
  // CHECK: relay.call "topk"(%2) {k = 3, is_ascend = false, ret_type = "both"} : (tensor<4xf32>) -> tuple<tensor<3xf32>, tensor<3xi32>>

  // Tuples.
  %6 = relay.tuple_get_item %5[1] : tuple<tensor<3xf32>, tensor<3xi32>>
  // CHECK: %6 = relay.tuple_get_item %5[1] : tuple<tensor<3xf32>, tensor<3xi32>>
  // GENERIC: %6 = "relay.tuple_get_item"(%5) <{index = 1 : i64}> : (tuple<tensor<3xf32>, tensor<3xi32>>) -> tensor<3xi32>
  %7 = relay.tuple(%2, %v) : tensor<4xf32>, tensor<4xf32>
  // CHECK: %7 = relay.tuple(%2, %v) : tensor<4xf32>, tensor<4xf32>
  %8 = relay.call "concatenate"(%7) {axis = -1} : (tuple<tensor<4xf32>, tensor<4xf32>>) -> tensor<8xf32>
  // CHECK: relay.call "concatenate"(%7) {axis = -1} : (tuple<tensor<4xf32>, tensor<4xf32>>) -> tensor<8xf32>

  // No value is a value.
  %11 = relay.call "transpose"(%2) {axes = none} : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK: relay.call "transpose"(%2) {axes = none} : (tensor<4xf32>) -> tensor<4xf32>

  // Other attributes of the operation.
  %9 = relay.tuple(%v) {note} : tensor<4xf32>
  // CHECK: relay.tuple(%v) {note} : tensor<4xf32>
  %10 = relay.call "copy"(%v) attributes {note = "kept"} : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK: relay.call "copy"(%v) attributes {note = "kept"} : (tensor<4xf32>) -> tensor<4xf32>
  func.return %4 : tensor<4xf64>
}
