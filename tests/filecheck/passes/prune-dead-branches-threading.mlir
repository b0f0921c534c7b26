// RUN: dycl-opt %s -p prune-dead-branches --remarks 2>%t | filecheck %s
// RUN: filecheck %s --check-prefix=REMARK --input-file %t

// Each arm sets a mask that the next branch tests: the two become one.
// CHECK-LABEL: @mask
// CHECK:         %gate = arith.cmpf
// CHECK-NEXT:    %r = scf.if %gate
// CHECK-NEXT:      %a = aten.relu %x
// CHECK-NEXT:      aten.neg %a
// CHECK-NEXT:      scf.yield
// CHECK-NEXT:    } else {
// CHECK-NEXT:      %b = aten.tanh %x
// CHECK-NEXT:      scf.yield %b
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %r
// REMARK: a later branch has the opposite outcome: the two become one
func.func @mask(%g: f64, %x: tensor<4xf32>) -> tensor<4xf32> {
  %half = arith.constant 0.5 : f64
  %gate = arith.cmpf ogt, %g, %half : f64
  %y, %mask = scf.if %gate -> (tensor<4xf32>, tensor<1xf32>) {
    %a = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
    %ones = aten.ones {size = [1]} : () -> tensor<1xf32>
    scf.yield %a, %ones : tensor<4xf32>, tensor<1xf32>
  } else {
    %b = aten.tanh %x : (tensor<4xf32>) -> tensor<4xf32>
    %zeros = aten.zeros {size = [1]} : () -> tensor<1xf32>
    scf.yield %b, %zeros : tensor<4xf32>, tensor<1xf32>
  }
  %is_zero = aten.eq.Scalar %mask {other = 0} : (tensor<1xf32>) -> tensor<1xi1>
  %c = dycl.item %is_zero : tensor<1xi1> -> i1
  %r = scf.if %c -> (tensor<4xf32>) {
    scf.yield %y : tensor<4xf32>
  } else {
    %d = aten.neg %y : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %d : tensor<4xf32>
  }
  func.return %r : tensor<4xf32>
}

// A second test of the same gate; what is between the branches is moved or copied.
// CHECK-LABEL: @twice
// CHECK:         %other = aten.tanh %x
// CHECK:         scf.if
// CHECK-NEXT:      %a = aten.relu %x
// CHECK-NEXT:      [[M:%.*]] = aten.neg %a
// CHECK-NEXT:      aten.add.Tensor [[M]], %other
// CHECK:         } else {
// CHECK-NEXT:      [[N:%.*]] = aten.neg %x
// CHECK-NEXT:      scf.yield [[N]]
// CHECK-NOT:     scf.if
// CHECK:         func.return
func.func @twice(%g: tensor<f32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %t = aten.gt.Scalar %g {other = 0.5} : (tensor<f32>) -> tensor<i1>
  %c = dycl.item %t : tensor<i1> -> i1
  %y = scf.if %c -> (tensor<4xf32>) {
    %a = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %a : tensor<4xf32>
  } else {
    scf.yield %x : tensor<4xf32>
  }
  %other = aten.tanh %x : (tensor<4xf32>) -> tensor<4xf32>
  %middle = aten.neg %y : (tensor<4xf32>) -> tensor<4xf32>
  %t2 = aten.gt.Scalar %g {other = 0.5} : (tensor<f32>) -> tensor<i1>
  %c2 = dycl.item %t2 : tensor<i1> -> i1
  %z = scf.if %c2 -> (tensor<4xf32>) {
    %s = aten.add.Tensor %middle, %other : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    scf.yield %s : tensor<4xf32>
  } else {
    scf.yield %middle : tensor<4xf32>
  }
  func.return %z : tensor<4xf32>
}

// Must stay: an exception is between the two; and the mask is not the gate.
// CHECK-LABEL: @stay
// CHECK-COUNT-4: scf.if
func.func @stay(%c: i1, %bad: i1, %n: i64, %x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %y, %k = scf.if %c -> (tensor<4xf32>, i64) {
    %a = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %a, %n : tensor<4xf32>, i64
  } else {
    scf.yield %x, %zero : tensor<4xf32>, i64
  }
  scf.if %bad {
    dycl.raise "ValueError" "bad"
  }
  %z = scf.if %c -> (tensor<4xf32>) {
    %b = aten.tanh %y : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %b : tensor<4xf32>
  } else {
    scf.yield %x : tensor<4xf32>
  }
  %d = arith.cmpi eq, %k, %zero : i64
  %w = scf.if %d -> (tensor<4xf32>) {
    %b = aten.neg %z : (tensor<4xf32>) -> tensor<4xf32>
    scf.yield %b : tensor<4xf32>
  } else {
    scf.yield %x : tensor<4xf32>
  }
  func.return %z, %w : tensor<4xf32>, tensor<4xf32>
}
