// RUN: dycl-opt %s -p convert-aten-to-relay | filecheck %s
// RUN: dycl-opt %s -p convert-aten-to-relay --print-debuginfo | filecheck %s --check-prefix=LOC

// CHECK-LABEL: func.func private @stage(
func.func private @stage(%x: tensor<1x3x8x8xf32>, %w: tensor<4x3x3x3xf32> {dycl.weight}, %b: tensor<4xf32> {dycl.weight}) -> tensor<1x4x4x4xf32> attributes {dycl.subnetwork} {
  // CHECK-NEXT: %0 = relay.call "nn.conv2d"(%x, %w) {strides = [2, 2], padding = [1, 1, 1, 1], dilation = [1, 1], groups = 1, channels = 4, kernel_size = [3, 3]} :
  // CHECK-NEXT: %1 = relay.call "nn.bias_add"(%0, %b) {axis = 1} :
  // LOC: "nn.bias_add"{{.*}} loc("block.conv"("model.py":7:8))
  %0 = aten.conv2d %x, %w, %b {stride = [2, 2], padding = [1, 1]} : (tensor<1x3x8x8xf32>, tensor<4x3x3x3xf32>, tensor<4xf32>) -> tensor<1x4x4x4xf32> loc("block.conv"("model.py":7:8))
  // CHECK-NEXT: %2 = arith.constant dense<0.000000e+00> : tensor<f32>
  // CHECK-NEXT: %3 = relay.call "maximum"(%2, %1) :
  %1 = aten.relu %0 : (tensor<1x4x4x4xf32>) -> tensor<1x4x4x4xf32>
  // CHECK-NEXT: func.return %3 : tensor<1x4x4x4xf32>
  func.return %1 : tensor<1x4x4x4xf32>
}

// Operands of different dtypes are cast to the result's, and a number is a constant.
// CHECK-LABEL: func.func private @promotion(
func.func private @promotion(%x: tensor<2x3xf32>, %n: tensor<3xi64>) -> tensor<2x3xf32> attributes {dycl.subnetwork} {
  // CHECK-NEXT: [[N:%.*]] = relay.call "cast"(%n) {dtype = f32} : (tensor<3xi64>) -> tensor<3xf32>
  // CHECK-NEXT: [[TWO:%.*]] = arith.constant dense<2.000000e+00> : tensor<f32>
  // CHECK-NEXT: [[SCALED:%.*]] = relay.call "multiply"([[N]], [[TWO]]) : (tensor<3xf32>, tensor<f32>) -> tensor<3xf32>
  // CHECK-NEXT: relay.call "add"(%x, [[SCALED]]) : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %0 = aten.add.Tensor %x, %n {alpha = 2} : (tensor<2x3xf32>, tensor<3xi64>) -> tensor<2x3xf32>
  func.return %0 : tensor<2x3xf32>
}

// Views and copies vanish, transpositions of transpositions too: `dense` takes transposed weights.
// CHECK-LABEL: func.func private @views(
func.func private @views(%x: tensor<2x3xf32>, %w: tensor<4x3xf32> {dycl.weight}) -> tensor<2x4xf32> attributes {dycl.subnetwork} {
  // CHECK-NEXT: [[Y:%.*]] = relay.call "nn.dense"(%x, %w) {units = 4} : (tensor<2x3xf32>, tensor<4x3xf32>) -> tensor<2x4xf32>
  // CHECK-NEXT: func.return [[Y]] : tensor<2x4xf32>
  %0 = aten.clone %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = aten.t %w : (tensor<4x3xf32>) -> tensor<3x4xf32>
  %2 = aten.mm %0, %1 : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
  %3 = aten.dropout %2 {p = 0.5, train = false} : (tensor<2x4xf32>) -> tensor<2x4xf32>
  func.return %3 : tensor<2x4xf32>
}

// Several results come from a tuple; what nobody uses is not there.
// CHECK-LABEL: func.func private @results(
func.func private @results(%x: tensor<5x2xf32>) -> (tensor<3x2xf32>, tensor<5xf32>) attributes {dycl.subnetwork} {
  // CHECK-NEXT: [[T:%.*]] = relay.call "split"(%x) {indices_or_sections = [3], axis = 0} : (tensor<5x2xf32>) -> tuple<tensor<3x2xf32>, tensor<2x2xf32>>
  // CHECK-NEXT: [[A:%.*]] = relay.tuple_get_item [[T]][0] : tuple<tensor<3x2xf32>, tensor<2x2xf32>>
  %0, %1 = aten.split.Tensor %x {split_size = 3} : (tensor<5x2xf32>) -> (tensor<3x2xf32>, tensor<2x2xf32>)
  // CHECK-NOT: argmax
  %2, %3 = aten.max.dim %x {dim = 1} : (tensor<5x2xf32>) -> (tensor<5xf32>, tensor<5xi64>)
  // CHECK: func.return [[A]], {{%.*}} : tensor<3x2xf32>, tensor<5xf32>
  func.return %0, %2 : tensor<3x2xf32>, tensor<5xf32>
}

// Half precision is computed in f32, as PyTorch's kernels do.
// CHECK-LABEL: func.func private @half(
func.func private @half(%x: tensor<4xf16>) -> tensor<4xf16> attributes {dycl.subnetwork} {
  // CHECK-NEXT: [[WIDE:%.*]] = relay.call "cast"(%x) {dtype = f32}
  // CHECK-NEXT: [[TANH:%.*]] = relay.call "fast_tanh"([[WIDE]]) : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-NEXT: relay.call "cast"([[TANH]]) {dtype = f16}
  %0 = aten.tanh %x : (tensor<4xf16>) -> tensor<4xf16>
  func.return %0 : tensor<4xf16>
}

// What is not a sub-network stays as it is.
// CHECK-LABEL: func.func @forward(
func.func @forward(%x: tensor<1x8xf32>) -> tensor<1x8xf32> {
  // CHECK-NEXT: aten.relu %x
  %0 = aten.relu %x : (tensor<1x8xf32>) -> tensor<1x8xf32>
  func.return %0 : tensor<1x8xf32>
}
