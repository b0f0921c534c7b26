// RUN: dycl-opt %s -t python | filecheck %s

// What the sub-networks and weights are called comes first; weights bound to a sub-network are not named.

// CHECK:       """What decides: the program between the sub-networks. Written by dycl."""
// CHECK-EMPTY:
// CHECK-NEXT:  import math
// CHECK-EMPTY:
// CHECK-NEXT:  import numpy as np
// CHECK-EMPTY:
// CHECK-NEXT:  from dycl.runtime import operators as aten
// CHECK-NEXT:  from dycl.runtime.exceptions import exception_class
// CHECK-NEXT:  from dycl.runtime.package import library_of
// CHECK-EMPTY:
// CHECK-NEXT:  library = library_of(__file__)
// CHECK-NEXT:  gate = library.subnetwork("gate")
// CHECK-NEXT:  block = library.subnetwork("block")
// CHECK-NEXT:  stage_0 = library.subnetwork("stage_0")
// CHECK-NEXT:  stage_1 = library.subnetwork("stage_1")
// CHECK-NEXT:  head_bias = library.weight("head.bias")
// CHECK-NEXT:  OFFSET = np.array([1.0, 2.0], np.float32)
// CHECK-NEXT:  TooShort = exception_class("model:TooShort")

func.func private @stage(%x: tensor<1x2xf32>, %w: tensor<2xf32> {dycl.weight}) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<i1>) attributes {dycl.subnetwork} {
  %0 = aten.add.Tensor %x, %w : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  %1 = aten.max %0 : (tensor<1x2xf32>) -> tensor<f32>
  %2 = aten.gt.Scalar %1 {other = 0.5} : (tensor<f32>) -> tensor<i1>
  func.return %x, %0, %2 : tensor<1x2xf32>, tensor<1x2xf32>, tensor<i1>
}
func.func private @gate(%x: tensor<1x2xf32>) -> tensor<f32> attributes {dycl.subnetwork} {
  %0 = aten.max %x : (tensor<1x2xf32>) -> tensor<f32>
  func.return %0 : tensor<f32>
}
func.func private @block(%x: tensor<1x2xf32>) -> tensor<1x2xf32> attributes {dycl.subnetwork} {
  %0 = aten.relu %x : (tensor<1x2xf32>) -> tensor<1x2xf32>
  func.return %0 : tensor<1x2xf32>
}

// A branch without an else, whose variable keeps its name; a scalar in the condition that asks for it.
// CHECK:       def skip(x):
// CHECK-NEXT:      if gate(x).item() > 0.5:  # model.py:4
// CHECK-NEXT:          x = block(x)  # model.py:5
// CHECK-NEXT:      return aten.add(x, head_bias)
func.func private @skip(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %bias = dycl.weight @head.bias : tensor<2xf32>
  %half = arith.constant 0.5 : f64
  %0 = func.call @gate(%x) : (tensor<1x2xf32>) -> tensor<f32> loc("/home/me/model.py":3:5)
  %q = dycl.item %0 : tensor<f32> -> f64
  %go = arith.cmpf ogt, %q, %half : f64
  %x_1 = scf.if %go -> (tensor<1x2xf32>) {
    %y = func.call @block(%x) : (tensor<1x2xf32>) -> tensor<1x2xf32> loc("blocks.0"("/home/me/model.py":5:9))
    scf.yield %y : tensor<1x2xf32>
  } else {
    scf.yield %x : tensor<1x2xf32>
  } loc("/home/me/model.py":4:5)
  %r = aten.add.Tensor %x_1, %bias : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  func.return %r : tensor<1x2xf32>
}

// Loops, with what they carry under one name; exceptions with what they say.
// CHECK:       def loops(x, n):
// CHECK-NEXT:      if n < 0:  # model.py:20
// CHECK-NEXT:          raise ValueError(f"negative: {n}")  # model.py:21
// CHECK-NEXT:      for i in range(n):  # model.py:22
// CHECK-NEXT:          x = aten.add(x, aten.mul(OFFSET, i))
// CHECK-NEXT:      while n > 1 and aten.max(x).item() < 10.0:  # model.py:24
// CHECK-NEXT:          n = n // 2
// CHECK-NEXT:          x = aten.add(x, x)
// CHECK-NEXT:      if n == 0:
// CHECK-NEXT:          raise TooShort("nothing left")
// CHECK-NEXT:      return x, n + 1
func.func private @loops(%x: tensor<1x2xf32>, %n: i64) -> (tensor<1x2xf32>, i64) {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %two = arith.constant 2 : i64
  %ten = arith.constant 10.0 : f64
  %false = arith.constant false
  %negative = arith.cmpi slt, %n, %zero : i64
  scf.if %negative {
    dycl.raise "ValueError" "negative: {}" (%n) : i64 loc("model.py":21:5)
    scf.yield
  } loc("model.py":20:5)
  %offset = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %x_1 = scf.for %i = %zero to %n step %one iter_args(%x_2 = %x) -> (tensor<1x2xf32>) : i64 {
    %0 = aten.mul.Scalar %offset {other = %i} : (tensor<2xf32>, i64) -> tensor<2xf32>
    %x_3 = aten.add.Tensor %x_2, %0 : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
    scf.yield %x_3 : tensor<1x2xf32>
  } loc("model.py":22:5)
  %n_4, %x_4 = scf.while (%n_5 = %n, %x_5 = %x_1) : (i64, tensor<1x2xf32>) -> (i64, tensor<1x2xf32>) {
    %1 = arith.cmpi sgt, %n_5, %one : i64
    %goes_on = scf.if %1 -> (i1) {
      %2 = aten.max %x_5 : (tensor<1x2xf32>) -> tensor<f32>
      %3 = dycl.item %2 : tensor<f32> -> f64
      %4 = arith.cmpf olt, %3, %ten : f64
      scf.yield %4 : i1
    } else {
      scf.yield %false : i1
    }
    scf.condition(%goes_on) %n_5, %x_5 : i64, tensor<1x2xf32>
  } do {
  ^bb0(%n_6: i64, %x_6: tensor<1x2xf32>):
    %n_7 = arith.floordivsi %n_6, %two : i64
    %x_7 = aten.add.Tensor %x_6, %x_6 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
    scf.yield %n_7, %x_7 : i64, tensor<1x2xf32>
  } loc("model.py":24:5)
  %none = arith.cmpi eq, %n_4, %zero : i64
  scf.if %none {
    dycl.raise "model:TooShort" "nothing left"
    scf.yield
  }
  %n_8 = arith.addi %n_4, %one : i64
  func.return %x_4, %n_8 : tensor<1x2xf32>, i64
}

