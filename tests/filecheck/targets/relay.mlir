// RUN: dycl-opt %s -t relay | filecheck %s

// CHECK: #[version = "0.0.5"]

// A function keeps its name, and its parameters their names where they have some.
// CHECK: def @stage(%x: Tensor[(1, 3, 8, 8), float32], %w: Tensor[(4, 3, 3, 3), float32], %arg2: Tensor[(4), float32]) -> Tensor[(1, 4, 8, 8), float32] {
func.func private @stage(%x: tensor<1x3x8x8xf32>, %w: tensor<4x3x3x3xf32> {dycl.weight}, %2: tensor<4xf32>) -> tensor<1x4x8x8xf32> attributes {dycl.subnetwork} {
  // CHECK-NEXT: %0 = nn.conv2d(%x, %w, padding=[1, 1, 1, 1], groups=1) /* ty={{.*}} */;
  %0 = relay.call "nn.conv2d"(%x, %w) {padding = [1, 1, 1, 1], groups = 1} : (tensor<1x3x8x8xf32>, tensor<4x3x3x3xf32>) -> tensor<1x4x8x8xf32>
  // CHECK-NEXT: %1 = nn.bias_add(%0, %arg2) /* ty={{.*}} */;
  %1 = relay.call "nn.bias_add"(%0, %2) : (tensor<1x4x8x8xf32>, tensor<4xf32>) -> tensor<1x4x8x8xf32>
  // CHECK-NEXT: %2 = nn.leaky_relu(%1, alpha=1e-05f64) /* ty={{.*}} */;
  %3 = relay.call "nn.leaky_relu"(%1) {alpha = 1.0e-05} : (tensor<1x4x8x8xf32>) -> tensor<1x4x8x8xf32>
  // CHECK-NEXT: %2
  // CHECK-NEXT: }
  func.return %3 : tensor<1x4x8x8xf32>
}

// Scalar constants stand where they are used; those without a literal are in the metadata.
// CHECK: def @scalars(%x: Tensor[(4), float32], %n: Tensor[(4), int64], %b: Tensor[(4), int8]) -> (Tensor[(4), float32], Tensor[(4), int64], Tensor[(4), bool], Tensor[(4), int8]) {
func.func private @scalars(%x: tensor<4xf32>, %n: tensor<4xi64>, %b: tensor<4xi8>) -> (tensor<4xf32>, tensor<4xi64>, tensor<4xi1>, tensor<4xi8>) attributes {dycl.subnetwork} {
  %tenth = arith.constant dense<0.1> : tensor<f32>
  %three = arith.constant dense<-3> : tensor<i64>
  %small = arith.constant dense<7> : tensor<i8>
  %yes = arith.constant dense<true> : tensor<i1>
  // CHECK-NEXT: %3 = add(%x, 0.1f) /* ty={{.*}} */;
  %0 = relay.call "add"(%x, %tenth) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  // CHECK-NEXT: %4 = add(%n, -3i64) /* ty={{.*}} */;
  %1 = relay.call "add"(%n, %three) : (tensor<4xi64>, tensor<i64>) -> tensor<4xi64>
  // CHECK-NEXT: %5 = greater(%x, 0.1f) /* ty={{.*}} */;
  %2 = relay.call "greater"(%x, %tenth) : (tensor<4xf32>, tensor<f32>) -> tensor<4xi1>
  // CHECK-NEXT: %6 = logical_and(%5, True) /* ty={{.*}} */;
  %3 = relay.call "logical_and"(%2, %yes) : (tensor<4xi1>, tensor<i1>) -> tensor<4xi1>
  // CHECK-NEXT: %7 = add(%b, meta[relay.Constant][0]) /* ty={{.*}} */;
  %4 = relay.call "add"(%b, %small) : (tensor<4xi8>, tensor<i8>) -> tensor<4xi8>
  // CHECK-NEXT: (%3, %4, %6, %7)
  func.return %0, %1, %3, %4 : tensor<4xf32>, tensor<4xi64>, tensor<4xi1>, tensor<4xi8>
}

