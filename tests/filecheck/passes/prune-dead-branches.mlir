// RUN: dycl-opt %s -p prune-dead-branches | filecheck %s

// A constant condition: the other arm goes, and what only fed it.
// CHECK-LABEL: @constant
// CHECK-NEXT:    %y = aten.relu %x
// CHECK-NEXT:    func.return %y
func.func @constant(%x: tensor<4xf32>) -> tensor<4xf32> {
  %one = arith.constant 1 : i64
  %two = arith.constant 2 : i64
  %more = arith.addi %one, %one : i64
  %c = arith.cmpi eq, %more, %two : i64
  %z = aten.neg %x : (tensor<4xf32>) -> tensor<4xf32>
  %r = scf.if %c -> (tensor<4xf32>) {
    %y = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %y : tensor<4xf32>
  } else {
    scf.yield %z : tensor<4xf32>
  }
  func.return %r : tensor<4xf32>
}

// NaN is above nothing and equal to nothing.
// CHECK-LABEL: @not_a_number
// CHECK-NEXT:    %false = arith.constant false
// CHECK-NEXT:    %true = arith.constant true
// CHECK-NEXT:    func.return %false, %true
func.func @not_a_number(%x: i1) -> (i1, i1) {
  %false = arith.constant false
  %true = arith.constant true
  %zero = arith.constant 0.0 : f64
  %nan = arith.constant 0x7FF8000000000000 : f64
  %above = arith.cmpf oge, %nan, %zero : f64
  %differs = arith.cmpf une, %nan, %nan : f64
  %a = scf.if %above -> (i1) {
    scf.yield %x : i1
  } else {
    scf.yield %false : i1
  }
  %b = scf.if %differs -> (i1) {
    scf.yield %true : i1
  } else {
    scf.yield %x : i1
  }
  func.return %a, %b : i1, i1
}

// The same computation was tested by an enclosing branch; so was its negation.
// CHECK-LABEL: @tested_before
// CHECK:         scf.if
// CHECK-NEXT:      scf.yield %x
// CHECK-NEXT:    } else {
// CHECK-NEXT:      scf.yield %y
// CHECK-NOT:     scf.if
func.func @tested_before(%n: i64, %x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %zero = arith.constant 0 : i64
  %true = arith.constant true
  %c = arith.cmpi sgt, %n, %zero : i64
  %r = scf.if %c -> (tensor<4xf32>) {
    %again = arith.cmpi sgt, %n, %zero : i64
    %s = scf.if %again -> (tensor<4xf32>) {
      scf.yield %x : tensor<4xf32>
    } else {
      scf.yield %y : tensor<4xf32>
    }
    scf.yield %s : tensor<4xf32>
  } else {
    %not = arith.xori %c, %true : i1
    %s = scf.if %not -> (tensor<4xf32>) {
      scf.yield %y : tensor<4xf32>
    } else {
      scf.yield %x : tensor<4xf32>
    }
    scf.yield %s : tensor<4xf32>
  }
  func.return %r : tensor<4xf32>
}

// Where a and b hold, a holds; where neither does, a does not.
// CHECK-LABEL: @parts
func.func @parts(%a: i1, %b: i1) -> (i1, i1) {
  %both = arith.andi %a, %b : i1
  %either = arith.ori %a, %b : i1
  %r = scf.if %both -> (i1) {
    // CHECK: scf.if
    // CHECK-NEXT:   [[TRUE:%.*]] = arith.constant true
    // CHECK-NEXT: scf.yield [[TRUE]]
    scf.yield %b : i1
  } else {
    scf.yield %b : i1
  }
  %s = scf.if %either -> (i1) {
    scf.yield %a : i1
  } else {
    // CHECK: else
    // CHECK: else
    // CHECK-NEXT: [[FALSE:%.*]] = arith.constant false
    // CHECK-NEXT: scf.yield [[FALSE]]
    scf.yield %a : i1
  }
  func.return %r, %s : i1, i1
}

// Short circuit: where `a and b` holds, b holds.
// CHECK-LABEL: @short_circuit
// CHECK-COUNT-2: scf.if
// CHECK-NOT:     scf.if
// CHECK:         func.return
func.func @short_circuit(%a: i1, %n: i64, %x: tensor<4xf32>) -> tensor<4xf32> {
  %zero = arith.constant 0 : i64
  %false = arith.constant false
  %c = scf.if %a -> (i1) {
    %b = arith.cmpi sgt, %n, %zero : i64
    scf.yield %b : i1
  } else {
    scf.yield %false : i1
  }
  %r = scf.if %c -> (tensor<4xf32>) {
    %least = arith.cmpi sge, %n, %zero : i64
    %s = scf.if %least -> (tensor<4xf32>) {
      scf.yield %x : tensor<4xf32>
    } else {
      %y = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
      scf.yield %y : tensor<4xf32>
    }
    scf.yield %s : tensor<4xf32>
  } else {
    %y = aten.neg %x : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %y : tensor<4xf32>
  }
  func.return %r : tensor<4xf32>
}

