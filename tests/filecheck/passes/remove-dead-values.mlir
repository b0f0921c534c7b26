// RUN: dycl-opt %s -p remove-dead-values | filecheck %s

// CHECK-LABEL: @branch
// CHECK-NEXT:    %r = scf.if %c -> (tensor<4xf32>) {
// CHECK-NEXT:      scf.yield %x : tensor<4xf32>
// CHECK-NEXT:    } else {
// CHECK-NEXT:      scf.yield %y : tensor<4xf32>
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %r : tensor<4xf32>
func.func @branch(%c: i1, %x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %r:2 = scf.if %c -> (tensor<4xf32>, tensor<4xf32>) {
    %1 = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %1, %x : tensor<4xf32>, tensor<4xf32>
  } else {
    scf.yield %y, %y : tensor<4xf32>, tensor<4xf32>
  }
  func.return %r#1 : tensor<4xf32>
}

// What a loop carries for itself alone goes with what computes it.
// CHECK-LABEL: @loop
// CHECK-NEXT:    %zero = arith.constant 0 : i64
// CHECK-NEXT:    %one = arith.constant 1 : i64
// CHECK-NEXT:    [[R:%.*]] = scf.while (%i = %zero) : (i64) -> i64 {
// CHECK-NEXT:      %c = arith.cmpi slt, %i, %n : i64
// CHECK-NEXT:      scf.condition(%c) %i : i64
// CHECK-NEXT:    } do {
// CHECK-NEXT:    ^{{.*}}(%j: i64):
// CHECK-NEXT:      %next = arith.addi %j, %one : i64
// CHECK-NEXT:      scf.yield %next : i64
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return [[R]] : i64
func.func @loop(%n: i64, %x: tensor<4xf32>) -> i64 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %r:2 = scf.while (%i = %zero, %y = %x) : (i64, tensor<4xf32>) -> (i64, tensor<4xf32>) {
    %c = arith.cmpi slt, %i, %n : i64
    scf.condition(%c) %i, %y : i64, tensor<4xf32>
  } do {
  ^bb0(%j: i64, %z: tensor<4xf32>):
    %next = arith.addi %j, %one : i64
    %y2 = aten.relu %z : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %next, %y2 : i64, tensor<4xf32>
  }
  func.return %r#0 : i64
}

// Exceptions and random numbers stay, with the branches around them and what they need.
// CHECK-LABEL: @effects
// CHECK-NEXT:    %m = arith.addi %n, %n
// CHECK-NEXT:    scf.if %c {
// CHECK-NEXT:      dycl.raise "ValueError" "{}"(%m) : i64
// CHECK-NEXT:    }
// CHECK-NEXT:    %d = aten.dropout %x {p = 0.5, train = true}
// CHECK-NEXT:    func.return
func.func @effects(%c: i1, %n: i64, %x: tensor<4xf32>) {
  %m = arith.addi %n, %n : i64
  %r = scf.if %c -> (tensor<4xf32>) {
    dycl.raise "ValueError" "{}" (%m) : i64
    %p = ub.poison : tensor<4xf32>
    scf.yield %p : tensor<4xf32>
  } else {
    scf.yield %x : tensor<4xf32>
  }
  %d = aten.dropout %x {p = 0.5, train = true} : (tensor<4xf32>) -> tensor<4xf32>
  %e = aten.dropout %x {p = 0.5, train = false} : (tensor<4xf32>) -> tensor<4xf32>
  func.return
}
