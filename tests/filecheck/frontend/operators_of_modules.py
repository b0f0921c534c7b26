# RUN: dycl-opt %s:make | filecheck %s
"""Multi-head attention (of an encoder layer), norms and poolings of 'torch.nn'."""

import torch
import torch.nn.functional as F
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.TransformerEncoderLayer(4, 2, 8, batch_first=True)
        self.norms = nn.Sequential(
            nn.InstanceNorm1d(2), nn.LocalResponseNorm(2), nn.RMSNorm(4), nn.BatchNorm1d(2)
        )
        self.pools = nn.Sequential(nn.AvgPool1d(2), nn.AdaptiveMaxPool1d(2), nn.LPPool1d(2, 1))

    def forward(self, x):
        y = self.norms(self.encoder(x))
        y = y.repeat_interleave(2, dim=2)
        largest, at = F.max_pool1d(y, 2, return_indices=True)
        y = F.max_unpool1d(largest, at, 2)
        return self.pools(y), F.adaptive_avg_pool2d(y, 1), F.adaptive_avg_pool1d(y, 2)


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 2, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x2x4xf32>) -> (tensor<1x2x2xf32>, tensor<1x1x1xf32>, tensor<1x2x2xf32>) attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "($0, $1, $2)"} {
# CHECK-NEXT:    %0 = aten.transpose.int %x {dim0 = 1, dim1 = 0} : (tensor<1x2x4xf32>) -> tensor<2x1x4xf32>
# CHECK-NEXT:    %in_proj_weight = dycl.weight @encoder.self_attn.in_proj_weight : tensor<12x4xf32>
# CHECK-NEXT:    %in_proj_bias = dycl.weight @encoder.self_attn.in_proj_bias : tensor<12xf32>
# CHECK-NEXT:    %1 = aten.linear %0, %in_proj_weight, %in_proj_bias : (tensor<2x1x4xf32>, tensor<12x4xf32>, tensor<12xf32>) -> tensor<2x1x12xf32>
# CHECK-NEXT:    %2 = aten.reshape %1 {shape = [2, 1, 3, 4]} : (tensor<2x1x12xf32>) -> tensor<2x1x3x4xf32>
# CHECK-NEXT:    %3 = aten.unsqueeze %2 {dim = 0} : (tensor<2x1x3x4xf32>) -> tensor<1x2x1x3x4xf32>
# CHECK-NEXT:    %4 = aten.transpose.int %3 {dim0 = 0, dim1 = -2} : (tensor<1x2x1x3x4xf32>) -> tensor<3x2x1x1x4xf32>
# CHECK-NEXT:    %5 = aten.squeeze.dim %4 {dim = -2} : (tensor<3x2x1x1x4xf32>) -> tensor<3x2x1x4xf32>
# CHECK-NEXT:    %6 = aten.select.int %5 {dim = 0, index = 0} : (tensor<3x2x1x4xf32>) -> tensor<2x1x4xf32>
# CHECK-NEXT:    %7 = aten.reshape %6 {shape = [2, 2, 2]} : (tensor<2x1x4xf32>) -> tensor<2x2x2xf32>
# CHECK-NEXT:    %8 = aten.transpose.int %7 {dim0 = 0, dim1 = 1} : (tensor<2x2x2xf32>) -> tensor<2x2x2xf32>
# CHECK-NEXT:    %9 = aten.reshape %8 {shape = [1, 2, 2, 2]} : (tensor<2x2x2xf32>) -> tensor<1x2x2x2xf32>
# CHECK-NEXT:    %10 = aten.select.int %5 {dim = 0, index = 1} : (tensor<3x2x1x4xf32>) -> tensor<2x1x4xf32>
# CHECK-NEXT:    %11 = aten.reshape %10 {shape = [2, 2, 2]} : (tensor<2x1x4xf32>) -> tensor<2x2x2xf32>
# CHECK-NEXT:    %12 = aten.transpose.int %11 {dim0 = 0, dim1 = 1} : (tensor<2x2x2xf32>) -> tensor<2x2x2xf32>
# CHECK-NEXT:    %13 = aten.reshape %12 {shape = [1, 2, 2, 2]} : (tensor<2x2x2xf32>) -> tensor<1x2x2x2xf32>
# CHECK-NEXT:    %14 = aten.select.int %5 {dim = 0, index = 2} : (tensor<3x2x1x4xf32>) -> tensor<2x1x4xf32>
# CHECK-NEXT:    %15 = aten.reshape %14 {shape = [2, 2, 2]} : (tensor<2x1x4xf32>) -> tensor<2x2x2xf32>
# CHECK-NEXT:    %16 = aten.transpose.int %15 {dim0 = 0, dim1 = 1} : (tensor<2x2x2xf32>) -> tensor<2x2x2xf32>
# CHECK-NEXT:    %17 = aten.reshape %16 {shape = [1, 2, 2, 2]} : (tensor<2x2x2xf32>) -> tensor<1x2x2x2xf32>
# CHECK-NEXT:    %18 = aten.scaled_dot_product_attention %9, %13, %17 : (tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
# CHECK-NEXT:    %19 = aten.permute %18 {dims = [2, 0, 1, 3]} : (tensor<1x2x2x2xf32>) -> tensor<2x1x2x2xf32>
# CHECK-NEXT:    %20 = aten.reshape %19 {shape = [2, 4]} : (tensor<2x1x2x2xf32>) -> tensor<2x4xf32>
# CHECK-NEXT:    %weight = dycl.weight @encoder.self_attn.out_proj.weight : tensor<4x4xf32>
# CHECK-NEXT:    %bias = dycl.weight @encoder.self_attn.out_proj.bias : tensor<4xf32>
# CHECK-NEXT:    %21 = aten.linear %20, %weight, %bias : (tensor<2x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
# CHECK-NEXT:    %22 = aten.reshape %21 {shape = [2, 1, 4]} : (tensor<2x4xf32>) -> tensor<2x1x4xf32>
# CHECK-NEXT:    %23 = aten.transpose.int %22 {dim0 = 1, dim1 = 0} : (tensor<2x1x4xf32>) -> tensor<1x2x4xf32>
# CHECK-NEXT:    %24 = aten.dropout %23 {p = 0.1, train = false} : (tensor<1x2x4xf32>) -> tensor<1x2x4xf32>
# CHECK-NEXT:    %25 = aten.add.Tensor %x, %24 : (tensor<1x2x4xf32>, tensor<1x2x4xf32>) -> tensor<1x2x4xf32>
# CHECK-NEXT:    %weight_1 = dycl.weight @encoder.norm1.weight : tensor<4xf32>
# CHECK-NEXT:    %bias_1 = dycl.weight @encoder.norm1.bias : tensor<4xf32>
# CHECK-NEXT:    %26 = aten.layer_norm %25, %weight_1, %bias_1 {normalized_shape = [4]} : (tensor<1x2x4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x2x4xf32>
# CHECK-NEXT:    %weight_2 = dycl.weight @encoder.linear1.weight : tensor<8x4xf32>
# CHECK-NEXT:    %bias_2 = dycl.weight @encoder.linear1.bias : tensor<8xf32>
# CHECK-NEXT:    %27 = aten.linear %26, %weight_2, %bias_2 : (tensor<1x2x4xf32>, tensor<8x4xf32>, tensor<8xf32>) -> tensor<1x2x8xf32>
# CHECK-NEXT:    %28 = aten.relu %27 : (tensor<1x2x8xf32>) -> tensor<1x2x8xf32>
# CHECK-NEXT:    %29 = aten.dropout %28 {p = 0.1, train = false} : (tensor<1x2x8xf32>) -> tensor<1x2x8xf32>
# CHECK-NEXT:    %weight_3 = dycl.weight @encoder.linear2.weight : tensor<4x8xf32>
# CHECK-NEXT:    %bias_3 = dycl.weight @encoder.linear2.bias : tensor<4xf32>
# CHECK-NEXT:    %30 = aten.linear %29, %weight_3, %bias_3 : (tensor<1x2x8xf32>, tensor<4x8xf32>, tensor<4xf32>) -> tensor<1x2x4xf32>
# CHECK-NEXT:    %31 = aten.dropout %30 {p = 0.1, train = false} : (tensor<1x2x4xf32>) -> tensor<1x2x4xf32>
# CHECK-NEXT:    %32 = aten.add.Tensor %26, %31 : (tensor<1x2x4xf32>, tensor<1x2x4xf32>) -> tensor<1x2x4xf32>
# CHECK-NEXT:    %weight_4 = dycl.weight @encoder.norm2.weight : tensor<4xf32>
# CHECK-NEXT:    %bias_4 = dycl.weight @encoder.norm2.bias : tensor<4xf32>
# CHECK-NEXT:    %33 = aten.layer_norm %32, %weight_4, %bias_4 {normalized_shape = [4]} : (tensor<1x2x4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x2x4xf32>
# CHECK-NEXT:    %34 = aten.instance_norm %33 {use_input_stats = true, momentum = 0.1, eps = 1.0e-05, cudnn_enabled = true} : (tensor<1x2x4xf32>) -> tensor<1x2x4xf32>
# CHECK-NEXT:    %35 = aten.mul.Tensor %34, %34 : (tensor<1x2x4xf32>, tensor<1x2x4xf32>) -> tensor<1x2x4xf32>
# CHECK-NEXT:    %36 = aten.unsqueeze %35 {dim = 1} : (tensor<1x2x4xf32>) -> tensor<1x1x2x4xf32>
# CHECK-NEXT:    %37 = aten.pad %36 {pad = [0, 0, 1, 0]} : (tensor<1x1x2x4xf32>) -> tensor<1x1x3x4xf32>
# CHECK-NEXT:    %38 = aten.avg_pool2d %37 {kernel_size = [2, 1], stride = [1, 1]} : (tensor<1x1x3x4xf32>) -> tensor<1x1x2x4xf32>
# CHECK-NEXT:    %39 = aten.squeeze.dim %38 {dim = 1} : (tensor<1x1x2x4xf32>) -> tensor<1x2x4xf32>
# CHECK-NEXT:    %40 = aten.mul.Scalar %39 {other = 0.0001} : (tensor<1x2x4xf32>) -> tensor<1x2x4xf32>
# CHECK-NEXT:    %41 = aten.add.Scalar %40 {other = 1.0} : (tensor<1x2x4xf32>) -> tensor<1x2x4xf32>
# CHECK-NEXT:    %42 = aten.pow.Tensor_Scalar %41 {exponent = 0.75} : (tensor<1x2x4xf32>) -> tensor<1x2x4xf32>
# CHECK-NEXT:    %43 = aten.div.Tensor %34, %42 : (tensor<1x2x4xf32>, tensor<1x2x4xf32>) -> tensor<1x2x4xf32>
# CHECK-NEXT:    %weight_5 = dycl.weight @norms.2.weight : tensor<4xf32>
# CHECK-NEXT:    %44 = aten.rms_norm %43, %weight_5 {normalized_shape = [4]} : (tensor<1x2x4xf32>, tensor<4xf32>) -> tensor<1x2x4xf32>
# CHECK-NEXT:    %weight_6 = dycl.weight @norms.3.weight : tensor<2xf32>
# CHECK-NEXT:    %bias_5 = dycl.weight @norms.3.bias : tensor<2xf32>
# CHECK-NEXT:    %running_mean = dycl.weight @norms.3.running_mean : tensor<2xf32>
# CHECK-NEXT:    %running_var = dycl.weight @norms.3.running_var : tensor<2xf32>
# CHECK-NEXT:    %y = aten.batch_norm %44, %weight_6, %bias_5, %running_mean, %running_var {training = false, momentum = 0.1, eps = 1.0e-05, cudnn_enabled = true} : (tensor<1x2x4xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x4xf32>
# CHECK-NEXT:    %y_1 = aten.repeat_interleave.self_int %y {repeats = 2, dim = 2} : (tensor<1x2x4xf32>) -> tensor<1x2x8xf32>
# CHECK-NEXT:    %largest, %at = aten.max_pool1d_with_indices %y_1 {kernel_size = [2]} : (tensor<1x2x8xf32>) -> (tensor<1x2x4xf32>, tensor<1x2x4xi64>)
# CHECK-NEXT:    %45 = aten.unsqueeze %largest {dim = -1} : (tensor<1x2x4xf32>) -> tensor<1x2x4x1xf32>
# CHECK-NEXT:    %46 = aten.unsqueeze %at {dim = -1} : (tensor<1x2x4xi64>) -> tensor<1x2x4x1xi64>
# CHECK-NEXT:    %47 = aten.max_unpool2d %45, %46 {output_size = [8, 1]} : (tensor<1x2x4x1xf32>, tensor<1x2x4x1xi64>) -> tensor<1x2x8x1xf32>
# CHECK-NEXT:    %48 = aten.squeeze.dim %47 {dim = -1} : (tensor<1x2x8x1xf32>) -> tensor<1x2x8xf32>
# CHECK-NEXT:    %49 = aten.avg_pool1d %48 {kernel_size = [2], stride = [2]} : (tensor<1x2x8xf32>) -> tensor<1x2x4xf32>
# CHECK-NEXT:    %50, %51 = aten.adaptive_max_pool1d %49 {output_size = [2]} : (tensor<1x2x4xf32>) -> (tensor<1x2x2xf32>, tensor<1x2x2xi64>)
# CHECK-NEXT:    %52 = aten.pow.Tensor_Scalar %50 {exponent = 2.0} : (tensor<1x2x2xf32>) -> tensor<1x2x2xf32>
# CHECK-NEXT:    %53 = aten.avg_pool1d %52 {kernel_size = [1]} : (tensor<1x2x2xf32>) -> tensor<1x2x2xf32>
# CHECK-NEXT:    %54 = aten.sign %53 : (tensor<1x2x2xf32>) -> tensor<1x2x2xf32>
# CHECK-NEXT:    %55 = aten.abs %53 : (tensor<1x2x2xf32>) -> tensor<1x2x2xf32>
# CHECK-NEXT:    %56 = aten.relu %55 : (tensor<1x2x2xf32>) -> tensor<1x2x2xf32>
# CHECK-NEXT:    %57 = aten.mul.Tensor %54, %56 : (tensor<1x2x2xf32>, tensor<1x2x2xf32>) -> tensor<1x2x2xf32>
# CHECK-NEXT:    %58 = aten.mul.Scalar %57 {other = 1} : (tensor<1x2x2xf32>) -> tensor<1x2x2xf32>
# CHECK-NEXT:    %59 = aten.pow.Tensor_Scalar %58 {exponent = 0.5} : (tensor<1x2x2xf32>) -> tensor<1x2x2xf32>
# CHECK-NEXT:    %60 = aten.adaptive_avg_pool2d %48 {output_size = [1, 1]} : (tensor<1x2x8xf32>) -> tensor<1x1x1xf32>
# CHECK-NEXT:    %61 = aten.adaptive_avg_pool1d %48 {output_size = [2]} : (tensor<1x2x8xf32>) -> tensor<1x2x2xf32>
# CHECK-NEXT:    func.return %59, %60, %61 : tensor<1x2x2xf32>, tensor<1x1x1xf32>, tensor<1x2x2xf32>
