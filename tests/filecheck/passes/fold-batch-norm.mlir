// RUN: dycl-opt %s -p fold-batch-norm | filecheck %s

// CHECK-LABEL: @fold
// CHECK:         [[VAR:%.*]] = aten.add.Scalar %var {other = 1.0e-05}
// CHECK-NEXT:    [[R:%.*]] = aten.rsqrt [[VAR]]
// CHECK-NEXT:    [[S:%.*]] = aten.mul.Tensor [[R]], %gamma
// CHECK-NEXT:    [[M:%.*]] = aten.mul.Tensor %mean, [[S]]
// CHECK-NEXT:    [[B:%.*]] = aten.sub.Tensor %beta, [[M]]
// CHECK-NEXT:    [[C:%.*]] = aten.view [[S]] {size = [4, 1, 1, 1]}
// CHECK-NEXT:    [[K:%.*]] = aten.mul.Tensor %w, [[C]]
// CHECK-NEXT:    %n = aten.conv2d %x, [[K]], [[B]] {padding = [1, 1]}
// CHECK-NEXT:    func.return %n
func.func @fold(%x: tensor<1x3x8x8xf32>) -> tensor<1x4x8x8xf32> {
  %w = dycl.weight @w : tensor<4x3x3x3xf32>
  %gamma = dycl.weight @gamma : tensor<4xf32>
  %beta = dycl.weight @beta : tensor<4xf32>
  %mean = dycl.weight @mean : tensor<4xf32>
  %var = dycl.weight @var : tensor<4xf32>
  %c = aten.conv2d %x, %w {padding = [1, 1]} : (tensor<1x3x8x8xf32>, tensor<4x3x3x3xf32>) -> tensor<1x4x8x8xf32>
  %n = aten.batch_norm %c, %gamma, %beta, %mean, %var {training = false, momentum = 0.1, eps = 1.0e-05, cudnn_enabled = true} : (tensor<1x4x8x8xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x8x8xf32>
  func.return %n : tensor<1x4x8x8xf32>
}

// Must stay: statistics of the batch; an output that is used twice.
// CHECK-LABEL: @stay
// CHECK-COUNT-2: aten.batch_norm
func.func @stay(%x: tensor<1x3x8x8xf32>) -> (tensor<1x4x8x8xf32>, tensor<1x4x8x8xf32>, tensor<1x4x8x8xf32>) {
  %w = dycl.weight @w : tensor<4x3x3x3xf32>
  %mean = dycl.weight @mean : tensor<4xf32>
  %var = dycl.weight @var : tensor<4xf32>
  %c = aten.conv2d %x, %w {padding = [1, 1]} : (tensor<1x3x8x8xf32>, tensor<4x3x3x3xf32>) -> tensor<1x4x8x8xf32>
  %n = aten.batch_norm %c, none, none, %mean, %var {training = false, momentum = 0.1, eps = 1.0e-05, cudnn_enabled = true} : (tensor<1x4x8x8xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x8x8xf32>
  %d = aten.conv2d %x, %w {padding = [1, 1]} : (tensor<1x3x8x8xf32>, tensor<4x3x3x3xf32>) -> tensor<1x4x8x8xf32>
  %m = aten.batch_norm %d, none, none, %mean, %var {training = true, momentum = 0.1, eps = 1.0e-05, cudnn_enabled = true} : (tensor<1x4x8x8xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x8x8xf32>
  func.return %c, %n, %m : tensor<1x4x8x8xf32>, tensor<1x4x8x8xf32>, tensor<1x4x8x8xf32>
}

// Folded weights would be rounded once more, to the few bits of a 16-bit float.
// CHECK-LABEL: @halves
// CHECK: aten.batch_norm
func.func @halves(%x: tensor<1x3x8x8xbf16>) -> tensor<1x4x8x8xbf16> {
  %w = dycl.weight @hw : tensor<4x3x3x3xbf16>
  %mean = dycl.weight @hmean : tensor<4xbf16>
  %var = dycl.weight @hvar : tensor<4xbf16>
  %c = aten.conv2d %x, %w {padding = [1, 1]} : (tensor<1x3x8x8xbf16>, tensor<4x3x3x3xbf16>) -> tensor<1x4x8x8xbf16>
  %n = aten.batch_norm %c, none, none, %mean, %var {training = false, momentum = 0.1, eps = 1.0e-05, cudnn_enabled = true} : (tensor<1x4x8x8xbf16>, tensor<4xbf16>, tensor<4xbf16>) -> tensor<1x4x8x8xbf16>
  func.return %n : tensor<1x4x8x8xbf16>
}