// Tuples, and attributes of all kinds.
// CHECK: def @tuples(%x: Tensor[(4), float32]) -> Tensor[(6), float64] {
func.func private @tuples(%x: tensor<4xf32>) -> tensor<6xf64> attributes {dycl.subnetwork} {
  // CHECK-NEXT: %8 = topk(%x, k=3, is_ascend=False, ret_type="both") /* ty={{.*}} */;
  %0 = relay.call "topk"(%x) {k = 3, is_ascend = false, ret_type = "both"} : (tensor<4xf32>) -> tuple<tensor<3xf32>, tensor<3xi32>>
  // CHECK-NEXT: %9 = %8.0;
  %1 = relay.tuple_get_item %0[0] : tuple<tensor<3xf32>, tensor<3xi32>>
  // CHECK-NEXT: %10 = (%9, %9);
  %2 = relay.tuple(%1, %1) : tensor<3xf32>, tensor<3xf32>
  // CHECK-NEXT: %11 = concatenate(%10, axis=0) /* ty={{.*}} */;
  %3 = relay.call "concatenate"(%2) {axis = 0} : (tuple<tensor<3xf32>, tensor<3xf32>>) -> tensor<6xf32>
  // CHECK-NEXT: %12 = cast(%11, dtype="float64") /* ty={{.*}} */;
  %4 = relay.call "cast"(%3) {dtype = f64} : (tensor<6xf32>) -> tensor<6xf64>
  // TVM's parser has to be told the class of some attributes.
  // CHECK-NEXT: %13 = cumsum(%12, axis=0, attrs_type_key="relay.attrs.ScanopAttrs") /* ty={{.*}} */;
  %5 = relay.call "cumsum"(%4) {axis = 0} : (tensor<6xf64>) -> tensor<6xf64>
  func.return %5 : tensor<6xf64>
}

// A constant tensor is a call of `full` where it has one value, else it is in the metadata.
// CHECK: def @constants(%x: Tensor[(2), float32]) -> Tensor[(2), float32] {
func.func private @constants(%x: tensor<2xf32>) -> tensor<2xf32> attributes {dycl.subnetwork} {
  %ones = arith.constant dense<1.0> : tensor<2xf32>
  %weights = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  // CHECK-NEXT: %14 = full(1f, shape=[2], dtype="float32") /* ty={{.*}} */;
  // CHECK-NEXT: %15 = add(%x, %14) /* ty={{.*}} */;
  %0 = relay.call "add"(%x, %ones) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  // CHECK-NEXT: %16 = multiply(%15, meta[relay.Constant][1]) /* ty={{.*}} */;
  %1 = relay.call "multiply"(%0, %weights) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  func.return %1 : tensor<2xf32>
}

// Sub-networks have bf16 as its bits; conversions that are nothing then are left out.
// CHECK: def @halves(%x: Tensor[(4), int16]) -> (Tensor[(2, 2), int16], Tensor[(4), int16]) {
func.func private @halves(%x: tensor<4xbf16>) -> (tensor<2x2xbf16>, tensor<4xi16>) attributes {dycl.subnetwork} {
  // CHECK-NEXT: %{{.*}} = reshape(%x, newshape=[2, 2]) /* ty=Tensor[(2, 2), int16] */;
  %0 = relay.call "reshape"(%x) {newshape = [2, 2]} : (tensor<4xbf16>) -> tensor<2x2xbf16>
  %1 = relay.call "reinterpret"(%x) {dtype = i16} : (tensor<4xbf16>) -> tensor<4xi16>
  // CHECK-NEXT: (%{{.*}}, %x)
  func.return %0, %1 : tensor<2x2xbf16>, tensor<4xi16>
}

// The residual program is none of Relay's business.
// CHECK-NOT: forward
func.func @forward(%x: tensor<2xf32>) -> tensor<2xf32> {
  func.return %x : tensor<2xf32>
}

// CHECK: #[metadata]
// CHECK: "type_key": "relay.Constant"
// CHECK: "b64ndarrays": [
// CHECK-NEXT: "P6G0lvBAXt0AAAAAAAAAAAEAAAAAAAAAAAAAAAAIAQABAAAAAAAAAAc="
// CHECK-NEXT: "P6G0lvBAXt0AAAAAAAAAAAEAAAAAAAAAAQAAAAIgAQACAAAAAAAAAAgAAAAAAAAAAACAPwAAAEA="
