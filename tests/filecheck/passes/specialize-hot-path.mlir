// RUN: dycl-opt %s -p specialize-hot-path | filecheck %s
// RUN: dycl-opt %s -p 'specialize-hot-path{threshold=0.99}' | filecheck %s --check-prefix=RARE
// RUN: dycl-opt %s -p specialize-hot-path --remarks 2>&1 >/dev/null | filecheck %s --check-prefix=REMARK
// RUN: dycl-opt %s -p specialize-hot-path,dycl-minimal | filecheck %s --check-prefix=SPLIT

// REMARK: model.py:5:1: remark: 2 operations are computed before the branch, which needs them 95 % of the time [specialize-hot-path]

// A path that is nearly always taken, with a branch inside of it that nearly always goes one way.
// CHECK-LABEL: @hot
// CHECK:         %h = aten.relu %x
// CHECK:         %exit = dycl.item
// CHECK-NEXT:    %y = aten.neg %h
// CHECK-NEXT:    %z = aten.tanh %y
// CHECK-NEXT:    scf.if %exit
// CHECK-NEXT:      aten.exp
// CHECK:         } else {
// CHECK-NEXT:      scf.if %c
// CHECK-NEXT:        scf.yield %z
// CHECK-NEXT:      } else {
// CHECK-NEXT:        aten.abs %y
// RARE-LABEL: @hot
// RARE:         scf.if %exit
// RARE:         } else {
// RARE-NEXT:      aten.neg

// The hot path is one sub-network.
// SPLIT-LABEL: @hot
// SPLIT:         %{{.*}} = func.call @
// SPLIT:         scf.if
// SPLIT:         } else {
// SPLIT-NEXT:      scf.if
// SPLIT-NEXT:        scf.yield
func.func @hot(%x: tensor<4xf32>, %c: i1) -> tensor<4xf32> {
  %h = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
  %t = aten.any %h : (tensor<4xf32>) -> tensor<i1>
  %exit = dycl.item %t : tensor<i1> -> i1
  %r = scf.if %exit -> (tensor<4xf32>) {
    %e = aten.exp %h : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %e : tensor<4xf32>
  } else {
    %y = aten.neg %h : (tensor<4xf32>) -> tensor<4xf32>
    %q = scf.if %c -> (tensor<4xf32>) {
      %z = aten.tanh %y : (tensor<4xf32>) -> tensor<4xf32>
      scf.yield %z : tensor<4xf32>
    } else {
      %a = aten.abs %y : (tensor<4xf32>) -> tensor<4xf32>
      scf.yield %a : tensor<4xf32>
    } {dycl.profile = array<i64: 93, 2>}
    scf.yield %q : tensor<4xf32>
  } {dycl.profile = array<i64: 5, 95>} loc("model.py":5:1)
  func.return %r : tensor<4xf32>
}

// Must stay: branches without a profile or without a hot arm; what may raise or rejects values,
// and what needs that.
// CHECK-LABEL: @stay
// CHECK-NEXT:    scf.if
// CHECK-NEXT:      aten.relu
// CHECK:         scf.if
// CHECK-NEXT:      aten.relu
// CHECK:         scf.if
// CHECK-NEXT:      arith.divsi
// CHECK-NEXT:      aten.add.Scalar
// CHECK-NEXT:      aten.index_select
func.func @stay(%x: tensor<4xf32>, %i: tensor<2xi64>, %n: i64, %c: i1) -> (tensor<4xf32>, tensor<4xf32>, tensor<2xf32>) {
  %r = scf.if %c -> (tensor<4xf32>) {
    %y = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %y : tensor<4xf32>
  } else {
    scf.yield %x : tensor<4xf32>
  }
  %s = scf.if %c -> (tensor<4xf32>) {
    %y = aten.relu %r : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %y : tensor<4xf32>
  } else {
    scf.yield %x : tensor<4xf32>
  } {dycl.profile = array<i64: 80, 20>}
  %z = aten.index_select %x, %i {dim = 0} : (tensor<4xf32>, tensor<2xi64>) -> tensor<2xf32>
  %u = scf.if %c -> (tensor<2xf32>) {
    %d = arith.divsi %n, %n : i64
    %y = aten.add.Scalar %s {other = %d} : (tensor<4xf32>, i64) -> tensor<4xf32>
    %k = aten.index_select %y, %i {dim = 0} : (tensor<4xf32>, tensor<2xi64>) -> tensor<2xf32>
    scf.yield %k : tensor<2xf32>
  } else {
    scf.yield %z : tensor<2xf32>
  } {dycl.profile = array<i64: 80, 0>}
  func.return %r, %s, %u : tensor<4xf32>, tensor<4xf32>, tensor<2xf32>
}
