// RUN: dycl-opt %s | dycl-opt | filecheck %s
// RUN: dycl-opt %s --print-op-generic | dycl-opt | filecheck %s
// RUN: dycl-opt %s --print-op-generic | filecheck %s --check-prefix=GENERIC

// CHECK:       builtin.module attributes {dycl.weights = "net.safetensors"} {
builtin.module attributes {dycl.weights = "net.safetensors"} {
  // CHECK-LABEL: func.func @forward(
  func.func @forward(%x: tensor<1x4xf32>, %n: i64) -> tensor<2x4xf32>
      attributes {dycl.inputs = "{\"x\": $0, \"n\": $1}", dycl.outputs = "$0"} {
    // CHECK: %w = dycl.weight @stem.0.weight : tensor<2x4xf32>
    // GENERIC: %w = "dycl.weight"() <{weight = @stem.0.weight}> : () -> tensor<2x4xf32>
    %w = dycl.weight @stem.0.weight : tensor<2x4xf32>
    %any = aten.any %x : (tensor<1x4xf32>) -> tensor<i1>
    // CHECK: %go = dycl.item %any : tensor<i1> -> i1
    // GENERIC: %go = "dycl.item"(%any) : (tensor<i1>) -> i1
    %go = dycl.item %any : tensor<i1> -> i1
    %sum = aten.sum.dim_IntList %x {dim = [1], keepdim = true} : (tensor<1x4xf32>) -> tensor<1x1xf32>
    // CHECK: %total = dycl.item %sum : tensor<1x1xf32> -> f64
    %total = dycl.item %sum : tensor<1x1xf32> -> f64
    // CHECK: %bright = dycl.assume %x in [0.0, 1.0] : tensor<1x4xf32>
    // GENERIC: %bright = "dycl.assume"(%x) <{low = 0.000000e+00 : f64, high = 1.000000e+00 : f64}> : (tensor<1x4xf32>) -> tensor<1x4xf32>
    %bright = dycl.assume %x in [0.0, 1.0] : tensor<1x4xf32>
    // CHECK: %many = dycl.assume %n in [-1.0e-07, inf] {note} : i64
    %many = dycl.assume %n in [-1.0e-7, inf] {note} : i64
    scf.if %go {
      // CHECK: dycl.raise "ValueError" "expected fewer than {}, got {}"(%n, %total) : i64, f64
      // GENERIC: "dycl.raise"(%n, %total) <{exception = "ValueError", message = "expected fewer than {}, got {}"}> : (i64, f64) -> ()
      dycl.raise "ValueError" "expected fewer than {}, got {}"(%n, %total) : i64, f64
    } else {
      // CHECK: dycl.raise "AssertionError" ""
      dycl.raise "AssertionError" ""
      // CHECK: dycl.raise "KeyError" ""(%n) : i64
      dycl.raise "KeyError" ""(%n) : i64
    }
    // CHECK: dycl.floordiv %total, %total
    // GENERIC: "dycl.floordiv"(%total, %total) : (f64, f64) -> f64
    %quotient = dycl.floordiv %total, %total
    // CHECK: dycl.mod %total, %total
    %remainder = dycl.mod %total, %total
    // CHECK: dycl.fmod %total, %total
    %fmod = dycl.fmod %total, %total
    // CHECK: dycl.hypot %total, %total
    %hypot = dycl.hypot %total, %total
    // CHECK: dycl.round %total to 2
    // GENERIC: "dycl.round"(%total) <{digits = 2 : i64}> : (f64) -> f64
    %rounded = dycl.round %total to 2
    func.return %w : tensor<2x4xf32>
  }
}