// A bound implies weaker bounds, for tensors with one element too.
// CHECK-LABEL: @bounds
// CHECK:         scf.if
// CHECK-NEXT:      scf.yield %x
// CHECK-NEXT:    } else {
func.func @bounds(%t: tensor<1x1xf32>, %x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %half = arith.constant 0.5 : f64
  %g = aten.gt.Scalar %t {other = 0.9} : (tensor<1x1xf32>) -> tensor<1x1xi1>
  %c = dycl.item %g : tensor<1x1xi1> -> i1
  %r = scf.if %c -> (tensor<4xf32>) {
    %number = dycl.item %t : tensor<1x1xf32> -> f64
    %d = arith.cmpf ogt, %number, %half : f64
    %s = scf.if %d -> (tensor<4xf32>) {
      scf.yield %x : tensor<4xf32>
    } else {
      scf.yield %y : tensor<4xf32>
    }
    scf.yield %s : tensor<4xf32>
  } else {
    scf.yield %y : tensor<4xf32>
  }
  func.return %r : tensor<4xf32>
}

// Must stay: where x > 0.5 fails, x may be NaN, and then x <= 0.9 fails as well.
// CHECK-LABEL: @may_be_nan
// CHECK-COUNT-2: scf.if
func.func @may_be_nan(%x: f64, %a: tensor<4xf32>, %b: tensor<4xf32>) -> tensor<4xf32> {
  %half = arith.constant 0.5 : f64
  %high = arith.constant 0.9 : f64
  %c = arith.cmpf ogt, %x, %half : f64
  %r = scf.if %c -> (tensor<4xf32>) {
    scf.yield %a : tensor<4xf32>
  } else {
    %d = arith.cmpf ole, %x, %high : f64
    %s = scf.if %d -> (tensor<4xf32>) {
      scf.yield %a : tensor<4xf32>
    } else {
      scf.yield %b : tensor<4xf32>
    }
    scf.yield %s : tensor<4xf32>
  }
  func.return %r : tensor<4xf32>
}

// Gone: there it is not above 0.9.
// CHECK-LABEL: @not_above
// CHECK:         scf.if
// CHECK-NOT:     scf.if
// CHECK:         func.return
func.func @not_above(%x: f64, %a: tensor<4xf32>, %b: tensor<4xf32>) -> tensor<4xf32> {
  %half = arith.constant 0.5 : f64
  %high = arith.constant 0.9 : f64
  %c = arith.cmpf ogt, %x, %half : f64
  %r = scf.if %c -> (tensor<4xf32>) {
    scf.yield %a : tensor<4xf32>
  } else {
    %d = arith.cmpf ogt, %x, %high : f64
    %s = scf.if %d -> (tensor<4xf32>) {
      scf.yield %a : tensor<4xf32>
    } else {
      scf.yield %b : tensor<4xf32>
    }
    scf.yield %s : tensor<4xf32>
  }
  func.return %r : tensor<4xf32>
}

// After a check that raises, its condition is known.
// CHECK-LABEL: @after_check
// CHECK:         scf.if
// CHECK-NEXT:      dycl.raise
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %x
func.func @after_check(%n: i64, %x: tensor<4xf32>) -> tensor<4xf32> {
  %zero = arith.constant 0 : i64
  %bad = arith.cmpi slt, %n, %zero : i64
  scf.if %bad {
    dycl.raise "ValueError" "negative: {}" (%n) : i64
  }
  %good = arith.cmpi sge, %n, %zero : i64
  %r = scf.if %good -> (tensor<4xf32>) {
    scf.yield %x : tensor<4xf32>
  } else {
    %y = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %y : tensor<4xf32>
  }
  func.return %r : tensor<4xf32>
}

// Results that do not depend on the branch, are its condition, or are not used.
// CHECK-LABEL: @results
// CHECK-NEXT:    func.return %x, %c
func.func @results(%c: i1, %x: tensor<4xf32>) -> (tensor<4xf32>, i1) {
  %true = arith.constant true
  %false = arith.constant false
  %r:3 = scf.if %c -> (tensor<4xf32>, tensor<4xf32>, i1) {
    %y = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %x, %y, %true : tensor<4xf32>, tensor<4xf32>, i1
  } else {
    scf.yield %x, %x, %false : tensor<4xf32>, tensor<4xf32>, i1
  }
  func.return %r#0, %r#2 : tensor<4xf32>, i1
}

// A loop that never runs: what its condition needs is computed once.
// CHECK-LABEL: @no_iteration
// CHECK-NEXT:    %z = aten.neg %x
// CHECK-NEXT:    func.return %z
func.func @no_iteration(%x: tensor<4xf32>) -> tensor<4xf32> {
  %start = arith.constant 3 : i64
  %end = arith.constant 3 : i64
  %r:2 = scf.while (%i = %start, %y = %x) : (i64, tensor<4xf32>) -> (i64, tensor<4xf32>) {
    %c = arith.cmpi slt, %i, %end : i64
    %z = aten.neg %y : (tensor<4xf32>) -> tensor<4xf32>
    scf.condition(%c) %i, %z : i64, tensor<4xf32>
  } do {
  ^bb0(%i: i64, %y: tensor<4xf32>):
    scf.yield %i, %y : i64, tensor<4xf32>
  }
  func.return %r#1 : tensor<4xf32>
}

