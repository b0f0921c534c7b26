// RUN: dycl-opt %s --verify-diagnostics --parsing-diagnostics --split-input-file | filecheck %s

// CHECK: dycl.weight must have a static shape
%w = dycl.weight @w : tensor<?x4xf32>

// -----

func.func @many_elements(%x: tensor<2xi1>) {
  // CHECK: dycl.item takes a tensor with one element, not tensor<2xi1>
  %0 = dycl.item %x : tensor<2xi1> -> i1
  func.return
}

// -----

func.func @wrong_scalar(%x: tensor<1xf32>) {
  // CHECK: dycl.item of tensor<1xf32> gives f64
  %0 = dycl.item %x : tensor<1xf32> -> i64
  func.return
}

// -----

func.func @no_tensor(%x: i64) {
  // CHECK: i64 should be of base attribute tensor
  %0 = dycl.item %x : i64 -> i64
  func.return
}

// -----

// CHECK: 3 : i64 should be of base attribute string
dycl.raise "ValueError" 3

// -----

func.func @no_number_between(%x: f64) {
  // CHECK: dycl.assume leaves no number between 1.0 and 0.0
  %0 = dycl.assume %x in [1.0, 0.0] : f64
  func.return
}

// -----

func.func @two_keys(%n: i64) {
  // CHECK: dycl.raise makes an exception of one value at most
  dycl.raise "KeyError" "" (%n, %n) : i64, i64
  func.return
}

// -----

func.func @no_decimals(%x: f64) {
  // CHECK: dycl.round takes a number of decimals that is not negative
  %0 = dycl.round %x to -1
  func.return
}
