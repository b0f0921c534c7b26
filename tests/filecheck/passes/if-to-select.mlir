// RUN: dycl-opt %s -p if-to-select | filecheck %s
// RUN: dycl-opt %s -p 'if-to-select{most-ops=0}' | filecheck %s --check-prefix=NONE

// `a and n > 0`, `a or n > 0`, and a choice between numbers.
// CHECK-LABEL: @choices
// CHECK-NOT:     scf.if
// CHECK:         arith.andi %a,
// CHECK:         arith.ori %a,
// CHECK:         arith.select %a, %n, %zero
// CHECK-NOT:     scf.if
// CHECK:         func.return
// NONE-LABEL: @choices
// NONE-COUNT-2:  scf.if
// NONE:          arith.select
func.func @choices(%a: i1, %n: i64) -> (i1, i1, i64) {
  %zero = arith.constant 0 : i64
  %false = arith.constant false
  %true = arith.constant true
  %both = scf.if %a -> (i1) {
    %b = arith.cmpi sgt, %n, %zero : i64
    scf.yield %b : i1
  } else {
    scf.yield %false : i1
  }
  %either = scf.if %a -> (i1) {
    scf.yield %true : i1
  } else {
    %b = arith.cmpi sgt, %n, %zero : i64
    scf.yield %b : i1
  }
  %k = scf.if %a -> (i64) {
    scf.yield %n : i64
  } else {
    scf.yield %zero : i64
  }
  func.return %both, %either, %k : i1, i1, i64
}

// Must stay: a division may raise; tensors are computed.
// CHECK-LABEL: @stay
// CHECK-COUNT-3: scf.if
func.func @stay(%a: i1, %n: i64, %m: i64, %t: tensor<4xi1>, %x: tensor<4xf32>) -> (i64, i1, tensor<4xf32>) {
  %false = arith.constant false
  %q = scf.if %a -> (i64) {
    %d = arith.divsi %n, %m : i64
    scf.yield %d : i64
  } else {
    scf.yield %n : i64
  }
  %b = scf.if %a -> (i1) {
    %any = aten.any %t : (tensor<4xi1>) -> tensor<i1>
    %item = dycl.item %any : tensor<i1> -> i1
    scf.yield %item : i1
  } else {
    scf.yield %false : i1
  }
  %r = scf.if %a -> (tensor<4xf32>) {
    %y = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %y : tensor<4xf32>
  } else {
    scf.yield %x : tensor<4xf32>
  }
  func.return %q, %b, %r : i64, i1, tensor<4xf32>
}
