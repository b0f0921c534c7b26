// RUN: dycl-opt %s | dycl-opt | filecheck %s
// RUN: dycl-opt %s --print-op-generic | dycl-opt | filecheck %s
// RUN: dycl-opt %s --print-debuginfo | dycl-opt | filecheck %s
// RUN: dycl-opt %s --print-op-generic | filecheck %s --check-prefix=GENERIC

// Every form of argument, printed, parsed and printed again.

func.func @f(%x: tensor<1x3x8x8xf32>, %w: tensor<4x3x3x3xf32>, %b: tensor<4xf32>, %n: i64, %s: f64, %i: tensor<2xi64>, %m: tensor<2xi1>) {
  // CHECK-LABEL: func.func @f(

  // Tensors come first, static arguments by name in braces.
  %0 = aten.conv2d %x, %w, %b {stride = [2, 2], padding = [1, 1]} : (tensor<1x3x8x8xf32>, tensor<4x3x3x3xf32>, tensor<4xf32>) -> tensor<1x4x4x4xf32>
  // CHECK: %0 = aten.conv2d %x, %w, %b {stride = [2, 2], padding = [1, 1]} : (tensor<1x3x8x8xf32>, tensor<4x3x3x3xf32>, tensor<4xf32>) -> tensor<1x4x4x4xf32>

  // Defaults are left out.
  %1 = aten.conv2d %x, %w : (tensor<1x3x8x8xf32>, tensor<4x3x3x3xf32>) -> tensor<1x4x6x6xf32>
  // CHECK: %1 = aten.conv2d %x, %w : (tensor<1x3x8x8xf32>, tensor<4x3x3x3xf32>) -> tensor<1x4x6x6xf32>

  // A list may mix static values and host scalars.
  %2 = aten.conv2d %x, %w {stride = [%n, 2]} : (tensor<1x3x8x8xf32>, tensor<4x3x3x3xf32>, i64) -> tensor<1x4x?x3xf32>
  // CHECK: %2 = aten.conv2d %x, %w {stride = [%n, 2]} : (tensor<1x3x8x8xf32>, tensor<4x3x3x3xf32>, i64) -> tensor<1x4x?x3xf32>

  // A list of tensors.
  %3 = aten.cat [%0, %0] {dim = 1} : (tensor<1x4x4x4xf32>, tensor<1x4x4x4xf32>) -> tensor<1x8x4x4xf32>
  // CHECK: %3 = aten.cat [%0, %0] {dim = 1} : (tensor<1x4x4x4xf32>, tensor<1x4x4x4xf32>) -> tensor<1x8x4x4xf32>

  // A host scalar by name.
  %4 = aten.slice.Tensor %x {dim = 1, end = %n} : (tensor<1x3x8x8xf32>, i64) -> tensor<1x?x8x8xf32>
  // CHECK: %4 = aten.slice.Tensor %x {dim = 1, end = %n} : (tensor<1x3x8x8xf32>, i64) -> tensor<1x?x8x8xf32>
  %5 = aten.add.Scalar %x {other = %s, alpha = 2} : (tensor<1x3x8x8xf32>, f64) -> tensor<1x3x8x8xf32>
  // CHECK: %5 = aten.add.Scalar %x {other = %s, alpha = 2} : (tensor<1x3x8x8xf32>, f64) -> tensor<1x3x8x8xf32>
  %6 = aten.add.Scalar %x {other = 1.5} : (tensor<1x3x8x8xf32>) -> tensor<1x3x8x8xf32>
  // CHECK: %6 = aten.add.Scalar %x {other = 1.5} : (tensor<1x3x8x8xf32>) -> tensor<1x3x8x8xf32>

  // Several results.
  %7, %8 = aten.max.dim %x {dim = -1} : (tensor<1x3x8x8xf32>) -> (tensor<1x3x8xf32>, tensor<1x3x8xi64>)
  // CHECK: %7, %8 = aten.max.dim %x {dim = -1} : (tensor<1x3x8x8xf32>) -> (tensor<1x3x8xf32>, tensor<1x3x8xi64>)

  // A dtype is a type.
  %9 = aten.sum %x {dtype = f64} : (tensor<1x3x8x8xf32>) -> tensor<f64>
  // CHECK: %9 = aten.sum %x {dtype = f64} : (tensor<1x3x8x8xf32>) -> tensor<f64>

  // An absent tensor.
  %10 = aten.index.Tensor %x, [none, %i] : (tensor<1x3x8x8xf32>, tensor<2xi64>) -> tensor<1x2x8x8xf32>
  // CHECK: %10 = aten.index.Tensor %x, [none, %i] : (tensor<1x3x8x8xf32>, tensor<2xi64>) -> tensor<1x2x8x8xf32>

  // No tensor at all.
  %11 = aten.zeros {size = [2, %n], dtype = i1} : (i64) -> tensor<2x?xi1>
  // CHECK: %11 = aten.zeros {size = [2, %n], dtype = i1} : (i64) -> tensor<2x?xi1>

  // A list as result.
  %12, %13 = aten.split.Tensor %i {split_size = 1} : (tensor<2xi64>) -> (tensor<1xi64>, tensor<1xi64>)
  // CHECK: %12, %13 = aten.split.Tensor %i {split_size = 1} : (tensor<2xi64>) -> (tensor<1xi64>, tensor<1xi64>)

  // A string.
  %14 = aten.gelu %x {approximate = "tanh"} : (tensor<1x3x8x8xf32>) -> tensor<1x3x8x8xf32>
  // CHECK: %14 = aten.gelu %x {approximate = "tanh"} : (tensor<1x3x8x8xf32>) -> tensor<1x3x8x8xf32>
  %15 = aten.batch_norm %x, %b, none, %b, %b {training = false, momentum = 0.1, eps = 1.0e-05, cudnn_enabled = false} : (tensor<1x3x8x8xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x3x8x8xf32>
  // CHECK: %15 = aten.batch_norm %x, %b, none, %b, %b {training = false, momentum = 0.1, eps = 1.0e-05, cudnn_enabled = false} : (tensor<1x3x8x8xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x3x8x8xf32>

  // Attributes that are no arguments.
  %16 = aten.relu %x attributes {note.x = 1 : i64} : (tensor<1x3x8x8xf32>) -> tensor<1x3x8x8xf32>
  // CHECK: %16 = aten.relu %x attributes {note.x = 1 : i64} : (tensor<1x3x8x8xf32>) -> tensor<1x3x8x8xf32>
  %17 = aten.clamp %x {max = 6} : (tensor<1x3x8x8xf32>) -> tensor<1x3x8x8xf32>
  // CHECK: %17 = aten.clamp %x {max = 6} : (tensor<1x3x8x8xf32>) -> tensor<1x3x8x8xf32>

  // A random operator.
  %18 = aten.rand {size = [2]} : () -> tensor<2xf32>
  // CHECK: %18 = aten.rand {size = [2]} : () -> tensor<2xf32>

  // Numbers that MLIR's own lexer lacks.
  %19 = aten.masked_fill.Scalar %i, %m {value = -inf} : (tensor<2xi64>, tensor<2xi1>) -> tensor<2xi64>
  // CHECK: %19 = aten.masked_fill.Scalar %i, %m {value = -inf} : (tensor<2xi64>, tensor<2xi1>) -> tensor<2xi64>
  %20 = aten.clamp %x {min = nan, max = inf} : (tensor<1x3x8x8xf32>) -> tensor<1x3x8x8xf32>
  // CHECK: %20 = aten.clamp %x {min = nan, max = inf} : (tensor<1x3x8x8xf32>) -> tensor<1x3x8x8xf32>
  %21 = aten.clamp %x {min = -3, max = -1.0e-10} : (tensor<1x3x8x8xf32>) -> tensor<1x3x8x8xf32>
  // CHECK: %21 = aten.clamp %x {min = -3, max = -1.0e-10} : (tensor<1x3x8x8xf32>) -> tensor<1x3x8x8xf32>
  func.return
}

// GENERIC: "aten.conv2d"(%x, %w, %b) {bias, stride = [2 : i64, 2 : i64], padding = [1 : i64, 1 : i64]} :
// GENERIC: "aten.conv2d"(%x, %w, %n) {stride = [unit, 2 : i64]} :
// GENERIC: "aten.index.Tensor"(%x, %i) {indices = [none, unit]} :
