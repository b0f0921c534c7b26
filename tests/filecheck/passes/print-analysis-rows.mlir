// RUN: dycl-opt %s -p 'print-analysis{name=rows}' | filecheck %s

// CHECK:      // @independent
// CHECK-NEXT: //   %a = aten.layer_norm: s0 rows
// CHECK-NEXT: //   %b = aten.linear: s0 rows
// CHECK-NEXT: //   %c = aten.view: s0 rows
// CHECK-NEXT: //   %d = aten.softmax.int: s0 rows
// CHECK-NEXT: //   %e = aten.matmul: s0 rows
// CHECK-NEXT: //   %f = aten.sum.dim_IntList: s0 rows
// CHECK-NEXT: //   %g = aten.add.Tensor: s0 rows
func.func @independent(%x: tensor<1x?x4xf32>, %w: tensor<8x4xf32>, %v: tensor<2x3xf32>, %u: tensor<3xf32>) {
  %a = aten.layer_norm %x {normalized_shape = [4]} : (tensor<1x?x4xf32>) -> tensor<1x?x4xf32>
  %b = aten.linear %a, %w : (tensor<1x?x4xf32>, tensor<8x4xf32>) -> tensor<1x?x8xf32>
  %c = aten.view %b {size = [-1, 4, 2]} : (tensor<1x?x8xf32>) -> tensor<?x4x2xf32>
  %d = aten.softmax.int %c {dim = 1} : (tensor<?x4x2xf32>) -> tensor<?x4x2xf32>
  %e = aten.matmul %d, %v : (tensor<?x4x2xf32>, tensor<2x3xf32>) -> tensor<?x4x3xf32>
  %f = aten.sum.dim_IntList %e {dim = [1]} : (tensor<?x4x3xf32>) -> tensor<?x3xf32>
  %g = aten.add.Tensor %f, %u : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  func.return
}

// CHECK-NEXT: // @mixing
// CHECK-NEXT: //   %a = aten.softmax.int: it does not compute rows one by one
// CHECK-NEXT: //   %b = aten.mean.dim: its results have no rows of their own
// CHECK-NEXT: //   %c = aten.flip: it does not compute rows one by one
// CHECK-NEXT: //   %d = aten.cumsum: it does not compute rows one by one
// CHECK-NEXT: //   %e = aten.layer_norm: it does not compute rows one by one
// CHECK-NEXT: //   %t = aten.t: its rows do not lie one after the other in memory
// CHECK-NEXT: //   %f = aten.matmul: its rows do not lie one after the other in memory
// CHECK-NEXT: //   %g = aten.index_select: it does not compute rows one by one
// CHECK-NEXT: //   %h = aten.add.Tensor: it combines sizes that are different, or are not known to be equal
func.func @mixing(%x: tensor<?x4xf32>, %y: tensor<?x4xf32>, %i: tensor<4xi64>) {
  %a = aten.softmax.int %x {dim = 0} : (tensor<?x4xf32>) -> tensor<?x4xf32>
  %b = aten.mean.dim %x {dim = [0]} : (tensor<?x4xf32>) -> tensor<4xf32>
  %c = aten.flip %x {dims = [0]} : (tensor<?x4xf32>) -> tensor<?x4xf32>
  %d = aten.cumsum %x {dim = -2} : (tensor<?x4xf32>) -> tensor<?x4xf32>
  %e = aten.layer_norm %x {normalized_shape = [4, 4]} : (tensor<?x4xf32>) -> tensor<?x4xf32>
  %t = aten.t %y : (tensor<?x4xf32>) -> tensor<4x?xf32>
  %f = aten.matmul %x, %t : (tensor<?x4xf32>, tensor<4x?xf32>) -> tensor<?x?xf32>
  %g = aten.index_select %x, %i {dim = 1} : (tensor<?x4xf32>, tensor<4xi64>) -> tensor<?x4xf32>
  %h = aten.add.Tensor %x, %y : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  func.return
}

// Normalising a batch while training, and a second dimension of rows before theirs.
// CHECK-NEXT: // @batch
// CHECK-NEXT: //   %a = aten.conv2d: s0 rows
// CHECK-NEXT: //   %b = aten.batch_norm: s0 rows
// CHECK-NEXT: //   %c = aten.batch_norm: it does not compute rows one by one
// CHECK-NEXT: //   %d = aten.relu: its rows do not lie one after the other in memory
func.func @batch(%x: tensor<?x3x8x8xf32>, %w: tensor<3x3x3x3xf32>, %m: tensor<3xf32>, %z: tensor<2x?xf32>) {
  %a = aten.conv2d %x, %w {padding = [1, 1]} : (tensor<?x3x8x8xf32>, tensor<3x3x3x3xf32>) -> tensor<?x3x8x8xf32>
  %b = aten.batch_norm %a, none, none, %m, %m {training = false, momentum = 0.1, eps = 1.0e-05, cudnn_enabled = false} : (tensor<?x3x8x8xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<?x3x8x8xf32>
  %c = aten.batch_norm %a, none, none, %m, %m {training = true, momentum = 0.1, eps = 1.0e-05, cudnn_enabled = false} : (tensor<?x3x8x8xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<?x3x8x8xf32>
  %d = aten.relu %z : (tensor<2x?xf32>) -> tensor<2x?xf32>
  func.return
}
