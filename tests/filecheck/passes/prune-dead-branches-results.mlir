// RUN: dycl-opt %s -p prune-dead-branches --remarks --split-input-file 2>%t | filecheck %s
// RUN: filecheck %s --check-prefix=REMARK --input-file %t

// A structure that no path returns is no part of the result, nor are its tensors.
// CHECK:         func.func @forward(%x: tensor<4xf32>, %n: i64) -> (tensor<4xf32>, i64, tensor<4xf32>)
// CHECK-SAME:        dycl.outputs = "{'y': $0}"
// CHECK-SAME:        dycl.updates = "{0: $2}"
// CHECK-NEXT:    %y = aten.neg %x
// CHECK-NEXT:    func.return %y, %n, %x
// REMARK:        remark: a structure of the result is never returned [prune-dead-branches]
func.func @forward(%x: tensor<4xf32>, %n: i64) -> (i64, tensor<4xf32>, tensor<4xf32>, i64, tensor<4xf32>)
    attributes {dycl.inputs = "{'x': $0}", dycl.state = "{'n': $1}", dycl.outputs = "choose($0, ($1, None), {'y': $2})", dycl.updates = "{0: $4}"} {
  %false = arith.constant false
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %y = aten.neg %x : (tensor<4xf32>) -> tensor<4xf32>
  %i, %r = scf.if %false -> (i64, tensor<4xf32>) {
    %z = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %zero, %z : i64, tensor<4xf32>
  } else {
    %p = ub.poison : tensor<4xf32>
    scf.yield %one, %p : i64, tensor<4xf32>
  }
  func.return %i, %r, %y, %n, %x : i64, tensor<4xf32>, tensor<4xf32>, i64, tensor<4xf32>
}

// -----

// Two of three structures are returned; which one is decided at run time.
// CHECK:         func.func @forward(%c: i1, %x: tensor<4xf32>) -> (i64, tensor<4xf32>, tensor<4xf32>)
// CHECK-SAME:        dycl.outputs = "choose($0, [$1], None, $2)"
// CHECK-NEXT:    %zero = arith.constant 0 : i64
// CHECK-NEXT:    %two = arith.constant 2 : i64
// CHECK-NEXT:    %i = scf.if %c
// CHECK:         func.return %i, %x, %x
func.func @forward(%c: i1, %x: tensor<4xf32>) -> (i64, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
    attributes {dycl.inputs = "{'c': $0, 'x': $1}", dycl.outputs = "choose($0, [$1], ($2,), $3)"} {
  %false = arith.constant false
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %two = arith.constant 2 : i64
  %i = scf.if %c -> (i64) {
    scf.yield %zero : i64
  } else {
    %j = scf.if %false -> (i64) {
      scf.yield %one : i64
    } else {
      scf.yield %two : i64
    }
    scf.yield %j : i64
  }
  %y = aten.neg %x : (tensor<4xf32>) -> tensor<4xf32>
  func.return %i, %x, %y, %x : i64, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}

// -----

// Must stay: each structure is returned, or the index is computed.
// CHECK:         func.func @forward
// CHECK-SAME:        dycl.outputs = "choose($0, $2, choose($1, [$2], ($3,)))"
func.func @forward(%c: i1, %n: i64, %x: tensor<4xf32>, %y: tensor<4xf32>) -> (i64, i64, tensor<4xf32>, tensor<4xf32>)
    attributes {dycl.inputs = "{'c': $0, 'n': $1, 'x': $2, 'y': $3}", dycl.outputs = "choose($0, $2, choose($1, [$2], ($3,)))"} {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %i = scf.if %c -> (i64) {
    scf.yield %zero : i64
  } else {
    scf.yield %one : i64
  }
  func.return %i, %n, %x, %y : i64, i64, tensor<4xf32>, tensor<4xf32>
}

// -----

// Two results agree but where one of them is poison: each is what the arm yields that yields it, and
// neither is the other.
// CHECK:         func.func @poison_in_different_arms(%c: i1, %x: tensor<4xf32>)
// CHECK-NEXT:    %i, %a, %b = scf.if %c
// CHECK-NEXT:      %y = aten.neg %x
// CHECK:           %j = scf.if %d -> (i1) {
// CHECK:           scf.yield %j, %y, %y
func.func @poison_in_different_arms(%c: i1, %x: tensor<4xf32>) -> tensor<4xf32> {
  %i, %a, %b = scf.if %c -> (i1, tensor<4xf32>, tensor<4xf32>) {
    %y = aten.neg %x : (tensor<4xf32>) -> tensor<4xf32>
    %s = aten.any %y : (tensor<4xf32>) -> tensor<i1>
    %d = dycl.item %s : tensor<i1> -> i1
    %j, %e, %f = scf.if %d -> (i1, tensor<4xf32>, tensor<4xf32>) {
      %false = arith.constant false
      %p = ub.poison : tensor<4xf32>
      scf.yield %false, %p, %y : i1, tensor<4xf32>, tensor<4xf32>
    } else {
      %true = arith.constant true
      %q = ub.poison : tensor<4xf32>
      scf.yield %true, %y, %q : i1, tensor<4xf32>, tensor<4xf32>
    }
    scf.yield %j, %e, %f : i1, tensor<4xf32>, tensor<4xf32>
  } else {
    %true = arith.constant true
    %p = ub.poison : tensor<4xf32>
    scf.yield %true, %x, %p : i1, tensor<4xf32>, tensor<4xf32>
  }
  %r = scf.if %i -> (tensor<4xf32>) {
    scf.yield %a : tensor<4xf32>
  } else {
    %g = aten.relu %b : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %g : tensor<4xf32>
  }
  func.return %r : tensor<4xf32>
}

// -----

// Results that are poison in both arms are equal, but only those of one type.
// CHECK:         func.func @poison_of_different_types(%c: i1, %d: i1, %n: i64, %x: tensor<4xf32>)
// CHECK:           %p = ub.poison : i64
// CHECK-NEXT:      %q = ub.poison : tensor<4xf32>
// CHECK-NEXT:      %s = scf.if %d -> (i64)
// CHECK:           scf.yield %p, %s, %q : i64, i64, tensor<4xf32>
func.func @poison_of_different_types(%c: i1, %d: i1, %n: i64, %x: tensor<4xf32>) -> (i64, i64, tensor<4xf32>) {
  %r:3 = scf.if %c -> (i64, i64, tensor<4xf32>) {
    %s, %u, %t = scf.if %d -> (i64, i64, tensor<4xf32>) {
      dycl.raise "ValueError" "no" (%n) : i64
      scf.yield %n, %n, %x : i64, i64, tensor<4xf32>
    } else {
      %p = ub.poison : i64
      %q = ub.poison : tensor<4xf32>
      scf.yield %p, %p, %q : i64, i64, tensor<4xf32>
    }
    scf.yield %s, %u, %t : i64, i64, tensor<4xf32>
  } else {
    %a = arith.addi %n, %n : i64
    %b = arith.muli %n, %n : i64
    %y = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %a, %b, %y : i64, i64, tensor<4xf32>
  }
  func.return %r#0, %r#1, %r#2 : i64, i64, tensor<4xf32>
}
