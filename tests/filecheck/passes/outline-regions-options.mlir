// RUN: dycl-opt %s -p outline-regions | filecheck %s
// RUN: dycl-opt %s -p 'outline-regions{duplicate=none}' | filecheck %s --check-prefix=NONE
// RUN: dycl-opt %s -p 'outline-regions{minimum-ops=3}' | filecheck %s --check-prefix=LARGE
// RUN: dycl-opt %s -p 'outline-regions{backend=any}' | filecheck %s --check-prefix=ANY
// RUN: not dycl-opt %s -p 'outline-regions{duplicate=some}' 2>&1 | filecheck %s --check-prefix=WRONG

// WRONG: error: outline-regions cannot duplicate 'some'
// WRONG-NEXT: hint: use all, views, fills or none

// A view of an input and a fill are computed in each sub-network, or in one and handed around.
// CHECK-LABEL: func.func @forward
// CHECK-NEXT:    %a, %m = func.call @m(%x)
// CHECK:           %b = func.call @b(%x, %a)
// NONE-LABEL:  func.func @forward
// NONE-NEXT:     %v, %z, %a, %m = func.call @m(%x)
// NONE:            %b = func.call @b(%v, %a, %z)
// LARGE-LABEL: func.func @forward
// LARGE:         %a, %m = func.call @m(%x)
// LARGE:         scf.if
// LARGE:           aten.add.Tensor

// Relay divides integers by a constant; a division that might be one by zero stays.
// CHECK-LABEL: func.func @divide
// CHECK-NEXT:    %q = aten.floor_divide
// CHECK-NEXT:    %r = func.call @r(%i, %x)
// ANY-LABEL:   func.func @divide
// ANY-NEXT:      %q, %r = func.call
func.func @forward(%x: tensor<2x4xf32>) -> tensor<8xf32> {
  %v = aten.view %x {size = [8]} : (tensor<2x4xf32>) -> tensor<8xf32>
  %z = aten.zeros {size = [8]} : () -> tensor<8xf32>
  %e = aten.exp %v : (tensor<8xf32>) -> tensor<8xf32>
  %a = aten.add.Tensor %e, %z : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
  %m = aten.any %a : (tensor<8xf32>) -> tensor<i1>
  %c = dycl.item %m : tensor<i1> -> i1
  %r = scf.if %c -> (tensor<8xf32>) {
    %s = aten.add.Tensor %v, %a : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %b = aten.maximum %s, %z : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    scf.yield %b : tensor<8xf32>
  } else {
    scf.yield %a : tensor<8xf32>
  }
  func.return %r : tensor<8xf32>
}
func.func @divide(%x: tensor<4xf32>, %i: tensor<4xi64>, %n: tensor<i64>) -> (tensor<4xi64>, tensor<4xf32>) {
  %three = arith.constant dense<3> : tensor<i64>
  %q = aten.floor_divide %i, %n : (tensor<4xi64>, tensor<i64>) -> tensor<4xi64>
  %k = aten.floor_divide %i, %three : (tensor<4xi64>, tensor<i64>) -> tensor<4xi64>
  %r = aten.mul.Tensor %x, %k : (tensor<4xf32>, tensor<4xi64>) -> tensor<4xf32>
  func.return %q, %r : tensor<4xi64>, tensor<4xf32>
}

// A view of what is computed at the end of an earlier group does not go through a later one.
// CHECK-LABEL: func.func @handed_out
// CHECK-NEXT:    %g, %h = func.call @h(%x)
// CHECK:         func.return %{{.*}}, %h
func.func @handed_out(%x: tensor<1x4xf32>) -> (tensor<1x4xf32>, tensor<4xf32>) {
  %t = aten.exp %x : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %g = aten.any %t : (tensor<1x4xf32>) -> tensor<i1>
  %c = dycl.item %g : tensor<i1> -> i1
  %y = scf.if %c -> (tensor<1x4xf32>) {
    %n = aten.neg %x : (tensor<1x4xf32>) -> tensor<1x4xf32>
    scf.yield %n : tensor<1x4xf32>
  } else {
    scf.yield %x : tensor<1x4xf32>
  }
  %last = aten.tanh %y : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %h = aten.squeeze %t : (tensor<1x4xf32>) -> tensor<4xf32>
  func.return %last, %h : tensor<1x4xf32>, tensor<4xf32>
}

// CHECK:       func.func private @m(
// CHECK-DAG:     aten.view
// CHECK-DAG:     aten.zeros
// CHECK:       func.func private @b(
// CHECK-DAG:     aten.view
// CHECK-DAG:     aten.zeros
// CHECK:       func.func private @r(
// CHECK:         aten.floor_divide %{{.*}}, %{{.*}} : (tensor<4xi64>, tensor<i64>)
