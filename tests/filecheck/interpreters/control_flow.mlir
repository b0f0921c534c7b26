// RUN: dycl-opt %s --run | filecheck %s
// RUN: not dycl-opt %s --run --entry used_poison 2>&1 | filecheck %s --check-prefix=USED
// RUN: not dycl-opt %s --run --entry decided_by_poison 2>&1 | filecheck %s --check-prefix=DECIDED

// scf, func, arith and ub on host scalars.

func.func @forward() -> (i64, f64, i1, i64, i64, i64) {
  // CHECK: arr_0: i64 3
  %0 = func.call @count() : () -> i64
  // CHECK-NEXT: arr_1: f64 2.5
  // CHECK-NEXT: arr_2: i1 True
  %1, %2 = func.call @nested() : () -> (f64, i1)
  // CHECK-NEXT: arr_3: i64 10
  %3 = func.call @triangle() : () -> i64
  // CHECK-NEXT: arr_4: i64 20
  %4 = func.call @named() : () -> i64
  // CHECK-NEXT: arr_5: i64 1
  %5 = func.call @unused_poison() : () -> i64
  func.return %0, %1, %2, %3, %4, %5 : i64, f64, i1, i64, i64, i64
}

func.func private @count() -> i64 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %three = arith.constant 3 : i64
  %n = scf.while (%i = %zero) : (i64) -> i64 {
    %go = arith.cmpi slt, %i, %three : i64
    scf.condition(%go) %i : i64
  } do {
  ^bb0(%j: i64):
    %k = arith.addi %j, %one : i64
    scf.yield %k : i64
  }
  func.return %n : i64
}

func.func private @nested() -> (f64, i1) {
  %true = arith.constant true
  %a = arith.constant 2.5 : f64
  %b = arith.constant -1.0 : f64
  %r:2 = scf.if %true -> (f64, i1) {
    %less = arith.cmpf olt, %b, %a : f64
    %s = scf.if %less -> (f64) {
      scf.yield %a : f64
    } else {
      scf.yield %b : f64
    }
    scf.yield %s, %less : f64, i1
  } else {
    scf.yield %b, %true : f64, i1
  }
  func.return %r#0, %r#1 : f64, i1
}

func.func private @add(%a: i64, %b: i64) -> i64 {
  %sum = arith.addi %a, %b : i64
  func.return %sum : i64
}

func.func private @triangle() -> i64 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %five = arith.constant 5 : i64
  %sum = scf.for %i = %zero to %five step %one iter_args(%acc = %zero) -> (i64) : i64 {
    %next = func.call @add(%acc, %i) : (i64, i64) -> i64
    scf.yield %next : i64
  }
  func.return %sum : i64
}

func.func private @named() -> i64 {
  %one = arith.constant 1 : i64
  %index = arith.index_cast %one : i64 to index
  %r = scf.index_switch %index -> i64
  case 0 {
    %v = arith.constant 10 : i64
    scf.yield %v : i64
  }
  case 1 {
    %v = arith.constant 20 : i64
    scf.yield %v : i64
  }
  default {
    %v = arith.constant 30 : i64
    scf.yield %v : i64
  }
  func.return %r : i64
}

func.func private @unused_poison() -> i64 {
  %true = arith.constant true
  %one = arith.constant 1 : i64
  %r:2 = scf.if %true -> (i64, i64) {
    %p = ub.poison : i64
    scf.yield %one, %p : i64, i64
  } else {
    scf.yield %one, %one : i64, i64
  }
  func.return %r#0 : i64
}

// USED: error: arith.addi uses poison, while interpreting arith.addi from net.py:7:3
func.func @used_poison() -> i64 {
  %one = arith.constant 1 : i64
  %p = ub.poison : i64
  %r = arith.addi %one, %p : i64 loc("net.py":7:3)
  func.return %r : i64
}

// DECIDED: error: a decision depends on poison, while interpreting scf.if
func.func @decided_by_poison() {
  %p = ub.poison : i1
  scf.if %p {
  }
  func.return
}
