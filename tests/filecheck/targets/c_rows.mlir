// RUN: dycl-opt %s -t c | filecheck %s

// Lists that grow in loops are rows: each has a block of memory of its own, two where a loop carries it. Rows are taken as
// a tensor of known shape, and the other way round, where types differ.

// CHECK:       static void forward(dycl_frame *frame, void *const *inputs, void *const *outputs) {
// CHECK-NEXT:    float *y, *table, *none, *row, *last;
// CHECK-NEXT:    int64_t n, i, *word, count;
// CHECK-NEXT:    dycl_rows rows, words, list, cut;
// CHECK-NEXT:    y = aligned(frame, inputs[0], 256, 8);
// CHECK-NEXT:    table = aligned(frame, inputs[1], 320, 32);
// CHECK-NEXT:    n = *(int64_t *)inputs[2];
// CHECK-NEXT:    none = AT(0);
// CHECK-NEXT:    rows = rows_of(none, 0);
// CHECK-NEXT:    words = rows_of(FIRST, 1);
// CHECK-NEXT:    int turn = 0;
// CHECK-NEXT:    int64_t end = n;
// CHECK-NEXT:    for (i = 0; i < end; i++) {  // model.py:11
// CHECK-NEXT:      CALL(step, step, IN(y), OUT(AT(0 + turn * 64), AT(384)));  // model.py:12
// CHECK-NEXT:      y = AT(0 + turn * 64), word = AT(384);
// CHECK-NEXT:      rows = join_rows(frame, BLOCK(0 + turn), 8, PARTS(rows_of(y, 1), rows), 2);  // model.py:13
// CHECK-NEXT:      words = join_rows(frame, BLOCK(2 + turn), 8, PARTS(words, rows_of(word, 1)), 2);  // model.py:14
// CHECK-NEXT:      row = y;
// CHECK-NEXT:      table = replace_at(frame, AT(128 + turn * 64), table, row, AXIS(0, 4, 1, 8), i);  // model.py:15
// CHECK-NEXT:      turn = !turn;
// CHECK-NEXT:    }
// CHECK-NEXT:    count = words.count;
// CHECK-NEXT:    list = words;
// CHECK-NEXT:    last = select_at(frame, AT(0), rows.data, AXIS(0, rows.count, 1, 8), -1);  // model.py:17
// CHECK-NEXT:    cut = slice_rows(frame, BLOCK(4), 8, rows_of(table, 4), 0, count);  // model.py:18
// CHECK-NEXT:    *(dycl_rows *)outputs[0] = carry_rows(frame, BLOCK(5), rows, 8);
// CHECK-NEXT:    *(dycl_rows *)outputs[1] = carry_rows(frame, BLOCK(6), list, 8);
// CHECK-NEXT:    memcpy(outputs[2], table, 32);
// CHECK-NEXT:    memcpy(outputs[3], last, 8);
// CHECK-NEXT:    *(dycl_rows *)outputs[4] = carry_rows(frame, BLOCK(7), cut, 8);
// CHECK-NEXT:  }
// CHECK-EMPTY:
// CHECK-NEXT:  DYCL_HOST_PROGRAM(forward, 448, 8)

func.func private @step(%x: tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x1xi64>) attributes {dycl.subnetwork} {
  %0 = aten.mul.Tensor %x, %x : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %1 = aten.argmax %x {dim = 1, keepdim = true} : (tensor<1x2xf32>) -> tensor<1x1xi64>
  func.return %0, %1 : tensor<1x2xf32>, tensor<1x1xi64>
}
func.func @forward(%x: tensor<1x2xf32>, %table: tensor<4x2xf32>, %n: i64) -> (tensor<?x2xf32>, tensor<?xi64>, tensor<4x2xf32>, tensor<2xf32>, tensor<?x2xf32>) {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %none = aten.zeros {size = [0, 2]} : () -> tensor<0x2xf32>
  %rows_0 = tensor.cast %none : tensor<0x2xf32> to tensor<?x2xf32>
  %first = arith.constant dense<7> : tensor<1x1xi64>
  %words_0 = tensor.cast %first : tensor<1x1xi64> to tensor<1x?xi64>
  %y, %rows, %words, %table_1 = scf.for %i = %zero to %n step %one iter_args(%y_0 = %x, %rows_1 = %rows_0, %words_1 = %words_0, %table_0 = %table) -> (tensor<1x2xf32>, tensor<?x2xf32>, tensor<1x?xi64>, tensor<4x2xf32>) : i64 {
    %y_1, %word = func.call @step(%y_0) : (tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x1xi64>) loc("model.py":12:8)
    %rows_2 = aten.cat [%y_1, %rows_1] : (tensor<1x2xf32>, tensor<?x2xf32>) -> tensor<?x2xf32> loc("model.py":13:8)
    %words_2 = aten.cat [%words_1, %word] {dim = 1} : (tensor<1x?xi64>, tensor<1x1xi64>) -> tensor<1x?xi64> loc("model.py":14:8)
    %row = aten.squeeze.dim %y_1 {dim = 0} : (tensor<1x2xf32>) -> tensor<2xf32>
    %table_2 = aten.select_scatter %table_0, %row {dim = 0, index = %i} : (tensor<4x2xf32>, tensor<2xf32>, i64) -> tensor<4x2xf32> loc("model.py":15:8)
    scf.yield %y_1, %rows_2, %words_2, %table_2 : tensor<1x2xf32>, tensor<?x2xf32>, tensor<1x?xi64>, tensor<4x2xf32>
  } loc("model.py":11:4)
  %count = aten.sym_size.int %words {dim = 1} : (tensor<1x?xi64>) -> i64
  %list = aten.view %words {size = [-1]} : (tensor<1x?xi64>) -> tensor<?xi64>
  %last = aten.select.int %rows {dim = 0, index = -1} : (tensor<?x2xf32>) -> tensor<2xf32> loc("model.py":17:4)
  %cut = aten.slice.Tensor %table_1 {end = %count} : (tensor<4x2xf32>, i64) -> tensor<?x2xf32> loc("model.py":18:4)
  func.return %rows, %list, %table_1, %last, %cut : tensor<?x2xf32>, tensor<?xi64>, tensor<4x2xf32>, tensor<2xf32>, tensor<?x2xf32>
}
