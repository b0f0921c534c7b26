// RUN: dycl-opt %s --verify-diagnostics --parsing-diagnostics --split-input-file | filecheck %s

func.func @no_tensor(%x: i64) {
  // CHECK: operand 'arguments' at position 0 does not verify
  %0 = relay.call "abs"(%x) : (i64) -> tensor<1xi64>
  func.return
}

// -----

func.func @no_dtype(%x: tensor<2xindex>) {
  // CHECK: an argument of 'abs': Relay has no dtype for index
  %0 = relay.call "abs"(%x) : (tensor<2xindex>) -> tensor<2xindex>
  func.return
}

// -----

func.func @no_dtype_of_this_width(%x: tensor<2xf32>) {
  // CHECK: the result of 'cast': Relay has no dtype for i7
  %0 = relay.call "cast"(%x) {dtype = i32} : (tensor<2xf32>) -> tensor<2xi7>
  func.return
}

// -----

func.func @no_name(%x: tensor<2xf32>) {
  // CHECK: 'nn conv' is no name of a Relay operator
  %0 = relay.call "nn conv"(%x) : (tensor<2xf32>) -> tensor<2xf32>
  func.return
}

// -----

func.func @wrong_attribute(%x: tensor<2xf32>) {
  // CHECK: attribute 'axis' must be i64, f64, i1, a string, a dtype, none or an array of those
  %0 = relay.call "reverse"(%x) {axis = 1 : i32} : (tensor<2xf32>) -> tensor<2xf32>
  func.return
}

// -----

func.func @changed_type(%x: tensor<2xf32>) {
  // CHECK: 'tanh' of tensor<2xf32> does not give tensor<2xf64>
  %0 = relay.call "tanh"(%x) : (tensor<2xf32>) -> tensor<2xf64>
  func.return
}

// -----

func.func @one_operand(%x: tensor<2xf32>) {
  // CHECK: 'add' takes 2 arguments, not 1
  %0 = relay.call "add"(%x) : (tensor<2xf32>) -> tensor<2xf32>
  func.return
}

// -----

func.func @mixed_dtypes(%x: tensor<2xf32>, %y: tensor<2xi64>) {
  // CHECK: 'add' takes tensors of one dtype, not tensor<2xf32> and tensor<2xi64>
  %0 = relay.call "add"(%x, %y) : (tensor<2xf32>, tensor<2xi64>) -> tensor<2xf32>
  func.return
}

// -----

func.func @no_broadcast(%x: tensor<2xf32>, %y: tensor<3xf32>) {
  // CHECK: 'add': shapes (2,), (3,) do not broadcast
  %0 = relay.call "add"(%x, %y) : (tensor<2xf32>, tensor<3xf32>) -> tensor<2xf32>
  func.return
}

// -----

func.func @comparison(%x: tensor<2xf32>) {
  // CHECK: 'less' of tensor<2xf32> and tensor<2xf32> gives tensor<2xi1>
  %0 = relay.call "less"(%x, %x) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  func.return
}

// -----

func.func @two_results(%x: tensor<2xf32>) {
  // CHECK: a Relay call has one result
  %0, %1 = relay.call "topk"(%x) : (tensor<2xf32>) -> (tensor<2xf32>, tensor<2xi32>)
  func.return
}

// -----

func.func @wrong_tuple(%x: tensor<2xf32>) {
  // CHECK: the type of a relay.tuple is the tuple of its fields' types
  %0 = "relay.tuple"(%x) : (tensor<2xf32>) -> tuple<tensor<3xf32>>
  func.return
}

// -----

func.func @no_field(%x: tuple<tensor<2xf32>>) {
  // CHECK: tuple<tensor<2xf32>> has no field 1
  %0 = relay.tuple_get_item %x[1] : tuple<tensor<2xf32>>
  func.return
}

// -----

func.func @field_of_another_type(%x: tuple<tensor<2xf32>>) {
  // CHECK: field 0 of tuple<tensor<2xf32>> is not a tensor<3xf32>
  %0 = "relay.tuple_get_item"(%x) <{index = 0 : i64}> : (tuple<tensor<2xf32>>) -> tensor<3xf32>
  func.return
}
