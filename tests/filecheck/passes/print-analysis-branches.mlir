// RUN: dycl-opt %s -p 'print-analysis{name=branches}' | filecheck %s
// RUN: dycl-opt %s -p 'print-analysis{name=cost}' | filecheck %s --check-prefix=COST
// RUN: dycl-opt %s -p 'print-analysis{name=profile}' | filecheck %s --check-prefix=PROFILE

// CHECK:      // @forward
// CHECK-NEXT: //   %y = scf.if at model.py:3:4: not known
// CHECK-NEXT: //   %z = scf.if at model.py:5:4: the opposite outcome as %y = scf.if at model.py:3:4
// CHECK-NEXT: //   %a = scf.if: never taken, as it is constant
// CHECK-NEXT: //   %b = scf.if: never reached
// CHECK-NEXT: //   scf.if: not known
// CHECK-NEXT: //   %d = scf.if: always taken, as it follows from constants and earlier tests

// The raising arm is on no path that ends.
// COST:      // @forward: 40 FLOP, 160 B, 0.25 FLOP/B, all arms
// COST-NEXT: //   the cheapest path: 0 FLOP, 0 B, 0.00 FLOP/B
// COST-NEXT: //   the most expensive path: 40 FLOP, 160 B, 0.25 FLOP/B
// COST-NEXT: //   %y = scf.if at model.py:3:4, true: 32 FLOP, 96 B, 0.33 FLOP/B
// COST-NEXT: //   %y = scf.if at model.py:3:4, false: 0 FLOP, 0 B, 0.00 FLOP/B
// COST-NEXT: //   %m = aten.linear: 32 FLOP, 96 B, 0.33 FLOP/B
// COST-NEXT: //   %d = scf.if, true: 8 FLOP, 64 B, 0.12 FLOP/B
// COST:      // @average: 8 FLOP, 64 B, 0.12 FLOP/B, all arms
// COST-NEXT: //   the cheapest path: 4 FLOP, 32 B, 0.12 FLOP/B
// COST-NEXT: //   the most expensive path: depends on run time
// COST-NEXT: //   on average: 13 FLOP, 104 B, 0.12 FLOP/B
// COST-NEXT: //   %r = scf.while, each test: 4 FLOP, 32 B, 0.12 FLOP/B
// COST-NEXT: //   %r = scf.while, each iteration: from 0 FLOP, 0 B, 0.00 FLOP/B to 4 FLOP, 32 B, 0.12 FLOP/B

// PROFILE:      // @forward
// PROFILE-NEXT: // @average
// PROFILE-NEXT: //   %r = scf.while: true 20 of 30, false 10 of 30
// PROFILE-NEXT: //   %z = scf.if: true 1 of 8, false 7 of 8
func.func @forward(%c: i1, %bad: i1, %x: tensor<1x4xf32>) -> (tensor<1x4xf32>, i64) {
  %w = dycl.weight @w : tensor<4x4xf32>
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %false = arith.constant false
  %true = arith.constant true
  %y = scf.if %c -> (tensor<1x4xf32>) {
    %m = aten.linear %x, %w : (tensor<1x4xf32>, tensor<4x4xf32>) -> tensor<1x4xf32>
    scf.yield %m : tensor<1x4xf32>
  } else {
    scf.yield %x : tensor<1x4xf32>
  } loc("model.py":3:4)
  %n = arith.xori %c, %true : i1
  %z = scf.if %n -> (i64) {
    scf.yield %one : i64
  } else {
    scf.yield %zero : i64
  } loc("model.py":5:4)
  %a = scf.if %false -> (i64) {
    %b = scf.if %bad -> (i64) {
      scf.yield %one : i64
    } else {
      scf.yield %zero : i64
    }
    scf.yield %b : i64
  } else {
    scf.yield %z : i64
  }
  scf.if %bad {
    dycl.raise "ValueError" "bad"
  }
  %fine = arith.xori %bad, %true : i1
  %d = scf.if %fine -> (tensor<1x4xf32>) {
    %e = aten.exp %y : (tensor<1x4xf32>) -> tensor<1x4xf32>
    %f = aten.neg %e : (tensor<1x4xf32>) -> tensor<1x4xf32>
    scf.yield %f : tensor<1x4xf32>
  } else {
    scf.yield %y : tensor<1x4xf32>
  }
  func.return %d, %a : tensor<1x4xf32>, i64
}
func.func @average(%c: i1, %x: tensor<4xf32>) -> tensor<4xf32> {
  %r = scf.while (%h = %x) : (tensor<4xf32>) -> tensor<4xf32> {
    %y = aten.neg %h : (tensor<4xf32>) -> tensor<4xf32>
    scf.condition(%c) %y : tensor<4xf32>
  } do {
  ^bb0(%h: tensor<4xf32>):
    %z = scf.if %c -> (tensor<4xf32>) {
      %y = aten.neg %h : (tensor<4xf32>) -> tensor<4xf32>
      scf.yield %y : tensor<4xf32>
    } else {
      scf.yield %h : tensor<4xf32>
    } {dycl.profile = array<i64: 1, 7>}
    scf.yield %z : tensor<4xf32>
  } attributes {dycl.profile = array<i64: 20, 10>}
  func.return %r : tensor<4xf32>
}
