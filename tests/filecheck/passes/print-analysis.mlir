// RUN: dycl-opt %s -p 'print-analysis{name=value-ranges}' | filecheck %s --check-prefix=RANGES
// RUN: dycl-opt %s -p 'print-analysis{name=effects}' | filecheck %s --check-prefix=EFFECTS
// RUN: dycl-opt %s -p 'print-analysis{name=value-numbers}' | filecheck %s --check-prefix=NUMBERS
// RUN: dycl-opt %s -p 'print-analysis{name=cost}' | filecheck %s --check-prefix=COST
// RUN: dycl-opt %s -p 'dycl-minimal,print-analysis{name=subnetworks}' | filecheck %s --check-prefix=SUBNETWORKS

// RANGES:      // @forward
// RANGES-NEXT: //   %p (aten.softmax.int): [0.0, 1.0] or NaN
// RANGES:      func.func @forward

// EFFECTS:      // @forward
// EFFECTS-NEXT: //   %noise = aten.rand: has an effect
// EFFECTS-NEXT: //   %q = arith.divsi: has an effect

// NUMBERS:      // @forward
// NUMBERS-NEXT: //   {{.*}}: %l, %again

// COST:      // @forward: 152 FLOP, 400 B, 0.38 FLOP/B, all arms
// COST-NEXT: //   %l = aten.linear: 64 FLOP, 176 B

// SUBNETWORKS: // p: @p, weights w
func.func @forward(%x: tensor<1x8xf32>, %n: i64) -> (tensor<1x4xf32>, tensor<1x4xf32>, tensor<4xf32>, i64) {
  %w = dycl.weight @w : tensor<4x8xf32>
  %l = aten.linear %x, %w : (tensor<1x8xf32>, tensor<4x8xf32>) -> tensor<1x4xf32>
  %again = aten.linear %x, %w : (tensor<1x8xf32>, tensor<4x8xf32>) -> tensor<1x4xf32>
  %p = aten.softmax.int %l {dim = 1} : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %noise = aten.rand {size = [4]} : () -> tensor<4xf32>
  %q = arith.divsi %n, %n : i64
  func.return %p, %again, %noise, %q : tensor<1x4xf32>, tensor<1x4xf32>, tensor<4xf32>, i64
}
