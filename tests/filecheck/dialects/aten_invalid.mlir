// RUN: dycl-opt %s --verify-diagnostics --parsing-diagnostics --split-input-file | filecheck %s

// What the parser and the verifier of aten operations refuse.

func.func @unknown_operator(%x: tensor<2xf32>) {
  // CHECK: Operation aten.reelu is not registered
  %0 = aten.reelu %x : (tensor<2xf32>) -> tensor<2xf32>
  func.return
}

// -----

func.func @unknown_argument(%x: tensor<2xf32>) {
  // CHECK: aten.relu has no named argument 'inplace'
  %0 = aten.relu %x {inplace = true} : (tensor<2xf32>) -> tensor<2xf32>
  func.return
}

// -----

func.func @missing_tensor(%x: tensor<2xf32>) {
  // CHECK: aten.add.Tensor has too few operands for its arguments
  %0 = aten.add.Tensor %x : (tensor<2xf32>) -> tensor<2xf32>
  func.return
}

// -----

func.func @too_many_tensors(%x: tensor<2xf32>) {
  // CHECK: Expected ':'
  %0 = aten.relu %x %x : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  func.return
}

// -----

func.func @wrong_static_type(%x: tensor<2x3xf32>) {
  // CHECK: aten.transpose.int: argument 'dim0' must be int
  %0 = aten.transpose.int %x {dim0 = true, dim1 = 1} : (tensor<2x3xf32>) -> tensor<3x2xf32>
  func.return
}

// -----

func.func @host_scalar_for_tensor(%n: i64) {
  // CHECK: aten.relu: argument 'self' must be a tensor, not i64
  %0 = aten.relu %n : (i64) -> tensor<2xf32>
  func.return
}

// -----

func.func @wrong_host_scalar(%x: tensor<4xf32>, %n: f64) {
  // CHECK: aten.slice.Tensor: argument 'end' must be i64, not f64
  %0 = aten.slice.Tensor %x {end = %n} : (tensor<4xf32>, f64) -> tensor<?xf32>
  func.return
}

// -----

func.func @host_scalar_where_static(%x: tensor<4xf32>, %n: i64) {
  // CHECK: aten.gelu: argument 'approximate' must be static, not i64
  "aten.gelu"(%x, %n) {approximate} : (tensor<4xf32>, i64) -> tensor<4xf32>
  func.return
}

// -----

func.func @list_for_single(%x: tensor<4xf32>) {
  // CHECK: aten.unsqueeze: argument 'dim' is not a list
  "aten.unsqueeze"(%x) {dim = [1]} : (tensor<4xf32>) -> tensor<4x1xf32>
  func.return
}

// -----

func.func @missing_static(%x: tensor<4xf32>) {
  // CHECK: aten.unsqueeze: argument 'dim' is missing
  %0 = aten.unsqueeze %x : (tensor<4xf32>) -> tensor<4x1xf32>
  func.return
}

// -----

func.func @result_count(%x: tensor<2x3xf32>) {
  // CHECK: aten.max.dim has 2 results, not 1
  %0 = aten.max.dim %x {dim = 0} : (tensor<2x3xf32>) -> tensor<3xf32>
  func.return
}

// -----

func.func @result_type(%x: tensor<2x3xf32>) {
  // CHECK: aten.relu: result must be a tensor, not f64
  %0 = aten.relu %x : (tensor<2x3xf32>) -> f64
  func.return
}

// -----

func.func @stray_attribute(%x: tensor<2x3xf32>) {
  // CHECK: aten.relu has no argument 'speed'
  "aten.relu"(%x) {speed = 1 : i64} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  func.return
}

// -----

func.func @number_after_sign(%x: tensor<2xf32>) {
  // CHECK: expected a number after '-'
  %0 = aten.add.Scalar %x {other = -} : (tensor<2xf32>) -> tensor<2xf32>
  func.return
}