// Arithmetic of floats as Python writes it, and an exception that is made of a number.
// CHECK:       def arithmetic(x, y, n):
// CHECK-NEXT:      if x % y > x // y:
// CHECK-NEXT:          raise KeyError(n)
// CHECK-NEXT:      return round(math.hypot(x, y), 2) - math.fmod(x, y)
func.func private @arithmetic(%x: f64, %y: f64, %n: i64) -> f64 {
  %0 = dycl.mod %x, %y
  %1 = dycl.floordiv %x, %y
  %2 = arith.cmpf ogt, %0, %1 : f64
  scf.if %2 {
    dycl.raise "KeyError" "" (%n) : i64
    scf.yield
  }
  %3 = dycl.hypot %x, %y
  %4 = dycl.round %3 to 2
  %5 = dycl.fmod %x, %y
  %6 = arith.subf %4, %5 : f64
  func.return %6 : f64
}

// A swap needs all at once; a loop whose test needs statements ends in the middle.
// CHECK:       def swap(a, b, n):
// CHECK-NEXT:      while True:
// CHECK-NEXT:          n = n - 1
// CHECK-NEXT:          if n < 0:  # model.py:40, else
// CHECK-NEXT:              break
// CHECK-NEXT:          a, b = b, a
// CHECK-NEXT:      return a, b
func.func private @swap(%a: i64, %b: i64, %n: i64) -> (i64, i64) {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %a_1, %b_1, %n_1 = scf.while (%a_2 = %a, %b_2 = %b, %n_2 = %n) : (i64, i64, i64) -> (i64, i64, i64) {
    %n_3 = arith.subi %n_2, %one : i64
    %goes_on = arith.cmpi sge, %n_3, %zero : i64
    scf.condition(%goes_on) %a_2, %b_2, %n_3 : i64, i64, i64
  } do {
  ^bb0(%a_4: i64, %b_4: i64, %n_4: i64):
    scf.yield %b_4, %a_4, %n_4 : i64, i64, i64
  } loc("model.py":40:5)
  func.return %a_1, %b_1 : i64, i64
}

// CHECK:       def choose(k):
// CHECK-NEXT:      if k == 0:
// CHECK-NEXT:          size = 10
// CHECK-NEXT:      elif k == 5:
// CHECK-NEXT:          size = k * 2
// CHECK-NEXT:      else:
// CHECK-NEXT:          size = -(k + 1)
// CHECK-NEXT:      return size
func.func private @choose(%k: i64) -> i64 {
  %ten = arith.constant 10 : i64
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %two = arith.constant 2 : i64
  %index = arith.index_cast %k : i64 to index
  %size = scf.index_switch %index -> i64
  case 0 {
    scf.yield %ten : i64
  }
  case 5 {
    %0 = arith.muli %k, %two : i64
    scf.yield %0 : i64
  }
  default {
    %1 = arith.addi %k, %one : i64
    %2 = arith.subi %zero, %1 : i64
    scf.yield %2 : i64
  }
  func.return %size : i64
}

// Exits are returns, one below the other.
// CHECK:       def forward(x):
// CHECK-NEXT:      """From x: float32[1, 2] to float32[1, 2]."""
// CHECK-NEXT:      h, logits, confident = stage_0(x)  # model.py:12
// CHECK-NEXT:      if confident.item():  # model.py:13
// CHECK-NEXT:          return logits
// CHECK-NEXT:      h, logits, confident = stage_1(h)  # model.py:12
// CHECK-NEXT:      if confident.item():  # model.py:13
// CHECK-NEXT:          return logits
// CHECK-NEXT:      return skip(h)
func.func @forward(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w0 = dycl.weight @a.weight : tensor<2xf32>
  %w1 = dycl.weight @b.weight : tensor<2xf32>
  %h, %logits, %confident = func.call @stage(%x, %w0) : (tensor<1x2xf32>, tensor<2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<i1>) loc("model.py":12:3)
  %0 = dycl.item %confident : tensor<i1> -> i1
  %r = scf.if %0 -> (tensor<1x2xf32>) {
    scf.yield %logits : tensor<1x2xf32>
  } else {
    %h_1, %logits_1, %confident_1 = func.call @stage(%h, %w1) : (tensor<1x2xf32>, tensor<2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<i1>) loc("model.py":12:3)
    %1 = dycl.item %confident_1 : tensor<i1> -> i1
    %r_1 = scf.if %1 -> (tensor<1x2xf32>) {
      scf.yield %logits_1 : tensor<1x2xf32>
    } else {
      %2 = func.call @skip(%h_1) : (tensor<1x2xf32>) -> tensor<1x2xf32>
      scf.yield %2 : tensor<1x2xf32>
    } loc("model.py":13:3)
    scf.yield %r_1 : tensor<1x2xf32>
  } loc("model.py":13:3)
  func.return %r : tensor<1x2xf32>
}