// Must stay: in a later iteration, the condition may differ.
// CHECK-LABEL: @loop
// CHECK:         scf.while
// CHECK:         scf.if
func.func @loop(%n: i64, %x: tensor<4xf32>) -> tensor<4xf32> {
  %one = arith.constant 1 : i64
  %zero = arith.constant 0 : i64
  %r:2 = scf.while (%i = %zero, %y = %x) : (i64, tensor<4xf32>) -> (i64, tensor<4xf32>) {
    %c = arith.cmpi slt, %i, %n : i64
    scf.condition(%c) %i, %y : i64, tensor<4xf32>
  } do {
  ^bb0(%i: i64, %y: tensor<4xf32>):
    %first = arith.cmpi eq, %i, %zero : i64
    %z = scf.if %first -> (tensor<4xf32>) {
      %a = aten.relu %y : (tensor<4xf32>) -> tensor<4xf32>
      scf.yield %a : tensor<4xf32>
    } else {
      %a = aten.neg %y : (tensor<4xf32>) -> tensor<4xf32>
      scf.yield %a : tensor<4xf32>
    }
    %next = arith.addi %i, %one : i64
    scf.yield %next, %z : i64, tensor<4xf32>
  }
  func.return %r#1 : tensor<4xf32>
}

// Inside of a loop, its condition holds.
// CHECK-LABEL: @in_loop
// CHECK:         scf.while
// CHECK-NOT:     scf.if
// CHECK:         func.return
func.func @in_loop(%n: i64, %x: tensor<4xf32>) -> tensor<4xf32> {
  %one = arith.constant 1 : i64
  %zero = arith.constant 0 : i64
  %r:2 = scf.while (%i = %zero, %y = %x) : (i64, tensor<4xf32>) -> (i64, tensor<4xf32>) {
    %c = arith.cmpi slt, %i, %n : i64
    scf.condition(%c) %i, %y : i64, tensor<4xf32>
  } do {
  ^bb0(%i: i64, %y: tensor<4xf32>):
    %still = arith.cmpi sgt, %n, %i : i64
    %z = scf.if %still -> (tensor<4xf32>) {
      %a = aten.relu %y : (tensor<4xf32>) -> tensor<4xf32>
      scf.yield %a : tensor<4xf32>
    } else {
      scf.yield %x : tensor<4xf32>
    }
    %next = arith.addi %i, %one : i64
    scf.yield %next, %z : i64, tensor<4xf32>
  }
  func.return %r#1 : tensor<4xf32>
}

// CHECK-LABEL: @switch
// CHECK-NEXT:    %y = aten.relu %x
// CHECK-NEXT:    func.return %y
func.func @switch(%x: tensor<4xf32>) -> tensor<4xf32> {
  %two = arith.constant 2 : index
  %r = scf.index_switch %two -> tensor<4xf32>
  case 2 {
    %y = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %y : tensor<4xf32>
  }
  default {
    scf.yield %x : tensor<4xf32>
  }
  func.return %r : tensor<4xf32>
}

// Both calls of a private function pass numbers from 1 to 2; of a public one, anybody calls it.
// CHECK-LABEL: func.func @calls
// CHECK-LABEL: func.func private @private
// CHECK-NEXT:    func.return %x
// CHECK-LABEL: func.func @public
// CHECK:         scf.if
func.func @calls(%x: tensor<4xf32>) -> tensor<4xf32> {
  %one = arith.constant 1 : i64
  %two = arith.constant 2 : i64
  %a = func.call @private(%one, %x) : (i64, tensor<4xf32>) -> tensor<4xf32>
  %b = func.call @private(%two, %a) : (i64, tensor<4xf32>) -> tensor<4xf32>
  %c = func.call @public(%two, %b) : (i64, tensor<4xf32>) -> tensor<4xf32>
  func.return %c : tensor<4xf32>
}
func.func private @private(%n: i64, %x: tensor<4xf32>) -> tensor<4xf32> {
  %zero = arith.constant 0 : i64
  %positive = arith.cmpi sgt, %n, %zero : i64
  %r = scf.if %positive -> (tensor<4xf32>) {
    scf.yield %x : tensor<4xf32>
  } else {
    %y = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %y : tensor<4xf32>
  }
  func.return %r : tensor<4xf32>
}
func.func @public(%n: i64, %x: tensor<4xf32>) -> tensor<4xf32> {
  %zero = arith.constant 0 : i64
  %positive = arith.cmpi sgt, %n, %zero : i64
  %r = scf.if %positive -> (tensor<4xf32>) {
    scf.yield %x : tensor<4xf32>
  } else {
    %y = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %y : tensor<4xf32>
  }
  func.return %r : tensor<4xf32>
}
