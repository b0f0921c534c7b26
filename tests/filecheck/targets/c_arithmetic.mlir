// RUN: dycl-opt %s -t c | filecheck %s

// Arithmetic of floats, and KeyErrors, of which the message is what Python shows.

// CHECK:       static void forward(dycl_frame *frame, void *const *inputs, void *const *outputs) {
// CHECK-NEXT:    double x, y;
// CHECK-NEXT:    int64_t n;
// CHECK-NEXT:    x = *(double *)inputs[0];
// CHECK-NEXT:    y = *(double *)inputs[1];
// CHECK-NEXT:    n = *(int64_t *)inputs[2];
// CHECK-NEXT:    if (modulo(frame, x, y) > floor_divide(frame, x, y)) {
// CHECK-NEXT:      raise_error(frame, "KeyError", "{}", (dycl_value[]){integer(n)});
// CHECK-NEXT:    }
// CHECK-NEXT:    if (n < 0) {
// CHECK-NEXT:      raise_error(frame, "KeyError", "'layer{}'", (dycl_value[]){integer(n)});
// CHECK-NEXT:    }
// CHECK-NEXT:    *(double *)outputs[0] = rounded(distance(x, y), 2) - float_remainder(frame, x, y);
// CHECK-NEXT:  }

func.func @forward(%x: f64, %y: f64, %n: i64) -> f64 {
  %0 = dycl.mod %x, %y
  %1 = dycl.floordiv %x, %y
  %2 = arith.cmpf ogt, %0, %1 : f64
  scf.if %2 {
    dycl.raise "KeyError" "" (%n) : i64
    scf.yield
  } else {
    %zero = arith.constant 0 : i64
    %negative = arith.cmpi slt, %n, %zero : i64
    scf.if %negative {
      dycl.raise "KeyError" "layer{}" (%n) : i64
      scf.yield
    }
    scf.yield
  }
  %3 = dycl.hypot %x, %y
  %4 = dycl.round %3 to 2
  %5 = dycl.fmod %x, %y
  %6 = arith.subf %4, %5 : f64
  func.return %6 : f64
}
