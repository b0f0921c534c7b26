"""The ``aten`` dialect: PyTorch's functional tensor operators.

Generated from the operator registry of PyTorch 2.13.0 by tools/generate_aten.py; do not edit.
Each class stands for one operator and overload and carries its schema; arguments that say where or
how a tensor is stored (device, layout, memory format, …) are omitted. The assembly is that of
:class:`dycl.dialects.aten_operation.AtenOp`.
"""

# ruff: noqa: E501

from __future__ import annotations

from typing import ClassVar

from xdsl.ir import Dialect

from dycl.dialects.aten_operation import PureAtenOp, RandomAtenOp, aten_operator


@aten_operator
class _AdaptiveAvgPool2dOp(PureAtenOp):
    """PyTorch's operator ``aten::_adaptive_avg_pool2d``."""

    name = "aten._adaptive_avg_pool2d"
    SCHEMA: ClassVar[str] = "_adaptive_avg_pool2d(Tensor self, int[2] output_size) -> Tensor"


@aten_operator
class _AdaptiveAvgPool3dOp(PureAtenOp):
    """PyTorch's operator ``aten::_adaptive_avg_pool3d``."""

    name = "aten._adaptive_avg_pool3d"
    SCHEMA: ClassVar[str] = "_adaptive_avg_pool3d(Tensor self, int[3] output_size) -> Tensor"


@aten_operator
class _AddReluScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::_add_relu.Scalar``."""

    name = "aten._add_relu.Scalar"
    SCHEMA: ClassVar[str] = "_add_relu.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor"


@aten_operator
class _AddReluTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::_add_relu.Tensor``."""

    name = "aten._add_relu.Tensor"
    SCHEMA: ClassVar[str] = (
        "_add_relu.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor"
    )


@aten_operator
class _AddmmActivationOp(PureAtenOp):
    """PyTorch's operator ``aten::_addmm_activation``."""

    name = "aten._addmm_activation"
    SCHEMA: ClassVar[str] = (
        "_addmm_activation(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1, bool use_gelu=False) -> Tensor"
    )


@aten_operator
class _AminmaxOp(PureAtenOp):
    """PyTorch's operator ``aten::_aminmax``."""

    name = "aten._aminmax"
    SCHEMA: ClassVar[str] = "_aminmax(Tensor self) -> (Tensor, Tensor)"


@aten_operator
class _AminmaxDimOp(PureAtenOp):
    """PyTorch's operator ``aten::_aminmax.dim``."""

    name = "aten._aminmax.dim"
    SCHEMA: ClassVar[str] = (
        "_aminmax.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor, Tensor)"
    )


@aten_operator
class _AutocastToFullPrecisionOp(PureAtenOp):
    """PyTorch's operator ``aten::_autocast_to_full_precision``."""

    name = "aten._autocast_to_full_precision"
    SCHEMA: ClassVar[str] = (
        "_autocast_to_full_precision(Tensor self, bool cuda_enabled, bool cpu_enabled) -> Tensor"
    )


@aten_operator
class _AutocastToReducedPrecisionOp(PureAtenOp):
    """PyTorch's operator ``aten::_autocast_to_reduced_precision``."""

    name = "aten._autocast_to_reduced_precision"
    SCHEMA: ClassVar[str] = (
        "_autocast_to_reduced_precision(Tensor self, bool cuda_enabled, bool cpu_enabled, ScalarType cuda_dtype, ScalarType cpu_dtype) -> Tensor"
    )


@aten_operator
class _BatchNormImplIndexOp(PureAtenOp):
    """PyTorch's operator ``aten::_batch_norm_impl_index``."""

    name = "aten._batch_norm_impl_index"
    SCHEMA: ClassVar[str] = (
        "_batch_norm_impl_index(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, float momentum, float eps, bool cudnn_enabled) -> (Tensor, Tensor, Tensor, Tensor, int)"
    )


@aten_operator
class _BatchNormNoUpdateOp(PureAtenOp):
    """PyTorch's operator ``aten::_batch_norm_no_update``."""

    name = "aten._batch_norm_no_update"
    SCHEMA: ClassVar[str] = (
        "_batch_norm_no_update(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, float momentum, float eps) -> (Tensor, Tensor, Tensor, Tensor)"
    )


@aten_operator
class _BatchNormWithUpdateFunctionalOp(PureAtenOp):
    """PyTorch's operator ``aten::_batch_norm_with_update_functional``."""

    name = "aten._batch_norm_with_update_functional"
    SCHEMA: ClassVar[str] = (
        "_batch_norm_with_update_functional(Tensor input, Tensor? weight, Tensor? bias, Tensor running_mean, Tensor running_var, float momentum, float eps) -> (Tensor, Tensor, Tensor, Tensor, Tensor running_mean_out, Tensor running_var_out)"
    )


@aten_operator
class _CastByteOp(PureAtenOp):
    """PyTorch's operator ``aten::_cast_Byte``."""

    name = "aten._cast_Byte"
    SCHEMA: ClassVar[str] = "_cast_Byte(Tensor self) -> Tensor"


@aten_operator
class _CastCharOp(PureAtenOp):
    """PyTorch's operator ``aten::_cast_Char``."""

    name = "aten._cast_Char"
    SCHEMA: ClassVar[str] = "_cast_Char(Tensor self) -> Tensor"


@aten_operator
class _CastDoubleOp(PureAtenOp):
    """PyTorch's operator ``aten::_cast_Double``."""

    name = "aten._cast_Double"
    SCHEMA: ClassVar[str] = "_cast_Double(Tensor self) -> Tensor"


@aten_operator
class _CastFloatOp(PureAtenOp):
    """PyTorch's operator ``aten::_cast_Float``."""

    name = "aten._cast_Float"
    SCHEMA: ClassVar[str] = "_cast_Float(Tensor self) -> Tensor"


@aten_operator
class _CastHalfOp(PureAtenOp):
    """PyTorch's operator ``aten::_cast_Half``."""

    name = "aten._cast_Half"
    SCHEMA: ClassVar[str] = "_cast_Half(Tensor self) -> Tensor"


@aten_operator
class _CastIntOp(PureAtenOp):
    """PyTorch's operator ``aten::_cast_Int``."""

    name = "aten._cast_Int"
    SCHEMA: ClassVar[str] = "_cast_Int(Tensor self) -> Tensor"


@aten_operator
class _CastLongOp(PureAtenOp):
    """PyTorch's operator ``aten::_cast_Long``."""

    name = "aten._cast_Long"
    SCHEMA: ClassVar[str] = "_cast_Long(Tensor self) -> Tensor"


@aten_operator
class _CastShortOp(PureAtenOp):
    """PyTorch's operator ``aten::_cast_Short``."""

    name = "aten._cast_Short"
    SCHEMA: ClassVar[str] = "_cast_Short(Tensor self) -> Tensor"


@aten_operator
class _CdistForwardOp(PureAtenOp):
    """PyTorch's operator ``aten::_cdist_forward``."""

    name = "aten._cdist_forward"
    SCHEMA: ClassVar[str] = (
        "_cdist_forward(Tensor x1, Tensor x2, float p, int? compute_mode) -> Tensor"
    )


@aten_operator
class _CholeskySolveHelperOp(PureAtenOp):
    """PyTorch's operator ``aten::_cholesky_solve_helper``."""

    name = "aten._cholesky_solve_helper"
    SCHEMA: ClassVar[str] = "_cholesky_solve_helper(Tensor self, Tensor A, bool upper) -> Tensor"


@aten_operator
class _ChooseQparamsPerTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::_choose_qparams_per_tensor``."""

    name = "aten._choose_qparams_per_tensor"
    SCHEMA: ClassVar[str] = (
        "_choose_qparams_per_tensor(Tensor self, bool reduce_range=False) -> (float, int)"
    )


@aten_operator
class _ChunkCatOp(PureAtenOp):
    """PyTorch's operator ``aten::_chunk_cat``."""

    name = "aten._chunk_cat"
    SCHEMA: ClassVar[str] = "_chunk_cat(Tensor[] tensors, int dim, int num_chunks) -> Tensor"


@aten_operator
class _ComputeLinearCombinationOp(PureAtenOp):
    """PyTorch's operator ``aten::_compute_linear_combination``."""

    name = "aten._compute_linear_combination"
    SCHEMA: ClassVar[str] = (
        "_compute_linear_combination(Tensor input, Tensor coefficients) -> Tensor"
    )


@aten_operator
class _ConjOp(PureAtenOp):
    """PyTorch's operator ``aten::_conj``."""

    name = "aten._conj"
    SCHEMA: ClassVar[str] = "_conj(Tensor self) -> Tensor"


@aten_operator
class _ConjCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::_conj_copy``."""

    name = "aten._conj_copy"
    SCHEMA: ClassVar[str] = "_conj_copy(Tensor self) -> Tensor"


@aten_operator
class _ConjPhysicalOp(PureAtenOp):
    """PyTorch's operator ``aten::_conj_physical``."""

    name = "aten._conj_physical"
    SCHEMA: ClassVar[str] = "_conj_physical(Tensor self) -> Tensor"


@aten_operator
class _ConvDepthwise2dOp(PureAtenOp):
    """PyTorch's operator ``aten::_conv_depthwise2d``."""

    name = "aten._conv_depthwise2d"
    SCHEMA: ClassVar[str] = (
        "_conv_depthwise2d(Tensor self, Tensor weight, int[2] kernel_size, Tensor? bias, int[2] stride, int[2] padding, int[2] dilation) -> Tensor"
    )


@aten_operator
class _ConvertIndicesFromCooToCsrOp(PureAtenOp):
    """PyTorch's operator ``aten::_convert_indices_from_coo_to_csr``."""

    name = "aten._convert_indices_from_coo_to_csr"
    SCHEMA: ClassVar[str] = (
        "_convert_indices_from_coo_to_csr(Tensor self, int size, *, bool out_int32=False) -> Tensor"
    )


@aten_operator
class _ConvertIndicesFromCsrToCooOp(PureAtenOp):
    """PyTorch's operator ``aten::_convert_indices_from_csr_to_coo``."""

    name = "aten._convert_indices_from_csr_to_coo"
    SCHEMA: ClassVar[str] = (
        "_convert_indices_from_csr_to_coo(Tensor crow_indices, Tensor col_indices, *, bool out_int32=False, bool transpose=False) -> Tensor"
    )


@aten_operator
class _ConvertWeightToInt4packOp(PureAtenOp):
    """PyTorch's operator ``aten::_convert_weight_to_int4pack``."""

    name = "aten._convert_weight_to_int4pack"
    SCHEMA: ClassVar[str] = "_convert_weight_to_int4pack(Tensor self, int innerKTiles) -> Tensor"


@aten_operator
class _ConvertWeightToInt4packForCpuOp(PureAtenOp):
    """PyTorch's operator ``aten::_convert_weight_to_int4pack_for_cpu``."""

    name = "aten._convert_weight_to_int4pack_for_cpu"
    SCHEMA: ClassVar[str] = (
        "_convert_weight_to_int4pack_for_cpu(Tensor self, int innerKTiles) -> Tensor"
    )


@aten_operator
class _ConvolutionOp(PureAtenOp):
    """PyTorch's operator ``aten::_convolution``."""

    name = "aten._convolution"
    SCHEMA: ClassVar[str] = (
        "_convolution(Tensor input, Tensor weight, Tensor? bias, int[] stride, int[] padding, int[] dilation, bool transposed, int[] output_padding, int groups, bool benchmark, bool deterministic, bool cudnn_enabled, bool allow_tf32) -> Tensor"
    )


@aten_operator
class _ConvolutionDeprecatedOp(PureAtenOp):
    """PyTorch's operator ``aten::_convolution.deprecated``."""

    name = "aten._convolution.deprecated"
    SCHEMA: ClassVar[str] = (
        "_convolution.deprecated(Tensor input, Tensor weight, Tensor? bias, int[] stride, int[] padding, int[] dilation, bool transposed, int[] output_padding, int groups, bool benchmark, bool deterministic, bool cudnn_enabled) -> Tensor"
    )


@aten_operator
class _ConvolutionModeOp(PureAtenOp):
    """PyTorch's operator ``aten::_convolution_mode``."""

    name = "aten._convolution_mode"
    SCHEMA: ClassVar[str] = (
        "_convolution_mode(Tensor input, Tensor weight, Tensor? bias, int[] stride, str padding, int[] dilation, int groups) -> Tensor"
    )


@aten_operator
class _CopyFromOp(PureAtenOp):
    """PyTorch's operator ``aten::_copy_from``."""

    name = "aten._copy_from"
    SCHEMA: ClassVar[str] = "_copy_from(Tensor self, Tensor dst) -> Tensor"


@aten_operator
class _CopyFromAndResizeOp(PureAtenOp):
    """PyTorch's operator ``aten::_copy_from_and_resize``."""

    name = "aten._copy_from_and_resize"
    SCHEMA: ClassVar[str] = "_copy_from_and_resize(Tensor self, Tensor dst) -> Tensor"


@aten_operator
class _CtcLossOp(PureAtenOp):
    """PyTorch's operator ``aten::_ctc_loss``."""

    name = "aten._ctc_loss"
    SCHEMA: ClassVar[str] = (
        "_ctc_loss(Tensor log_probs, Tensor targets, int[] input_lengths, int[] target_lengths, int blank=0, bool zero_infinity=False) -> (Tensor, Tensor)"
    )


@aten_operator
class _CtcLossTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::_ctc_loss.Tensor``."""

    name = "aten._ctc_loss.Tensor"
    SCHEMA: ClassVar[str] = (
        "_ctc_loss.Tensor(Tensor log_probs, Tensor targets, Tensor input_lengths, Tensor target_lengths, int blank=0, bool zero_infinity=False) -> (Tensor, Tensor)"
    )


@aten_operator
class _DebugHasInternalOverlapOp(PureAtenOp):
    """PyTorch's operator ``aten::_debug_has_internal_overlap``."""

    name = "aten._debug_has_internal_overlap"
    SCHEMA: ClassVar[str] = "_debug_has_internal_overlap(Tensor self) -> int"


@aten_operator
class _DimIOp(PureAtenOp):
    """PyTorch's operator ``aten::_dimI``."""

    name = "aten._dimI"
    SCHEMA: ClassVar[str] = "_dimI(Tensor self) -> int"


@aten_operator
class _DimVOp(PureAtenOp):
    """PyTorch's operator ``aten::_dimV``."""

    name = "aten._dimV"
    SCHEMA: ClassVar[str] = "_dimV(Tensor self) -> int"


@aten_operator
class _DimArangeOp(PureAtenOp):
    """PyTorch's operator ``aten::_dim_arange``."""

    name = "aten._dim_arange"
    SCHEMA: ClassVar[str] = "_dim_arange(Tensor like, int dim) -> Tensor"


@aten_operator
class _EfficientzerotensorOp(PureAtenOp):
    """PyTorch's operator ``aten::_efficientzerotensor``."""

    name = "aten._efficientzerotensor"
    SCHEMA: ClassVar[str] = "_efficientzerotensor(int[] size, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class _EmbeddingBagOp(PureAtenOp):
    """PyTorch's operator ``aten::_embedding_bag``."""

    name = "aten._embedding_bag"
    SCHEMA: ClassVar[str] = (
        "_embedding_bag(Tensor weight, Tensor indices, Tensor offsets, bool scale_grad_by_freq=False, int mode=0, bool sparse=False, Tensor? per_sample_weights=None, bool include_last_offset=False, int padding_idx=-1) -> (Tensor, Tensor, Tensor, Tensor)"
    )


@aten_operator
class _EmbeddingBagForwardOnlyOp(PureAtenOp):
    """PyTorch's operator ``aten::_embedding_bag_forward_only``."""

    name = "aten._embedding_bag_forward_only"
    SCHEMA: ClassVar[str] = (
        "_embedding_bag_forward_only(Tensor weight, Tensor indices, Tensor offsets, bool scale_grad_by_freq=False, int mode=0, bool sparse=False, Tensor? per_sample_weights=None, bool include_last_offset=False, int padding_idx=-1) -> (Tensor, Tensor, Tensor, Tensor)"
    )


@aten_operator
class _EuclideanDistOp(PureAtenOp):
    """PyTorch's operator ``aten::_euclidean_dist``."""

    name = "aten._euclidean_dist"
    SCHEMA: ClassVar[str] = "_euclidean_dist(Tensor x1, Tensor x2) -> Tensor"


@aten_operator
class _FftC2cOp(PureAtenOp):
    """PyTorch's operator ``aten::_fft_c2c``."""

    name = "aten._fft_c2c"
    SCHEMA: ClassVar[str] = (
        "_fft_c2c(Tensor self, int[] dim, int normalization, bool forward) -> Tensor"
    )


@aten_operator
class _FftC2rOp(PureAtenOp):
    """PyTorch's operator ``aten::_fft_c2r``."""

    name = "aten._fft_c2r"
    SCHEMA: ClassVar[str] = (
        "_fft_c2r(Tensor self, int[] dim, int normalization, int last_dim_size) -> Tensor"
    )


@aten_operator
class _FoobarOp(PureAtenOp):
    """PyTorch's operator ``aten::_foobar``."""

    name = "aten._foobar"
    SCHEMA: ClassVar[str] = (
        "_foobar(Tensor self, bool arg1=True, bool arg2=True, *, bool arg3=True) -> Tensor"
    )


@aten_operator
class _GridSampler2dCpuFallbackOp(PureAtenOp):
    """PyTorch's operator ``aten::_grid_sampler_2d_cpu_fallback``."""

    name = "aten._grid_sampler_2d_cpu_fallback"
    SCHEMA: ClassVar[str] = (
        "_grid_sampler_2d_cpu_fallback(Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners) -> Tensor"
    )


@aten_operator
class _GroupedMmOp(PureAtenOp):
    """PyTorch's operator ``aten::_grouped_mm``."""

    name = "aten._grouped_mm"
    SCHEMA: ClassVar[str] = (
        "_grouped_mm(Tensor self, Tensor mat2, Tensor? offs=None, Tensor? bias=None, ScalarType? out_dtype=None) -> Tensor"
    )


@aten_operator
class _HasCompatibleShallowCopyTypeOp(PureAtenOp):
    """PyTorch's operator ``aten::_has_compatible_shallow_copy_type``."""

    name = "aten._has_compatible_shallow_copy_type"
    SCHEMA: ClassVar[str] = "_has_compatible_shallow_copy_type(Tensor self, Tensor from) -> bool"


@aten_operator
class _HasSameStorageNumelOp(PureAtenOp):
    """PyTorch's operator ``aten::_has_same_storage_numel``."""

    name = "aten._has_same_storage_numel"
    SCHEMA: ClassVar[str] = "_has_same_storage_numel(Tensor self, Tensor other) -> bool"


@aten_operator
class _HistogramddBinEdgesOp(PureAtenOp):
    """PyTorch's operator ``aten::_histogramdd_bin_edges``."""

    name = "aten._histogramdd_bin_edges"
    SCHEMA: ClassVar[str] = (
        "_histogramdd_bin_edges(Tensor self, int[] bins, *, float[]? range=None, Tensor? weight=None, bool density=False) -> Tensor[]"
    )


@aten_operator
class _HistogramddFromBinCtsOp(PureAtenOp):
    """PyTorch's operator ``aten::_histogramdd_from_bin_cts``."""

    name = "aten._histogramdd_from_bin_cts"
    SCHEMA: ClassVar[str] = (
        "_histogramdd_from_bin_cts(Tensor self, int[] bins, *, float[]? range=None, Tensor? weight=None, bool density=False) -> Tensor"
    )


@aten_operator
class _HistogramddFromBinTensorsOp(PureAtenOp):
    """PyTorch's operator ``aten::_histogramdd_from_bin_tensors``."""

    name = "aten._histogramdd_from_bin_tensors"
    SCHEMA: ClassVar[str] = (
        "_histogramdd_from_bin_tensors(Tensor self, Tensor[] bins, *, Tensor? weight=None, bool density=False) -> Tensor"
    )


@aten_operator
class _IndexPutImplOp(PureAtenOp):
    """PyTorch's operator ``aten::_index_put_impl``."""

    name = "aten._index_put_impl"
    SCHEMA: ClassVar[str] = (
        "_index_put_impl(Tensor self, Tensor?[] indices, Tensor values, bool accumulate=False, bool unsafe=False) -> Tensor"
    )


@aten_operator
class _IndicesOp(PureAtenOp):
    """PyTorch's operator ``aten::_indices``."""

    name = "aten._indices"
    SCHEMA: ClassVar[str] = "_indices(Tensor self) -> Tensor"


@aten_operator
class _IndicesCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::_indices_copy``."""

    name = "aten._indices_copy"
    SCHEMA: ClassVar[str] = "_indices_copy(Tensor self) -> Tensor"


@aten_operator
class _IntMmOp(PureAtenOp):
    """PyTorch's operator ``aten::_int_mm``."""

    name = "aten._int_mm"
    SCHEMA: ClassVar[str] = "_int_mm(Tensor self, Tensor mat2) -> Tensor"


@aten_operator
class _IsAllTrueOp(PureAtenOp):
    """PyTorch's operator ``aten::_is_all_true``."""

    name = "aten._is_all_true"
    SCHEMA: ClassVar[str] = "_is_all_true(Tensor self) -> Tensor"


@aten_operator
class _IsAnyTrueOp(PureAtenOp):
    """PyTorch's operator ``aten::_is_any_true``."""

    name = "aten._is_any_true"
    SCHEMA: ClassVar[str] = "_is_any_true(Tensor self) -> Tensor"


@aten_operator
class _IsZerotensorOp(PureAtenOp):
    """PyTorch's operator ``aten::_is_zerotensor``."""

    name = "aten._is_zerotensor"
    SCHEMA: ClassVar[str] = "_is_zerotensor(Tensor self) -> bool"


@aten_operator
class _JaggedToPaddedDenseForwardOp(PureAtenOp):
    """PyTorch's operator ``aten::_jagged_to_padded_dense_forward``."""

    name = "aten._jagged_to_padded_dense_forward"
    SCHEMA: ClassVar[str] = (
        "_jagged_to_padded_dense_forward(Tensor values, Tensor[] offsets, int[] max_lengths, float padding_value=0.) -> Tensor"
    )


@aten_operator
class _LinalgDetOp(PureAtenOp):
    """PyTorch's operator ``aten::_linalg_det``."""

    name = "aten._linalg_det"
    SCHEMA: ClassVar[str] = "_linalg_det(Tensor A) -> (Tensor result, Tensor LU, Tensor pivots)"


@aten_operator
class _LinalgEighOp(PureAtenOp):
    """PyTorch's operator ``aten::_linalg_eigh``."""

    name = "aten._linalg_eigh"
    SCHEMA: ClassVar[str] = (
        '_linalg_eigh(Tensor A, str UPLO="L", bool compute_v=True) -> (Tensor eigenvalues, Tensor eigenvectors)'
    )


@aten_operator
class _LinalgEigvalsOp(PureAtenOp):
    """PyTorch's operator ``aten::_linalg_eigvals``."""

    name = "aten._linalg_eigvals"
    SCHEMA: ClassVar[str] = "_linalg_eigvals(Tensor self) -> Tensor"


@aten_operator
class _LinalgSlogdetOp(PureAtenOp):
    """PyTorch's operator ``aten::_linalg_slogdet``."""

    name = "aten._linalg_slogdet"
    SCHEMA: ClassVar[str] = (
        "_linalg_slogdet(Tensor A) -> (Tensor sign, Tensor logabsdet, Tensor LU, Tensor pivots)"
    )


@aten_operator
class _LinalgSolveExOp(PureAtenOp):
    """PyTorch's operator ``aten::_linalg_solve_ex``."""

    name = "aten._linalg_solve_ex"
    SCHEMA: ClassVar[str] = (
        "_linalg_solve_ex(Tensor A, Tensor B, *, bool left=True, bool check_errors=False) -> (Tensor result, Tensor LU, Tensor pivots, Tensor info)"
    )


@aten_operator
class _LinalgSvdOp(PureAtenOp):
    """PyTorch's operator ``aten::_linalg_svd``."""

    name = "aten._linalg_svd"
    SCHEMA: ClassVar[str] = (
        "_linalg_svd(Tensor A, bool full_matrices=False, bool compute_uv=True, *, str? driver=None) -> (Tensor U, Tensor S, Tensor Vh)"
    )


@aten_operator
class _LogSoftmaxOp(PureAtenOp):
    """PyTorch's operator ``aten::_log_softmax``."""

    name = "aten._log_softmax"
    SCHEMA: ClassVar[str] = "_log_softmax(Tensor self, int dim, bool half_to_float) -> Tensor"


@aten_operator
class _LogcumsumexpOp(PureAtenOp):
    """PyTorch's operator ``aten::_logcumsumexp``."""

    name = "aten._logcumsumexp"
    SCHEMA: ClassVar[str] = "_logcumsumexp(Tensor self, int dim) -> Tensor"


@aten_operator
class _LuWithInfoOp(PureAtenOp):
    """PyTorch's operator ``aten::_lu_with_info``."""

    name = "aten._lu_with_info"
    SCHEMA: ClassVar[str] = (
        "_lu_with_info(Tensor self, bool pivot=True, bool check_errors=True) -> (Tensor LU, Tensor pivots, Tensor info)"
    )


@aten_operator
class _MakeDepTokenOp(PureAtenOp):
    """PyTorch's operator ``aten::_make_dep_token``."""

    name = "aten._make_dep_token"
    SCHEMA: ClassVar[str] = "_make_dep_token(*, ScalarType? dtype=None) -> Tensor"


@aten_operator
class _MaskedScaleOp(PureAtenOp):
    """PyTorch's operator ``aten::_masked_scale``."""

    name = "aten._masked_scale"
    SCHEMA: ClassVar[str] = "_masked_scale(Tensor self, Tensor mask, float scale) -> Tensor"


@aten_operator
class _MaskedSoftmaxOp(PureAtenOp):
    """PyTorch's operator ``aten::_masked_softmax``."""

    name = "aten._masked_softmax"
    SCHEMA: ClassVar[str] = (
        "_masked_softmax(Tensor self, Tensor mask, int? dim=None, int? mask_type=None) -> Tensor"
    )


@aten_operator
class _MixedDtypesLinearOp(PureAtenOp):
    """PyTorch's operator ``aten::_mixed_dtypes_linear``."""

    name = "aten._mixed_dtypes_linear"
    SCHEMA: ClassVar[str] = (
        "_mixed_dtypes_linear(Tensor input, Tensor weight, Tensor scale, *, Tensor? bias=None, str? activation=None) -> Tensor"
    )


@aten_operator
class _NativeBatchNormLegitNoStatsOp(PureAtenOp):
    """PyTorch's operator ``aten::_native_batch_norm_legit.no_stats``."""

    name = "aten._native_batch_norm_legit.no_stats"
    SCHEMA: ClassVar[str] = (
        "_native_batch_norm_legit.no_stats(Tensor input, Tensor? weight, Tensor? bias, bool training, float momentum, float eps) -> (Tensor, Tensor, Tensor)"
    )


@aten_operator
class _NativeBatchNormLegitFunctionalOp(PureAtenOp):
    """PyTorch's operator ``aten::_native_batch_norm_legit_functional``."""

    name = "aten._native_batch_norm_legit_functional"
    SCHEMA: ClassVar[str] = (
        "_native_batch_norm_legit_functional(Tensor input, Tensor? weight, Tensor? bias, Tensor running_mean, Tensor running_var, bool training, float momentum, float eps) -> (Tensor, Tensor, Tensor, Tensor running_mean_out, Tensor running_var_out)"
    )


@aten_operator
class _NativeBatchNormLegitNoTrainingOp(PureAtenOp):
    """PyTorch's operator ``aten::_native_batch_norm_legit_no_training``."""

    name = "aten._native_batch_norm_legit_no_training"
    SCHEMA: ClassVar[str] = (
        "_native_batch_norm_legit_no_training(Tensor input, Tensor? weight, Tensor? bias, Tensor running_mean, Tensor running_var, float momentum, float eps) -> (Tensor, Tensor, Tensor)"
    )


@aten_operator
class _NativeMultiHeadAttentionOp(PureAtenOp):
    """PyTorch's operator ``aten::_native_multi_head_attention``."""

    name = "aten._native_multi_head_attention"
    SCHEMA: ClassVar[str] = (
        "_native_multi_head_attention(Tensor query, Tensor key, Tensor value, int embed_dim, int num_head, Tensor qkv_weight, Tensor qkv_bias, Tensor proj_weight, Tensor proj_bias, Tensor? mask=None, bool need_weights=True, bool average_attn_weights=True, int? mask_type=None) -> (Tensor, Tensor)"
    )


@aten_operator
class _NegViewOp(PureAtenOp):
    """PyTorch's operator ``aten::_neg_view``."""

    name = "aten._neg_view"
    SCHEMA: ClassVar[str] = "_neg_view(Tensor self) -> Tensor"


@aten_operator
class _NegViewCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::_neg_view_copy``."""

    name = "aten._neg_view_copy"
    SCHEMA: ClassVar[str] = "_neg_view_copy(Tensor self) -> Tensor"


@aten_operator
class _NewZerosWithSameFeatureMetaOp(PureAtenOp):
    """PyTorch's operator ``aten::_new_zeros_with_same_feature_meta``."""

    name = "aten._new_zeros_with_same_feature_meta"
    SCHEMA: ClassVar[str] = (
        "_new_zeros_with_same_feature_meta(Tensor self, Tensor other, *, int self_num_batch_dims=0) -> Tensor"
    )


@aten_operator
class _NnpackAvailableOp(PureAtenOp):
    """PyTorch's operator ``aten::_nnpack_available``."""

    name = "aten._nnpack_available"
    SCHEMA: ClassVar[str] = "_nnpack_available() -> bool"


@aten_operator
class _NnpackSpatialConvolutionOp(PureAtenOp):
    """PyTorch's operator ``aten::_nnpack_spatial_convolution``."""

    name = "aten._nnpack_spatial_convolution"
    SCHEMA: ClassVar[str] = (
        "_nnpack_spatial_convolution(Tensor input, Tensor weight, Tensor? bias, int[2] padding, int[2] stride=[1, 1]) -> Tensor"
    )


@aten_operator
class _NnzOp(PureAtenOp):
    """PyTorch's operator ``aten::_nnz``."""

    name = "aten._nnz"
    SCHEMA: ClassVar[str] = "_nnz(Tensor self) -> int"


@aten_operator
class _PackPaddedSequenceOp(PureAtenOp):
    """PyTorch's operator ``aten::_pack_padded_sequence``."""

    name = "aten._pack_padded_sequence"
    SCHEMA: ClassVar[str] = (
        "_pack_padded_sequence(Tensor input, Tensor lengths, bool batch_first) -> (Tensor, Tensor)"
    )


@aten_operator
class _PadCircularOp(PureAtenOp):
    """PyTorch's operator ``aten::_pad_circular``."""

    name = "aten._pad_circular"
    SCHEMA: ClassVar[str] = "_pad_circular(Tensor self, int[] pad) -> Tensor"


@aten_operator
class _PadEnumOp(PureAtenOp):
    """PyTorch's operator ``aten::_pad_enum``."""

    name = "aten._pad_enum"
    SCHEMA: ClassVar[str] = (
        "_pad_enum(Tensor self, int[] pad, int mode, float? value=None) -> Tensor"
    )


@aten_operator
class _PadPackedSequenceOp(PureAtenOp):
    """PyTorch's operator ``aten::_pad_packed_sequence``."""

    name = "aten._pad_packed_sequence"
    SCHEMA: ClassVar[str] = (
        "_pad_packed_sequence(Tensor data, Tensor batch_sizes, bool batch_first, Scalar padding_value, int total_length) -> (Tensor, Tensor)"
    )


@aten_operator
class _PaddedDenseToJaggedForwardOp(PureAtenOp):
    """PyTorch's operator ``aten::_padded_dense_to_jagged_forward``."""

    name = "aten._padded_dense_to_jagged_forward"
    SCHEMA: ClassVar[str] = (
        "_padded_dense_to_jagged_forward(Tensor dense, Tensor[] offsets, int? total_L=None) -> Tensor"
    )


@aten_operator
class _PdistForwardOp(PureAtenOp):
    """PyTorch's operator ``aten::_pdist_forward``."""

    name = "aten._pdist_forward"
    SCHEMA: ClassVar[str] = "_pdist_forward(Tensor self, float p=2.) -> Tensor"


@aten_operator
class _PhiloxKeyFoldInOp(PureAtenOp):
    """PyTorch's operator ``aten::_philox_key_fold_in``."""

    name = "aten._philox_key_fold_in"
    SCHEMA: ClassVar[str] = "_philox_key_fold_in(Tensor key, int data) -> Tensor"


@aten_operator
class _PhiloxKeySplitOp(PureAtenOp):
    """PyTorch's operator ``aten::_philox_key_split``."""

    name = "aten._philox_key_split"
    SCHEMA: ClassVar[str] = "_philox_key_split(Tensor key, int num_splits) -> Tensor"


@aten_operator
class _PhiloxNormalOp(PureAtenOp):
    """PyTorch's operator ``aten::_philox_normal``."""

    name = "aten._philox_normal"
    SCHEMA: ClassVar[str] = (
        "_philox_normal(Tensor self, Tensor key, float mean=0., float std=1.) -> Tensor"
    )


@aten_operator
class _PhiloxUniformOp(PureAtenOp):
    """PyTorch's operator ``aten::_philox_uniform``."""

    name = "aten._philox_uniform"
    SCHEMA: ClassVar[str] = (
        "_philox_uniform(Tensor self, Tensor key, float low=0., float high=1.) -> Tensor"
    )


@aten_operator
class _PinMemoryOp(PureAtenOp):
    """PyTorch's operator ``aten::_pin_memory``."""

    name = "aten._pin_memory"
    SCHEMA: ClassVar[str] = "_pin_memory(Tensor self) -> Tensor"


@aten_operator
class _PreluKernelOp(PureAtenOp):
    """PyTorch's operator ``aten::_prelu_kernel``."""

    name = "aten._prelu_kernel"
    SCHEMA: ClassVar[str] = "_prelu_kernel(Tensor self, Tensor weight) -> Tensor"


@aten_operator
class _ReshapeAliasOp(PureAtenOp):
    """PyTorch's operator ``aten::_reshape_alias``."""

    name = "aten._reshape_alias"
    SCHEMA: ClassVar[str] = "_reshape_alias(Tensor self, int[] size, int[] stride) -> Tensor"


@aten_operator
class _ReshapeAliasCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::_reshape_alias_copy``."""

    name = "aten._reshape_alias_copy"
    SCHEMA: ClassVar[str] = "_reshape_alias_copy(Tensor self, int[] size, int[] stride) -> Tensor"


@aten_operator
class _ReshapeCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::_reshape_copy``."""

    name = "aten._reshape_copy"
    SCHEMA: ClassVar[str] = "_reshape_copy(Tensor self, int[] size) -> Tensor"


@aten_operator
class _ReshapeFromTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::_reshape_from_tensor``."""

    name = "aten._reshape_from_tensor"
    SCHEMA: ClassVar[str] = "_reshape_from_tensor(Tensor self, Tensor shape) -> Tensor"


@aten_operator
class _RowwisePruneOp(PureAtenOp):
    """PyTorch's operator ``aten::_rowwise_prune``."""

    name = "aten._rowwise_prune"
    SCHEMA: ClassVar[str] = (
        "_rowwise_prune(Tensor weight, Tensor mask, ScalarType compressed_indices_dtype) -> (Tensor, Tensor)"
    )


@aten_operator
class _SafeSoftmaxOp(PureAtenOp):
    """PyTorch's operator ``aten::_safe_softmax``."""

    name = "aten._safe_softmax"
    SCHEMA: ClassVar[str] = "_safe_softmax(Tensor self, int dim, ScalarType? dtype=None) -> Tensor"


@aten_operator
class _SampleDirichletOp(RandomAtenOp):
    """PyTorch's operator ``aten::_sample_dirichlet``."""

    name = "aten._sample_dirichlet"
    SCHEMA: ClassVar[str] = "_sample_dirichlet(Tensor self) -> Tensor"


@aten_operator
class _SaturateWeightToFp16Op(PureAtenOp):
    """PyTorch's operator ``aten::_saturate_weight_to_fp16``."""

    name = "aten._saturate_weight_to_fp16"
    SCHEMA: ClassVar[str] = "_saturate_weight_to_fp16(Tensor weight) -> Tensor"


@aten_operator
class _ScaledDotProductAttentionMathOp(RandomAtenOp):
    """PyTorch's operator ``aten::_scaled_dot_product_attention_math``."""

    name = "aten._scaled_dot_product_attention_math"
    SCHEMA: ClassVar[str] = (
        "_scaled_dot_product_attention_math(Tensor query, Tensor key, Tensor value, Tensor? attn_mask=None, float dropout_p=0., bool is_causal=False, Tensor? dropout_mask=None, *, float? scale=None, bool enable_gqa=False) -> (Tensor, Tensor)"
    )


@aten_operator
class _ScaledGroupedMmOp(PureAtenOp):
    """PyTorch's operator ``aten::_scaled_grouped_mm``."""

    name = "aten._scaled_grouped_mm"
    SCHEMA: ClassVar[str] = (
        "_scaled_grouped_mm(Tensor self, Tensor mat2, Tensor scale_a, Tensor scale_b, Tensor? offs=None, Tensor? bias=None, Tensor? scale_result=None, ScalarType? out_dtype=None, bool use_fast_accum=False) -> Tensor"
    )


@aten_operator
class _ScaledGroupedMmV2Op(PureAtenOp):
    """PyTorch's operator ``aten::_scaled_grouped_mm_v2``."""

    name = "aten._scaled_grouped_mm_v2"
    SCHEMA: ClassVar[str] = (
        "_scaled_grouped_mm_v2(Tensor self, Tensor mat2, Tensor[] scale_a, int[] recipe_a, int[] swizzle_a, Tensor[] scale_b, int[] recipe_b, int[] swizzle_b, Tensor? offs=None, Tensor? bias=None, ScalarType? out_dtype=None, int[] contraction_dim=[], bool use_fast_accum=False) -> Tensor"
    )


@aten_operator
class _ScaledMmOp(PureAtenOp):
    """PyTorch's operator ``aten::_scaled_mm``."""

    name = "aten._scaled_mm"
    SCHEMA: ClassVar[str] = (
        "_scaled_mm(Tensor self, Tensor mat2, Tensor scale_a, Tensor scale_b, Tensor? bias=None, Tensor? scale_result=None, ScalarType? out_dtype=None, bool use_fast_accum=False) -> Tensor"
    )


@aten_operator
class _ScaledMmV2Op(PureAtenOp):
    """PyTorch's operator ``aten::_scaled_mm_v2``."""

    name = "aten._scaled_mm_v2"
    SCHEMA: ClassVar[str] = (
        "_scaled_mm_v2(Tensor self, Tensor mat2, Tensor[] scale_a, int[] recipe_a, int[] swizzle_a, Tensor[] scale_b, int[] recipe_b, int[] swizzle_b, Tensor? bias, ScalarType? out_dtype=None, int[] contraction_dim=[], bool use_fast_accum=False) -> Tensor"
    )


@aten_operator
class _ShapeAsTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::_shape_as_tensor``."""

    name = "aten._shape_as_tensor"
    SCHEMA: ClassVar[str] = "_shape_as_tensor(Tensor self) -> Tensor"


@aten_operator
class _SlowConv2dForwardOp(PureAtenOp):
    """PyTorch's operator ``aten::_slow_conv2d_forward``."""

    name = "aten._slow_conv2d_forward"
    SCHEMA: ClassVar[str] = (
        "_slow_conv2d_forward(Tensor self, Tensor weight, int[2] kernel_size, Tensor? bias, int[2] stride, int[2] padding) -> Tensor"
    )


@aten_operator
class _SobolEngineDrawOp(PureAtenOp):
    """PyTorch's operator ``aten::_sobol_engine_draw``."""

    name = "aten._sobol_engine_draw"
    SCHEMA: ClassVar[str] = (
        "_sobol_engine_draw(Tensor quasi, int n, Tensor sobolstate, int dimension, int num_generated, ScalarType? dtype=None) -> (Tensor, Tensor)"
    )


@aten_operator
class _SoftmaxOp(PureAtenOp):
    """PyTorch's operator ``aten::_softmax``."""

    name = "aten._softmax"
    SCHEMA: ClassVar[str] = "_softmax(Tensor self, int dim, bool half_to_float) -> Tensor"


@aten_operator
class _SpdiagsOp(PureAtenOp):
    """PyTorch's operator ``aten::_spdiags``."""

    name = "aten._spdiags"
    SCHEMA: ClassVar[str] = "_spdiags(Tensor diagonals, Tensor offsets, int[] shape) -> Tensor"


@aten_operator
class _SpsolveOp(PureAtenOp):
    """PyTorch's operator ``aten::_spsolve``."""

    name = "aten._spsolve"
    SCHEMA: ClassVar[str] = "_spsolve(Tensor A, Tensor B, *, bool left=True) -> Tensor"


@aten_operator
class _StackOp(PureAtenOp):
    """PyTorch's operator ``aten::_stack``."""

    name = "aten._stack"
    SCHEMA: ClassVar[str] = "_stack(Tensor[] tensors, int dim=0) -> Tensor"


@aten_operator
class _StandardGammaOp(RandomAtenOp):
    """PyTorch's operator ``aten::_standard_gamma``."""

    name = "aten._standard_gamma"
    SCHEMA: ClassVar[str] = "_standard_gamma(Tensor self) -> Tensor"


@aten_operator
class _ToCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::_to_copy``."""

    name = "aten._to_copy"
    SCHEMA: ClassVar[str] = "_to_copy(Tensor self, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class _ToCpuOp(PureAtenOp):
    """PyTorch's operator ``aten::_to_cpu``."""

    name = "aten._to_cpu"
    SCHEMA: ClassVar[str] = "_to_cpu(Tensor[] tensors) -> Tensor[]"


@aten_operator
class _ToDenseOp(PureAtenOp):
    """PyTorch's operator ``aten::_to_dense``."""

    name = "aten._to_dense"
    SCHEMA: ClassVar[str] = (
        "_to_dense(Tensor self, ScalarType? dtype=None, bool? masked_grad=None) -> Tensor"
    )


@aten_operator
class _TransformBiasRescaleQkvOp(PureAtenOp):
    """PyTorch's operator ``aten::_transform_bias_rescale_qkv``."""

    name = "aten._transform_bias_rescale_qkv"
    SCHEMA: ClassVar[str] = (
        "_transform_bias_rescale_qkv(Tensor qkv, Tensor qkv_bias, int num_heads) -> (Tensor, Tensor, Tensor)"
    )


@aten_operator
class _TransformerEncoderLayerFwdOp(PureAtenOp):
    """PyTorch's operator ``aten::_transformer_encoder_layer_fwd``."""

    name = "aten._transformer_encoder_layer_fwd"
    SCHEMA: ClassVar[str] = (
        "_transformer_encoder_layer_fwd(Tensor src, int embed_dim, int num_heads, Tensor qkv_weight, Tensor qkv_bias, Tensor proj_weight, Tensor proj_bias, bool use_gelu, bool norm_first, float eps, Tensor norm_weight_1, Tensor norm_bias_1, Tensor norm_weight_2, Tensor norm_bias_2, Tensor ffn_weight_1, Tensor ffn_bias_1, Tensor ffn_weight_2, Tensor ffn_bias_2, Tensor? mask=None, int? mask_type=None) -> Tensor"
    )


@aten_operator
class _TrilinearOp(PureAtenOp):
    """PyTorch's operator ``aten::_trilinear``."""

    name = "aten._trilinear"
    SCHEMA: ClassVar[str] = (
        "_trilinear(Tensor i1, Tensor i2, Tensor i3, int[] expand1, int[] expand2, int[] expand3, int[] sumdim, int unroll_dim=1) -> Tensor"
    )


@aten_operator
class _TritonMultiHeadAttentionOp(PureAtenOp):
    """PyTorch's operator ``aten::_triton_multi_head_attention``."""

    name = "aten._triton_multi_head_attention"
    SCHEMA: ClassVar[str] = (
        "_triton_multi_head_attention(Tensor query, Tensor key, Tensor value, int embed_dim, int num_head, Tensor qkv_weight, Tensor qkv_bias, Tensor proj_weight, Tensor proj_bias, Tensor? mask=None) -> Tensor"
    )


@aten_operator
class _TritonScaledDotAttentionOp(RandomAtenOp):
    """PyTorch's operator ``aten::_triton_scaled_dot_attention``."""

    name = "aten._triton_scaled_dot_attention"
    SCHEMA: ClassVar[str] = (
        "_triton_scaled_dot_attention(Tensor q, Tensor k, Tensor v, float dropout_p=0.) -> Tensor"
    )


@aten_operator
class _UniqueOp(PureAtenOp):
    """PyTorch's operator ``aten::_unique``."""

    name = "aten._unique"
    SCHEMA: ClassVar[str] = (
        "_unique(Tensor self, bool sorted=True, bool return_inverse=False) -> (Tensor, Tensor)"
    )


@aten_operator
class _Unique2Op(PureAtenOp):
    """PyTorch's operator ``aten::_unique2``."""

    name = "aten._unique2"
    SCHEMA: ClassVar[str] = (
        "_unique2(Tensor self, bool sorted=True, bool return_inverse=False, bool return_counts=False) -> (Tensor, Tensor, Tensor)"
    )


@aten_operator
class _UnsafeIndexTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::_unsafe_index.Tensor``."""

    name = "aten._unsafe_index.Tensor"
    SCHEMA: ClassVar[str] = "_unsafe_index.Tensor(Tensor self, Tensor?[] indices) -> Tensor"


@aten_operator
class _UnsafeIndexPutOp(PureAtenOp):
    """PyTorch's operator ``aten::_unsafe_index_put``."""

    name = "aten._unsafe_index_put"
    SCHEMA: ClassVar[str] = (
        "_unsafe_index_put(Tensor self, Tensor?[] indices, Tensor values, bool accumulate=False) -> Tensor"
    )


@aten_operator
class _UnsafeMaskedIndexOp(PureAtenOp):
    """PyTorch's operator ``aten::_unsafe_masked_index``."""

    name = "aten._unsafe_masked_index"
    SCHEMA: ClassVar[str] = (
        "_unsafe_masked_index(Tensor self, Tensor mask, Tensor?[] indices, Scalar fill) -> Tensor"
    )


@aten_operator
class _UnsafeMaskedIndexPutAccumulateOp(PureAtenOp):
    """PyTorch's operator ``aten::_unsafe_masked_index_put_accumulate``."""

    name = "aten._unsafe_masked_index_put_accumulate"
    SCHEMA: ClassVar[str] = (
        "_unsafe_masked_index_put_accumulate(Tensor self, Tensor mask, Tensor?[] indices, Tensor values) -> Tensor"
    )


@aten_operator
class _UnsafeViewOp(PureAtenOp):
    """PyTorch's operator ``aten::_unsafe_view``."""

    name = "aten._unsafe_view"
    SCHEMA: ClassVar[str] = "_unsafe_view(Tensor self, int[] size) -> Tensor"


@aten_operator
class _UpsampleBicubic2dAaOp(PureAtenOp):
    """PyTorch's operator ``aten::_upsample_bicubic2d_aa``."""

    name = "aten._upsample_bicubic2d_aa"
    SCHEMA: ClassVar[str] = (
        "_upsample_bicubic2d_aa(Tensor self, int[2] output_size, bool align_corners, float? scales_h=None, float? scales_w=None) -> Tensor"
    )


@aten_operator
class _UpsampleBicubic2dAaVecOp(PureAtenOp):
    """PyTorch's operator ``aten::_upsample_bicubic2d_aa.vec``."""

    name = "aten._upsample_bicubic2d_aa.vec"
    SCHEMA: ClassVar[str] = (
        "_upsample_bicubic2d_aa.vec(Tensor input, int[]? output_size, bool align_corners, float[]? scale_factors) -> Tensor"
    )


@aten_operator
class _UpsampleBilinear2dAaOp(PureAtenOp):
    """PyTorch's operator ``aten::_upsample_bilinear2d_aa``."""

    name = "aten._upsample_bilinear2d_aa"
    SCHEMA: ClassVar[str] = (
        "_upsample_bilinear2d_aa(Tensor self, int[2] output_size, bool align_corners, float? scales_h=None, float? scales_w=None) -> Tensor"
    )


@aten_operator
class _UpsampleBilinear2dAaVecOp(PureAtenOp):
    """PyTorch's operator ``aten::_upsample_bilinear2d_aa.vec``."""

    name = "aten._upsample_bilinear2d_aa.vec"
    SCHEMA: ClassVar[str] = (
        "_upsample_bilinear2d_aa.vec(Tensor input, int[]? output_size, bool align_corners, float[]? scale_factors) -> Tensor"
    )


@aten_operator
class _UpsampleLanczos2dAaOp(PureAtenOp):
    """PyTorch's operator ``aten::_upsample_lanczos2d_aa``."""

    name = "aten._upsample_lanczos2d_aa"
    SCHEMA: ClassVar[str] = (
        "_upsample_lanczos2d_aa(Tensor self, int[2] output_size, bool align_corners, float? scales_h=None, float? scales_w=None) -> Tensor"
    )


@aten_operator
class _UpsampleLanczos2dAaVecOp(PureAtenOp):
    """PyTorch's operator ``aten::_upsample_lanczos2d_aa.vec``."""

    name = "aten._upsample_lanczos2d_aa.vec"
    SCHEMA: ClassVar[str] = (
        "_upsample_lanczos2d_aa.vec(Tensor input, int[]? output_size, bool align_corners, float[]? scale_factors) -> Tensor"
    )


@aten_operator
class _UpsampleNearestExact1dOp(PureAtenOp):
    """PyTorch's operator ``aten::_upsample_nearest_exact1d``."""

    name = "aten._upsample_nearest_exact1d"
    SCHEMA: ClassVar[str] = (
        "_upsample_nearest_exact1d(Tensor self, int[1] output_size, float? scales=None) -> Tensor"
    )


@aten_operator
class _UpsampleNearestExact1dVecOp(PureAtenOp):
    """PyTorch's operator ``aten::_upsample_nearest_exact1d.vec``."""

    name = "aten._upsample_nearest_exact1d.vec"
    SCHEMA: ClassVar[str] = (
        "_upsample_nearest_exact1d.vec(Tensor input, int[]? output_size, float[]? scale_factors) -> Tensor"
    )


@aten_operator
class _UpsampleNearestExact2dOp(PureAtenOp):
    """PyTorch's operator ``aten::_upsample_nearest_exact2d``."""

    name = "aten._upsample_nearest_exact2d"
    SCHEMA: ClassVar[str] = (
        "_upsample_nearest_exact2d(Tensor self, int[2] output_size, float? scales_h=None, float? scales_w=None) -> Tensor"
    )


@aten_operator
class _UpsampleNearestExact2dVecOp(PureAtenOp):
    """PyTorch's operator ``aten::_upsample_nearest_exact2d.vec``."""

    name = "aten._upsample_nearest_exact2d.vec"
    SCHEMA: ClassVar[str] = (
        "_upsample_nearest_exact2d.vec(Tensor input, int[]? output_size, float[]? scale_factors) -> Tensor"
    )


@aten_operator
class _UpsampleNearestExact3dOp(PureAtenOp):
    """PyTorch's operator ``aten::_upsample_nearest_exact3d``."""

    name = "aten._upsample_nearest_exact3d"
    SCHEMA: ClassVar[str] = (
        "_upsample_nearest_exact3d(Tensor self, int[3] output_size, float? scales_d=None, float? scales_h=None, float? scales_w=None) -> Tensor"
    )


@aten_operator
class _UpsampleNearestExact3dVecOp(PureAtenOp):
    """PyTorch's operator ``aten::_upsample_nearest_exact3d.vec``."""

    name = "aten._upsample_nearest_exact3d.vec"
    SCHEMA: ClassVar[str] = (
        "_upsample_nearest_exact3d.vec(Tensor input, int[]? output_size, float[]? scale_factors) -> Tensor"
    )


@aten_operator
class _ValuesOp(PureAtenOp):
    """PyTorch's operator ``aten::_values``."""

    name = "aten._values"
    SCHEMA: ClassVar[str] = "_values(Tensor self) -> Tensor"


@aten_operator
class _ValuesCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::_values_copy``."""

    name = "aten._values_copy"
    SCHEMA: ClassVar[str] = "_values_copy(Tensor self) -> Tensor"


@aten_operator
class _VersionOp(PureAtenOp):
    """PyTorch's operator ``aten::_version``."""

    name = "aten._version"
    SCHEMA: ClassVar[str] = "_version(Tensor self) -> int"


@aten_operator
class _WeightInt4packMmOp(PureAtenOp):
    """PyTorch's operator ``aten::_weight_int4pack_mm``."""

    name = "aten._weight_int4pack_mm"
    SCHEMA: ClassVar[str] = (
        "_weight_int4pack_mm(Tensor self, Tensor mat2, int qGroupSize, Tensor qScaleAndZeros) -> Tensor"
    )


@aten_operator
class _WeightInt4packMmForCpuOp(PureAtenOp):
    """PyTorch's operator ``aten::_weight_int4pack_mm_for_cpu``."""

    name = "aten._weight_int4pack_mm_for_cpu"
    SCHEMA: ClassVar[str] = (
        "_weight_int4pack_mm_for_cpu(Tensor self, Tensor mat2, int qGroupSize, Tensor qScaleAndZeros) -> Tensor"
    )


@aten_operator
class _WeightInt4packMmWithScalesAndZerosOp(PureAtenOp):
    """PyTorch's operator ``aten::_weight_int4pack_mm_with_scales_and_zeros``."""

    name = "aten._weight_int4pack_mm_with_scales_and_zeros"
    SCHEMA: ClassVar[str] = (
        "_weight_int4pack_mm_with_scales_and_zeros(Tensor self, Tensor mat2, int qGroupSize, Tensor qScale, Tensor qZeros) -> Tensor"
    )


@aten_operator
class _WeightInt8packMmOp(PureAtenOp):
    """PyTorch's operator ``aten::_weight_int8pack_mm``."""

    name = "aten._weight_int8pack_mm"
    SCHEMA: ClassVar[str] = "_weight_int8pack_mm(Tensor self, Tensor mat2, Tensor scales) -> Tensor"


@aten_operator
class _WeightNormOp(PureAtenOp):
    """PyTorch's operator ``aten::_weight_norm``."""

    name = "aten._weight_norm"
    SCHEMA: ClassVar[str] = "_weight_norm(Tensor v, Tensor g, int dim=0) -> Tensor"


@aten_operator
class _WeightNormInterfaceOp(PureAtenOp):
    """PyTorch's operator ``aten::_weight_norm_interface``."""

    name = "aten._weight_norm_interface"
    SCHEMA: ClassVar[str] = (
        "_weight_norm_interface(Tensor v, Tensor g, int dim=0) -> (Tensor, Tensor)"
    )


@aten_operator
class _WrappedLinearPrepackOp(PureAtenOp):
    """PyTorch's operator ``aten::_wrapped_linear_prepack``."""

    name = "aten._wrapped_linear_prepack"
    SCHEMA: ClassVar[str] = (
        "_wrapped_linear_prepack(Tensor weight, Tensor weight_scale, Tensor weight_zero_point, Tensor bias) -> Tensor"
    )


@aten_operator
class AbsOp(PureAtenOp):
    """PyTorch's operator ``aten::abs``."""

    name = "aten.abs"
    SCHEMA: ClassVar[str] = "abs(Tensor self) -> Tensor"


@aten_operator
class AbsoluteOp(PureAtenOp):
    """PyTorch's operator ``aten::absolute``."""

    name = "aten.absolute"
    SCHEMA: ClassVar[str] = "absolute(Tensor self) -> Tensor"


@aten_operator
class AcosOp(PureAtenOp):
    """PyTorch's operator ``aten::acos``."""

    name = "aten.acos"
    SCHEMA: ClassVar[str] = "acos(Tensor self) -> Tensor"


@aten_operator
class AcoshOp(PureAtenOp):
    """PyTorch's operator ``aten::acosh``."""

    name = "aten.acosh"
    SCHEMA: ClassVar[str] = "acosh(Tensor self) -> Tensor"


@aten_operator
class AdaptiveAvgPool1dOp(PureAtenOp):
    """PyTorch's operator ``aten::adaptive_avg_pool1d``."""

    name = "aten.adaptive_avg_pool1d"
    SCHEMA: ClassVar[str] = "adaptive_avg_pool1d(Tensor self, int[1] output_size) -> Tensor"


@aten_operator
class AdaptiveAvgPool2dOp(PureAtenOp):
    """PyTorch's operator ``aten::adaptive_avg_pool2d``."""

    name = "aten.adaptive_avg_pool2d"
    SCHEMA: ClassVar[str] = "adaptive_avg_pool2d(Tensor self, int[2] output_size) -> Tensor"


@aten_operator
class AdaptiveAvgPool3dOp(PureAtenOp):
    """PyTorch's operator ``aten::adaptive_avg_pool3d``."""

    name = "aten.adaptive_avg_pool3d"
    SCHEMA: ClassVar[str] = "adaptive_avg_pool3d(Tensor self, int[3] output_size) -> Tensor"


@aten_operator
class AdaptiveMaxPool1dOp(PureAtenOp):
    """PyTorch's operator ``aten::adaptive_max_pool1d``."""

    name = "aten.adaptive_max_pool1d"
    SCHEMA: ClassVar[str] = (
        "adaptive_max_pool1d(Tensor self, int[1] output_size) -> (Tensor, Tensor)"
    )


@aten_operator
class AdaptiveMaxPool2dOp(PureAtenOp):
    """PyTorch's operator ``aten::adaptive_max_pool2d``."""

    name = "aten.adaptive_max_pool2d"
    SCHEMA: ClassVar[str] = (
        "adaptive_max_pool2d(Tensor self, int[2] output_size) -> (Tensor, Tensor)"
    )


@aten_operator
class AdaptiveMaxPool3dOp(PureAtenOp):
    """PyTorch's operator ``aten::adaptive_max_pool3d``."""

    name = "aten.adaptive_max_pool3d"
    SCHEMA: ClassVar[str] = (
        "adaptive_max_pool3d(Tensor self, int[3] output_size) -> (Tensor, Tensor)"
    )


@aten_operator
class AddScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::add.Scalar``."""

    name = "aten.add.Scalar"
    SCHEMA: ClassVar[str] = "add.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor"


@aten_operator
class AddTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::add.Tensor``."""

    name = "aten.add.Tensor"
    SCHEMA: ClassVar[str] = "add.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor"


@aten_operator
class AddbmmOp(PureAtenOp):
    """PyTorch's operator ``aten::addbmm``."""

    name = "aten.addbmm"
    SCHEMA: ClassVar[str] = (
        "addbmm(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor"
    )


@aten_operator
class AddcdivOp(PureAtenOp):
    """PyTorch's operator ``aten::addcdiv``."""

    name = "aten.addcdiv"
    SCHEMA: ClassVar[str] = (
        "addcdiv(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor"
    )


@aten_operator
class AddcmulOp(PureAtenOp):
    """PyTorch's operator ``aten::addcmul``."""

    name = "aten.addcmul"
    SCHEMA: ClassVar[str] = (
        "addcmul(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor"
    )


@aten_operator
class AddmmOp(PureAtenOp):
    """PyTorch's operator ``aten::addmm``."""

    name = "aten.addmm"
    SCHEMA: ClassVar[str] = (
        "addmm(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor"
    )


@aten_operator
class AddmmDtypeOp(PureAtenOp):
    """PyTorch's operator ``aten::addmm.dtype``."""

    name = "aten.addmm.dtype"
    SCHEMA: ClassVar[str] = (
        "addmm.dtype(Tensor self, Tensor mat1, Tensor mat2, ScalarType out_dtype, *, Scalar beta=1, Scalar alpha=1) -> Tensor"
    )


@aten_operator
class AddmvOp(PureAtenOp):
    """PyTorch's operator ``aten::addmv``."""

    name = "aten.addmv"
    SCHEMA: ClassVar[str] = (
        "addmv(Tensor self, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1) -> Tensor"
    )


@aten_operator
class AddrOp(PureAtenOp):
    """PyTorch's operator ``aten::addr``."""

    name = "aten.addr"
    SCHEMA: ClassVar[str] = (
        "addr(Tensor self, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1) -> Tensor"
    )


@aten_operator
class AdjointOp(PureAtenOp):
    """PyTorch's operator ``aten::adjoint``."""

    name = "aten.adjoint"
    SCHEMA: ClassVar[str] = "adjoint(Tensor self) -> Tensor"


@aten_operator
class AffineGridGeneratorOp(PureAtenOp):
    """PyTorch's operator ``aten::affine_grid_generator``."""

    name = "aten.affine_grid_generator"
    SCHEMA: ClassVar[str] = (
        "affine_grid_generator(Tensor theta, int[] size, bool align_corners) -> Tensor"
    )


@aten_operator
class AliasOp(PureAtenOp):
    """PyTorch's operator ``aten::alias``."""

    name = "aten.alias"
    SCHEMA: ClassVar[str] = "alias(Tensor self) -> Tensor"


@aten_operator
class AliasCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::alias_copy``."""

    name = "aten.alias_copy"
    SCHEMA: ClassVar[str] = "alias_copy(Tensor self) -> Tensor"


@aten_operator
class AllOp(PureAtenOp):
    """PyTorch's operator ``aten::all``."""

    name = "aten.all"
    SCHEMA: ClassVar[str] = "all(Tensor self) -> Tensor"


@aten_operator
class AllDimOp(PureAtenOp):
    """PyTorch's operator ``aten::all.dim``."""

    name = "aten.all.dim"
    SCHEMA: ClassVar[str] = "all.dim(Tensor self, int dim, bool keepdim=False) -> Tensor"


@aten_operator
class AllDimsOp(PureAtenOp):
    """PyTorch's operator ``aten::all.dims``."""

    name = "aten.all.dims"
    SCHEMA: ClassVar[str] = "all.dims(Tensor self, int[]? dim=None, bool keepdim=False) -> Tensor"


@aten_operator
class AllcloseOp(PureAtenOp):
    """PyTorch's operator ``aten::allclose``."""

    name = "aten.allclose"
    SCHEMA: ClassVar[str] = (
        "allclose(Tensor self, Tensor other, float rtol=1.0000000000000001e-05, float atol=1e-08, bool equal_nan=False) -> bool"
    )


@aten_operator
class AlphaDropoutOp(RandomAtenOp):
    """PyTorch's operator ``aten::alpha_dropout``."""

    name = "aten.alpha_dropout"
    SCHEMA: ClassVar[str] = "alpha_dropout(Tensor input, float p, bool train) -> Tensor"


@aten_operator
class AmaxOp(PureAtenOp):
    """PyTorch's operator ``aten::amax``."""

    name = "aten.amax"
    SCHEMA: ClassVar[str] = "amax(Tensor self, int[1] dim=[], bool keepdim=False) -> Tensor"


@aten_operator
class AminOp(PureAtenOp):
    """PyTorch's operator ``aten::amin``."""

    name = "aten.amin"
    SCHEMA: ClassVar[str] = "amin(Tensor self, int[1] dim=[], bool keepdim=False) -> Tensor"


@aten_operator
class AminmaxOp(PureAtenOp):
    """PyTorch's operator ``aten::aminmax``."""

    name = "aten.aminmax"
    SCHEMA: ClassVar[str] = (
        "aminmax(Tensor self, *, int? dim=None, bool keepdim=False) -> (Tensor min, Tensor max)"
    )


@aten_operator
class AngleOp(PureAtenOp):
    """PyTorch's operator ``aten::angle``."""

    name = "aten.angle"
    SCHEMA: ClassVar[str] = "angle(Tensor self) -> Tensor"


@aten_operator
class AnyOp(PureAtenOp):
    """PyTorch's operator ``aten::any``."""

    name = "aten.any"
    SCHEMA: ClassVar[str] = "any(Tensor self) -> Tensor"


@aten_operator
class AnyDimOp(PureAtenOp):
    """PyTorch's operator ``aten::any.dim``."""

    name = "aten.any.dim"
    SCHEMA: ClassVar[str] = "any.dim(Tensor self, int dim, bool keepdim=False) -> Tensor"


@aten_operator
class AnyDimsOp(PureAtenOp):
    """PyTorch's operator ``aten::any.dims``."""

    name = "aten.any.dims"
    SCHEMA: ClassVar[str] = "any.dims(Tensor self, int[]? dim=None, bool keepdim=False) -> Tensor"


@aten_operator
class ArangeOp(PureAtenOp):
    """PyTorch's operator ``aten::arange``."""

    name = "aten.arange"
    SCHEMA: ClassVar[str] = "arange(Scalar end, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class ArangeStartOp(PureAtenOp):
    """PyTorch's operator ``aten::arange.start``."""

    name = "aten.arange.start"
    SCHEMA: ClassVar[str] = (
        "arange.start(Scalar start, Scalar end, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class ArangeStartStepOp(PureAtenOp):
    """PyTorch's operator ``aten::arange.start_step``."""

    name = "aten.arange.start_step"
    SCHEMA: ClassVar[str] = (
        "arange.start_step(Scalar start, Scalar end, Scalar step=1, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class ArccosOp(PureAtenOp):
    """PyTorch's operator ``aten::arccos``."""

    name = "aten.arccos"
    SCHEMA: ClassVar[str] = "arccos(Tensor self) -> Tensor"


@aten_operator
class ArccoshOp(PureAtenOp):
    """PyTorch's operator ``aten::arccosh``."""

    name = "aten.arccosh"
    SCHEMA: ClassVar[str] = "arccosh(Tensor self) -> Tensor"


@aten_operator
class ArcsinOp(PureAtenOp):
    """PyTorch's operator ``aten::arcsin``."""

    name = "aten.arcsin"
    SCHEMA: ClassVar[str] = "arcsin(Tensor self) -> Tensor"


@aten_operator
class ArcsinhOp(PureAtenOp):
    """PyTorch's operator ``aten::arcsinh``."""

    name = "aten.arcsinh"
    SCHEMA: ClassVar[str] = "arcsinh(Tensor self) -> Tensor"


@aten_operator
class ArctanOp(PureAtenOp):
    """PyTorch's operator ``aten::arctan``."""

    name = "aten.arctan"
    SCHEMA: ClassVar[str] = "arctan(Tensor self) -> Tensor"


@aten_operator
class Arctan2Op(PureAtenOp):
    """PyTorch's operator ``aten::arctan2``."""

    name = "aten.arctan2"
    SCHEMA: ClassVar[str] = "arctan2(Tensor self, Tensor other) -> Tensor"


@aten_operator
class ArctanhOp(PureAtenOp):
    """PyTorch's operator ``aten::arctanh``."""

    name = "aten.arctanh"
    SCHEMA: ClassVar[str] = "arctanh(Tensor self) -> Tensor"


@aten_operator
class ArgmaxOp(PureAtenOp):
    """PyTorch's operator ``aten::argmax``."""

    name = "aten.argmax"
    SCHEMA: ClassVar[str] = "argmax(Tensor self, int? dim=None, bool keepdim=False) -> Tensor"


@aten_operator
class ArgminOp(PureAtenOp):
    """PyTorch's operator ``aten::argmin``."""

    name = "aten.argmin"
    SCHEMA: ClassVar[str] = "argmin(Tensor self, int? dim=None, bool keepdim=False) -> Tensor"


@aten_operator
class ArgsortOp(PureAtenOp):
    """PyTorch's operator ``aten::argsort``."""

    name = "aten.argsort"
    SCHEMA: ClassVar[str] = "argsort(Tensor self, int dim=-1, bool descending=False) -> Tensor"


@aten_operator
class ArgsortStableOp(PureAtenOp):
    """PyTorch's operator ``aten::argsort.stable``."""

    name = "aten.argsort.stable"
    SCHEMA: ClassVar[str] = (
        "argsort.stable(Tensor self, *, bool stable, int dim=-1, bool descending=False) -> Tensor"
    )


@aten_operator
class ArgwhereOp(PureAtenOp):
    """PyTorch's operator ``aten::argwhere``."""

    name = "aten.argwhere"
    SCHEMA: ClassVar[str] = "argwhere(Tensor self) -> Tensor"


@aten_operator
class AsStridedOp(PureAtenOp):
    """PyTorch's operator ``aten::as_strided``."""

    name = "aten.as_strided"
    SCHEMA: ClassVar[str] = (
        "as_strided(Tensor self, int[] size, int[] stride, int? storage_offset=None) -> Tensor"
    )


@aten_operator
class AsStridedCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::as_strided_copy``."""

    name = "aten.as_strided_copy"
    SCHEMA: ClassVar[str] = (
        "as_strided_copy(Tensor self, int[] size, int[] stride, int? storage_offset=None) -> Tensor"
    )


@aten_operator
class AsStridedScatterOp(PureAtenOp):
    """PyTorch's operator ``aten::as_strided_scatter``."""

    name = "aten.as_strided_scatter"
    SCHEMA: ClassVar[str] = (
        "as_strided_scatter(Tensor self, Tensor src, int[] size, int[] stride, int? storage_offset=None) -> Tensor"
    )


@aten_operator
class AsinOp(PureAtenOp):
    """PyTorch's operator ``aten::asin``."""

    name = "aten.asin"
    SCHEMA: ClassVar[str] = "asin(Tensor self) -> Tensor"


@aten_operator
class AsinhOp(PureAtenOp):
    """PyTorch's operator ``aten::asinh``."""

    name = "aten.asinh"
    SCHEMA: ClassVar[str] = "asinh(Tensor self) -> Tensor"


@aten_operator
class AtanOp(PureAtenOp):
    """PyTorch's operator ``aten::atan``."""

    name = "aten.atan"
    SCHEMA: ClassVar[str] = "atan(Tensor self) -> Tensor"


@aten_operator
class Atan2Op(PureAtenOp):
    """PyTorch's operator ``aten::atan2``."""

    name = "aten.atan2"
    SCHEMA: ClassVar[str] = "atan2(Tensor self, Tensor other) -> Tensor"


@aten_operator
class AtanhOp(PureAtenOp):
    """PyTorch's operator ``aten::atanh``."""

    name = "aten.atanh"
    SCHEMA: ClassVar[str] = "atanh(Tensor self) -> Tensor"


@aten_operator
class Atleast1dOp(PureAtenOp):
    """PyTorch's operator ``aten::atleast_1d``."""

    name = "aten.atleast_1d"
    SCHEMA: ClassVar[str] = "atleast_1d(Tensor self) -> Tensor"


@aten_operator
class Atleast1dSequenceOp(PureAtenOp):
    """PyTorch's operator ``aten::atleast_1d.Sequence``."""

    name = "aten.atleast_1d.Sequence"
    SCHEMA: ClassVar[str] = "atleast_1d.Sequence(Tensor[] tensors) -> Tensor[]"


@aten_operator
class Atleast2dOp(PureAtenOp):
    """PyTorch's operator ``aten::atleast_2d``."""

    name = "aten.atleast_2d"
    SCHEMA: ClassVar[str] = "atleast_2d(Tensor self) -> Tensor"


@aten_operator
class Atleast2dSequenceOp(PureAtenOp):
    """PyTorch's operator ``aten::atleast_2d.Sequence``."""

    name = "aten.atleast_2d.Sequence"
    SCHEMA: ClassVar[str] = "atleast_2d.Sequence(Tensor[] tensors) -> Tensor[]"


@aten_operator
class Atleast3dOp(PureAtenOp):
    """PyTorch's operator ``aten::atleast_3d``."""

    name = "aten.atleast_3d"
    SCHEMA: ClassVar[str] = "atleast_3d(Tensor self) -> Tensor"


@aten_operator
class Atleast3dSequenceOp(PureAtenOp):
    """PyTorch's operator ``aten::atleast_3d.Sequence``."""

    name = "aten.atleast_3d.Sequence"
    SCHEMA: ClassVar[str] = "atleast_3d.Sequence(Tensor[] tensors) -> Tensor[]"


@aten_operator
class AvgPool1dOp(PureAtenOp):
    """PyTorch's operator ``aten::avg_pool1d``."""

    name = "aten.avg_pool1d"
    SCHEMA: ClassVar[str] = (
        "avg_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=[0], bool ceil_mode=False, bool count_include_pad=True) -> Tensor"
    )


@aten_operator
class AvgPool2dOp(PureAtenOp):
    """PyTorch's operator ``aten::avg_pool2d``."""

    name = "aten.avg_pool2d"
    SCHEMA: ClassVar[str] = (
        "avg_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, bool ceil_mode=False, bool count_include_pad=True, int? divisor_override=None) -> Tensor"
    )


@aten_operator
class AvgPool3dOp(PureAtenOp):
    """PyTorch's operator ``aten::avg_pool3d``."""

    name = "aten.avg_pool3d"
    SCHEMA: ClassVar[str] = (
        "avg_pool3d(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, bool ceil_mode=False, bool count_include_pad=True, int? divisor_override=None) -> Tensor"
    )


@aten_operator
class BaddbmmOp(PureAtenOp):
    """PyTorch's operator ``aten::baddbmm``."""

    name = "aten.baddbmm"
    SCHEMA: ClassVar[str] = (
        "baddbmm(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor"
    )


@aten_operator
class BaddbmmDtypeOp(PureAtenOp):
    """PyTorch's operator ``aten::baddbmm.dtype``."""

    name = "aten.baddbmm.dtype"
    SCHEMA: ClassVar[str] = (
        "baddbmm.dtype(Tensor self, Tensor batch1, Tensor batch2, ScalarType out_dtype, *, Scalar beta=1, Scalar alpha=1) -> Tensor"
    )


@aten_operator
class BartlettWindowOp(PureAtenOp):
    """PyTorch's operator ``aten::bartlett_window``."""

    name = "aten.bartlett_window"
    SCHEMA: ClassVar[str] = (
        "bartlett_window(int window_length, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class BartlettWindowPeriodicOp(PureAtenOp):
    """PyTorch's operator ``aten::bartlett_window.periodic``."""

    name = "aten.bartlett_window.periodic"
    SCHEMA: ClassVar[str] = (
        "bartlett_window.periodic(int window_length, bool periodic, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class BatchNormOp(PureAtenOp):
    """PyTorch's operator ``aten::batch_norm``."""

    name = "aten.batch_norm"
    SCHEMA: ClassVar[str] = (
        "batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, float momentum, float eps, bool cudnn_enabled) -> Tensor"
    )


@aten_operator
class BatchNormElemtOp(PureAtenOp):
    """PyTorch's operator ``aten::batch_norm_elemt``."""

    name = "aten.batch_norm_elemt"
    SCHEMA: ClassVar[str] = (
        "batch_norm_elemt(Tensor input, Tensor? weight, Tensor? bias, Tensor mean, Tensor invstd, float eps) -> Tensor"
    )


@aten_operator
class BatchNormGatherStatsOp(PureAtenOp):
    """PyTorch's operator ``aten::batch_norm_gather_stats``."""

    name = "aten.batch_norm_gather_stats"
    SCHEMA: ClassVar[str] = (
        "batch_norm_gather_stats(Tensor input, Tensor mean, Tensor invstd, Tensor? running_mean, Tensor? running_var, float momentum, float eps, int count) -> (Tensor, Tensor)"
    )


@aten_operator
class BatchNormGatherStatsWithCountsOp(PureAtenOp):
    """PyTorch's operator ``aten::batch_norm_gather_stats_with_counts``."""

    name = "aten.batch_norm_gather_stats_with_counts"
    SCHEMA: ClassVar[str] = (
        "batch_norm_gather_stats_with_counts(Tensor input, Tensor mean, Tensor invstd, Tensor? running_mean, Tensor? running_var, float momentum, float eps, Tensor counts) -> (Tensor, Tensor)"
    )


@aten_operator
class BatchNormStatsOp(PureAtenOp):
    """PyTorch's operator ``aten::batch_norm_stats``."""

    name = "aten.batch_norm_stats"
    SCHEMA: ClassVar[str] = "batch_norm_stats(Tensor input, float eps) -> (Tensor, Tensor)"


@aten_operator
class BatchNormUpdateStatsOp(PureAtenOp):
    """PyTorch's operator ``aten::batch_norm_update_stats``."""

    name = "aten.batch_norm_update_stats"
    SCHEMA: ClassVar[str] = (
        "batch_norm_update_stats(Tensor input, Tensor? running_mean, Tensor? running_var, float momentum) -> (Tensor, Tensor)"
    )


@aten_operator
class BernoulliOp(RandomAtenOp):
    """PyTorch's operator ``aten::bernoulli``."""

    name = "aten.bernoulli"
    SCHEMA: ClassVar[str] = "bernoulli(Tensor self) -> Tensor"


@aten_operator
class BernoulliTensorOp(RandomAtenOp):
    """PyTorch's operator ``aten::bernoulli.Tensor``."""

    name = "aten.bernoulli.Tensor"
    SCHEMA: ClassVar[str] = "bernoulli.Tensor(Tensor self, Tensor p) -> Tensor"


@aten_operator
class BernoulliPOp(RandomAtenOp):
    """PyTorch's operator ``aten::bernoulli.p``."""

    name = "aten.bernoulli.p"
    SCHEMA: ClassVar[str] = "bernoulli.p(Tensor self, float p) -> Tensor"


@aten_operator
class BilinearOp(PureAtenOp):
    """PyTorch's operator ``aten::bilinear``."""

    name = "aten.bilinear"
    SCHEMA: ClassVar[str] = (
        "bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor? bias=None) -> Tensor"
    )


@aten_operator
class BinaryCrossEntropyOp(PureAtenOp):
    """PyTorch's operator ``aten::binary_cross_entropy``."""

    name = "aten.binary_cross_entropy"
    SCHEMA: ClassVar[str] = (
        "binary_cross_entropy(Tensor self, Tensor target, Tensor? weight=None, int reduction=1) -> Tensor"
    )


@aten_operator
class BinaryCrossEntropyWithLogitsOp(PureAtenOp):
    """PyTorch's operator ``aten::binary_cross_entropy_with_logits``."""

    name = "aten.binary_cross_entropy_with_logits"
    SCHEMA: ClassVar[str] = (
        "binary_cross_entropy_with_logits(Tensor self, Tensor target, Tensor? weight=None, Tensor? pos_weight=None, int reduction=1) -> Tensor"
    )


@aten_operator
class BincountOp(PureAtenOp):
    """PyTorch's operator ``aten::bincount``."""

    name = "aten.bincount"
    SCHEMA: ClassVar[str] = "bincount(Tensor self, Tensor? weights=None, int minlength=0) -> Tensor"


@aten_operator
class BinomialOp(RandomAtenOp):
    """PyTorch's operator ``aten::binomial``."""

    name = "aten.binomial"
    SCHEMA: ClassVar[str] = "binomial(Tensor count, Tensor prob) -> Tensor"


@aten_operator
class BitwiseAndScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::bitwise_and.Scalar``."""

    name = "aten.bitwise_and.Scalar"
    SCHEMA: ClassVar[str] = "bitwise_and.Scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class BitwiseAndScalarTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::bitwise_and.Scalar_Tensor``."""

    name = "aten.bitwise_and.Scalar_Tensor"
    SCHEMA: ClassVar[str] = "bitwise_and.Scalar_Tensor(Scalar self, Tensor other) -> Tensor"


@aten_operator
class BitwiseAndTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::bitwise_and.Tensor``."""

    name = "aten.bitwise_and.Tensor"
    SCHEMA: ClassVar[str] = "bitwise_and.Tensor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class BitwiseLeftShiftScalarTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::bitwise_left_shift.Scalar_Tensor``."""

    name = "aten.bitwise_left_shift.Scalar_Tensor"
    SCHEMA: ClassVar[str] = "bitwise_left_shift.Scalar_Tensor(Scalar self, Tensor other) -> Tensor"


@aten_operator
class BitwiseLeftShiftTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::bitwise_left_shift.Tensor``."""

    name = "aten.bitwise_left_shift.Tensor"
    SCHEMA: ClassVar[str] = "bitwise_left_shift.Tensor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class BitwiseLeftShiftTensorScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::bitwise_left_shift.Tensor_Scalar``."""

    name = "aten.bitwise_left_shift.Tensor_Scalar"
    SCHEMA: ClassVar[str] = "bitwise_left_shift.Tensor_Scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class BitwiseNotOp(PureAtenOp):
    """PyTorch's operator ``aten::bitwise_not``."""

    name = "aten.bitwise_not"
    SCHEMA: ClassVar[str] = "bitwise_not(Tensor self) -> Tensor"


@aten_operator
class BitwiseOrScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::bitwise_or.Scalar``."""

    name = "aten.bitwise_or.Scalar"
    SCHEMA: ClassVar[str] = "bitwise_or.Scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class BitwiseOrScalarTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::bitwise_or.Scalar_Tensor``."""

    name = "aten.bitwise_or.Scalar_Tensor"
    SCHEMA: ClassVar[str] = "bitwise_or.Scalar_Tensor(Scalar self, Tensor other) -> Tensor"


@aten_operator
class BitwiseOrTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::bitwise_or.Tensor``."""

    name = "aten.bitwise_or.Tensor"
    SCHEMA: ClassVar[str] = "bitwise_or.Tensor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class BitwiseRightShiftScalarTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::bitwise_right_shift.Scalar_Tensor``."""

    name = "aten.bitwise_right_shift.Scalar_Tensor"
    SCHEMA: ClassVar[str] = "bitwise_right_shift.Scalar_Tensor(Scalar self, Tensor other) -> Tensor"


@aten_operator
class BitwiseRightShiftTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::bitwise_right_shift.Tensor``."""

    name = "aten.bitwise_right_shift.Tensor"
    SCHEMA: ClassVar[str] = "bitwise_right_shift.Tensor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class BitwiseRightShiftTensorScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::bitwise_right_shift.Tensor_Scalar``."""

    name = "aten.bitwise_right_shift.Tensor_Scalar"
    SCHEMA: ClassVar[str] = "bitwise_right_shift.Tensor_Scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class BitwiseXorScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::bitwise_xor.Scalar``."""

    name = "aten.bitwise_xor.Scalar"
    SCHEMA: ClassVar[str] = "bitwise_xor.Scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class BitwiseXorScalarTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::bitwise_xor.Scalar_Tensor``."""

    name = "aten.bitwise_xor.Scalar_Tensor"
    SCHEMA: ClassVar[str] = "bitwise_xor.Scalar_Tensor(Scalar self, Tensor other) -> Tensor"


@aten_operator
class BitwiseXorTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::bitwise_xor.Tensor``."""

    name = "aten.bitwise_xor.Tensor"
    SCHEMA: ClassVar[str] = "bitwise_xor.Tensor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class BlackmanWindowOp(PureAtenOp):
    """PyTorch's operator ``aten::blackman_window``."""

    name = "aten.blackman_window"
    SCHEMA: ClassVar[str] = (
        "blackman_window(int window_length, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class BlackmanWindowPeriodicOp(PureAtenOp):
    """PyTorch's operator ``aten::blackman_window.periodic``."""

    name = "aten.blackman_window.periodic"
    SCHEMA: ClassVar[str] = (
        "blackman_window.periodic(int window_length, bool periodic, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class BlockDiagOp(PureAtenOp):
    """PyTorch's operator ``aten::block_diag``."""

    name = "aten.block_diag"
    SCHEMA: ClassVar[str] = "block_diag(Tensor[] tensors) -> Tensor"


@aten_operator
class BmmOp(PureAtenOp):
    """PyTorch's operator ``aten::bmm``."""

    name = "aten.bmm"
    SCHEMA: ClassVar[str] = "bmm(Tensor self, Tensor mat2) -> Tensor"


@aten_operator
class BmmDtypeOp(PureAtenOp):
    """PyTorch's operator ``aten::bmm.dtype``."""

    name = "aten.bmm.dtype"
    SCHEMA: ClassVar[str] = "bmm.dtype(Tensor self, Tensor mat2, ScalarType out_dtype) -> Tensor"


@aten_operator
class BroadcastTensorsOp(PureAtenOp):
    """PyTorch's operator ``aten::broadcast_tensors``."""

    name = "aten.broadcast_tensors"
    SCHEMA: ClassVar[str] = "broadcast_tensors(Tensor[] tensors) -> Tensor[]"


@aten_operator
class BroadcastToOp(PureAtenOp):
    """PyTorch's operator ``aten::broadcast_to``."""

    name = "aten.broadcast_to"
    SCHEMA: ClassVar[str] = "broadcast_to(Tensor self, int[] size) -> Tensor"


@aten_operator
class BucketizeScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::bucketize.Scalar``."""

    name = "aten.bucketize.Scalar"
    SCHEMA: ClassVar[str] = (
        "bucketize.Scalar(Scalar self, Tensor boundaries, *, bool out_int32=False, bool right=False) -> Tensor"
    )


@aten_operator
class BucketizeTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::bucketize.Tensor``."""

    name = "aten.bucketize.Tensor"
    SCHEMA: ClassVar[str] = (
        "bucketize.Tensor(Tensor self, Tensor boundaries, *, bool out_int32=False, bool right=False) -> Tensor"
    )


@aten_operator
class CanCastOp(PureAtenOp):
    """PyTorch's operator ``aten::can_cast``."""

    name = "aten.can_cast"
    SCHEMA: ClassVar[str] = "can_cast(ScalarType from_, ScalarType to) -> bool"


@aten_operator
class CartesianProdOp(PureAtenOp):
    """PyTorch's operator ``aten::cartesian_prod``."""

    name = "aten.cartesian_prod"
    SCHEMA: ClassVar[str] = "cartesian_prod(Tensor[] tensors) -> Tensor"


@aten_operator
class CatOp(PureAtenOp):
    """PyTorch's operator ``aten::cat``."""

    name = "aten.cat"
    SCHEMA: ClassVar[str] = "cat(Tensor[] tensors, int dim=0) -> Tensor"


@aten_operator
class CauchyOp(RandomAtenOp):
    """PyTorch's operator ``aten::cauchy``."""

    name = "aten.cauchy"
    SCHEMA: ClassVar[str] = "cauchy(Tensor self, float median=0., float sigma=1.) -> Tensor"


@aten_operator
class CcolIndicesOp(PureAtenOp):
    """PyTorch's operator ``aten::ccol_indices``."""

    name = "aten.ccol_indices"
    SCHEMA: ClassVar[str] = "ccol_indices(Tensor self) -> Tensor"


@aten_operator
class CcolIndicesCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::ccol_indices_copy``."""

    name = "aten.ccol_indices_copy"
    SCHEMA: ClassVar[str] = "ccol_indices_copy(Tensor self) -> Tensor"


@aten_operator
class CdistOp(PureAtenOp):
    """PyTorch's operator ``aten::cdist``."""

    name = "aten.cdist"
    SCHEMA: ClassVar[str] = (
        "cdist(Tensor x1, Tensor x2, float p=2., int? compute_mode=None) -> Tensor"
    )


@aten_operator
class CeilOp(PureAtenOp):
    """PyTorch's operator ``aten::ceil``."""

    name = "aten.ceil"
    SCHEMA: ClassVar[str] = "ceil(Tensor self) -> Tensor"


@aten_operator
class CeluOp(PureAtenOp):
    """PyTorch's operator ``aten::celu``."""

    name = "aten.celu"
    SCHEMA: ClassVar[str] = "celu(Tensor self, Scalar alpha=1.) -> Tensor"


@aten_operator
class ChainMatmulOp(PureAtenOp):
    """PyTorch's operator ``aten::chain_matmul``."""

    name = "aten.chain_matmul"
    SCHEMA: ClassVar[str] = "chain_matmul(Tensor[] matrices) -> Tensor"


@aten_operator
class ChalfOp(PureAtenOp):
    """PyTorch's operator ``aten::chalf``."""

    name = "aten.chalf"
    SCHEMA: ClassVar[str] = "chalf(Tensor self) -> Tensor"


@aten_operator
class ChannelShuffleOp(PureAtenOp):
    """PyTorch's operator ``aten::channel_shuffle``."""

    name = "aten.channel_shuffle"
    SCHEMA: ClassVar[str] = "channel_shuffle(Tensor self, int groups) -> Tensor"


@aten_operator
class CholeskyOp(PureAtenOp):
    """PyTorch's operator ``aten::cholesky``."""

    name = "aten.cholesky"
    SCHEMA: ClassVar[str] = "cholesky(Tensor self, bool upper=False) -> Tensor"


@aten_operator
class CholeskyInverseOp(PureAtenOp):
    """PyTorch's operator ``aten::cholesky_inverse``."""

    name = "aten.cholesky_inverse"
    SCHEMA: ClassVar[str] = "cholesky_inverse(Tensor self, bool upper=False) -> Tensor"


@aten_operator
class CholeskySolveOp(PureAtenOp):
    """PyTorch's operator ``aten::cholesky_solve``."""

    name = "aten.cholesky_solve"
    SCHEMA: ClassVar[str] = "cholesky_solve(Tensor self, Tensor input2, bool upper=False) -> Tensor"


@aten_operator
class ChooseQparamsOptimizedOp(PureAtenOp):
    """PyTorch's operator ``aten::choose_qparams_optimized``."""

    name = "aten.choose_qparams_optimized"
    SCHEMA: ClassVar[str] = (
        "choose_qparams_optimized(Tensor input, int numel, int n_bins, float ratio, int bit_width) -> (Tensor, Tensor)"
    )


@aten_operator
class ChunkOp(PureAtenOp):
    """PyTorch's operator ``aten::chunk``."""

    name = "aten.chunk"
    SCHEMA: ClassVar[str] = "chunk(Tensor self, int chunks, int dim=0) -> Tensor[]"


@aten_operator
class ClampOp(PureAtenOp):
    """PyTorch's operator ``aten::clamp``."""

    name = "aten.clamp"
    SCHEMA: ClassVar[str] = "clamp(Tensor self, Scalar? min=None, Scalar? max=None) -> Tensor"


@aten_operator
class ClampTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::clamp.Tensor``."""

    name = "aten.clamp.Tensor"
    SCHEMA: ClassVar[str] = (
        "clamp.Tensor(Tensor self, Tensor? min=None, Tensor? max=None) -> Tensor"
    )


@aten_operator
class ClampMaxOp(PureAtenOp):
    """PyTorch's operator ``aten::clamp_max``."""

    name = "aten.clamp_max"
    SCHEMA: ClassVar[str] = "clamp_max(Tensor self, Scalar max) -> Tensor"


@aten_operator
class ClampMaxTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::clamp_max.Tensor``."""

    name = "aten.clamp_max.Tensor"
    SCHEMA: ClassVar[str] = "clamp_max.Tensor(Tensor self, Tensor max) -> Tensor"


@aten_operator
class ClampMinOp(PureAtenOp):
    """PyTorch's operator ``aten::clamp_min``."""

    name = "aten.clamp_min"
    SCHEMA: ClassVar[str] = "clamp_min(Tensor self, Scalar min) -> Tensor"


@aten_operator
class ClampMinTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::clamp_min.Tensor``."""

    name = "aten.clamp_min.Tensor"
    SCHEMA: ClassVar[str] = "clamp_min.Tensor(Tensor self, Tensor min) -> Tensor"


@aten_operator
class ClipOp(PureAtenOp):
    """PyTorch's operator ``aten::clip``."""

    name = "aten.clip"
    SCHEMA: ClassVar[str] = "clip(Tensor self, Scalar? min=None, Scalar? max=None) -> Tensor"


@aten_operator
class ClipTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::clip.Tensor``."""

    name = "aten.clip.Tensor"
    SCHEMA: ClassVar[str] = "clip.Tensor(Tensor self, Tensor? min=None, Tensor? max=None) -> Tensor"


@aten_operator
class CloneOp(PureAtenOp):
    """PyTorch's operator ``aten::clone``."""

    name = "aten.clone"
    SCHEMA: ClassVar[str] = "clone(Tensor self) -> Tensor"


@aten_operator
class CoalesceOp(PureAtenOp):
    """PyTorch's operator ``aten::coalesce``."""

    name = "aten.coalesce"
    SCHEMA: ClassVar[str] = "coalesce(Tensor self) -> Tensor"


@aten_operator
class Col2imOp(PureAtenOp):
    """PyTorch's operator ``aten::col2im``."""

    name = "aten.col2im"
    SCHEMA: ClassVar[str] = (
        "col2im(Tensor self, int[2] output_size, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride) -> Tensor"
    )


@aten_operator
class ColIndicesOp(PureAtenOp):
    """PyTorch's operator ``aten::col_indices``."""

    name = "aten.col_indices"
    SCHEMA: ClassVar[str] = "col_indices(Tensor self) -> Tensor"


@aten_operator
class ColIndicesCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::col_indices_copy``."""

    name = "aten.col_indices_copy"
    SCHEMA: ClassVar[str] = "col_indices_copy(Tensor self) -> Tensor"


@aten_operator
class ColumnStackOp(PureAtenOp):
    """PyTorch's operator ``aten::column_stack``."""

    name = "aten.column_stack"
    SCHEMA: ClassVar[str] = "column_stack(Tensor[] tensors) -> Tensor"


@aten_operator
class CombinationsOp(PureAtenOp):
    """PyTorch's operator ``aten::combinations``."""

    name = "aten.combinations"
    SCHEMA: ClassVar[str] = (
        "combinations(Tensor self, int r=2, bool with_replacement=False) -> Tensor"
    )


@aten_operator
class ComplexOp(PureAtenOp):
    """PyTorch's operator ``aten::complex``."""

    name = "aten.complex"
    SCHEMA: ClassVar[str] = "complex(Tensor real, Tensor imag) -> Tensor"


@aten_operator
class ConcatOp(PureAtenOp):
    """PyTorch's operator ``aten::concat``."""

    name = "aten.concat"
    SCHEMA: ClassVar[str] = "concat(Tensor[] tensors, int dim=0) -> Tensor"


@aten_operator
class ConcatenateOp(PureAtenOp):
    """PyTorch's operator ``aten::concatenate``."""

    name = "aten.concatenate"
    SCHEMA: ClassVar[str] = "concatenate(Tensor[] tensors, int dim=0) -> Tensor"


@aten_operator
class ConjOp(PureAtenOp):
    """PyTorch's operator ``aten::conj``."""

    name = "aten.conj"
    SCHEMA: ClassVar[str] = "conj(Tensor self) -> Tensor"


@aten_operator
class ConjPhysicalOp(PureAtenOp):
    """PyTorch's operator ``aten::conj_physical``."""

    name = "aten.conj_physical"
    SCHEMA: ClassVar[str] = "conj_physical(Tensor self) -> Tensor"


@aten_operator
class ConstantPadNdOp(PureAtenOp):
    """PyTorch's operator ``aten::constant_pad_nd``."""

    name = "aten.constant_pad_nd"
    SCHEMA: ClassVar[str] = "constant_pad_nd(Tensor self, int[] pad, Scalar value=0) -> Tensor"


@aten_operator
class ContiguousOp(PureAtenOp):
    """PyTorch's operator ``aten::contiguous``."""

    name = "aten.contiguous"
    SCHEMA: ClassVar[str] = "contiguous(Tensor self) -> Tensor"


@aten_operator
class Conv1dOp(PureAtenOp):
    """PyTorch's operator ``aten::conv1d``."""

    name = "aten.conv1d"
    SCHEMA: ClassVar[str] = (
        "conv1d(Tensor input, Tensor weight, Tensor? bias=None, int[1] stride=[1], int[1] padding=[0], int[1] dilation=[1], int groups=1) -> Tensor"
    )


@aten_operator
class Conv1dPaddingOp(PureAtenOp):
    """PyTorch's operator ``aten::conv1d.padding``."""

    name = "aten.conv1d.padding"
    SCHEMA: ClassVar[str] = (
        'conv1d.padding(Tensor input, Tensor weight, Tensor? bias=None, int[1] stride=[1], str padding="valid", int[1] dilation=[1], int groups=1) -> Tensor'
    )


@aten_operator
class Conv2dOp(PureAtenOp):
    """PyTorch's operator ``aten::conv2d``."""

    name = "aten.conv2d"
    SCHEMA: ClassVar[str] = (
        "conv2d(Tensor input, Tensor weight, Tensor? bias=None, int[2] stride=[1, 1], int[2] padding=[0, 0], int[2] dilation=[1, 1], int groups=1) -> Tensor"
    )


@aten_operator
class Conv2dPaddingOp(PureAtenOp):
    """PyTorch's operator ``aten::conv2d.padding``."""

    name = "aten.conv2d.padding"
    SCHEMA: ClassVar[str] = (
        'conv2d.padding(Tensor input, Tensor weight, Tensor? bias=None, int[2] stride=[1, 1], str padding="valid", int[2] dilation=[1, 1], int groups=1) -> Tensor'
    )


@aten_operator
class Conv3dOp(PureAtenOp):
    """PyTorch's operator ``aten::conv3d``."""

    name = "aten.conv3d"
    SCHEMA: ClassVar[str] = (
        "conv3d(Tensor input, Tensor weight, Tensor? bias=None, int[3] stride=[1, 1, 1], int[3] padding=[0, 0, 0], int[3] dilation=[1, 1, 1], int groups=1) -> Tensor"
    )


@aten_operator
class Conv3dPaddingOp(PureAtenOp):
    """PyTorch's operator ``aten::conv3d.padding``."""

    name = "aten.conv3d.padding"
    SCHEMA: ClassVar[str] = (
        'conv3d.padding(Tensor input, Tensor weight, Tensor? bias=None, int[3] stride=[1, 1, 1], str padding="valid", int[3] dilation=[1, 1, 1], int groups=1) -> Tensor'
    )


@aten_operator
class ConvDepthwise3dOp(PureAtenOp):
    """PyTorch's operator ``aten::conv_depthwise3d``."""

    name = "aten.conv_depthwise3d"
    SCHEMA: ClassVar[str] = (
        "conv_depthwise3d(Tensor self, Tensor weight, int[3] kernel_size, Tensor? bias, int[3] stride, int[3] padding, int[3] dilation) -> Tensor"
    )


@aten_operator
class ConvTbcOp(PureAtenOp):
    """PyTorch's operator ``aten::conv_tbc``."""

    name = "aten.conv_tbc"
    SCHEMA: ClassVar[str] = "conv_tbc(Tensor self, Tensor weight, Tensor bias, int pad=0) -> Tensor"


@aten_operator
class ConvTranspose1dOp(PureAtenOp):
    """PyTorch's operator ``aten::conv_transpose1d``."""

    name = "aten.conv_transpose1d"
    SCHEMA: ClassVar[str] = (
        "conv_transpose1d(Tensor input, Tensor weight, Tensor? bias=None, int[1] stride=[1], int[1] padding=[0], int[1] output_padding=[0], int groups=1, int[1] dilation=[1]) -> Tensor"
    )


@aten_operator
class ConvTranspose2dInputOp(PureAtenOp):
    """PyTorch's operator ``aten::conv_transpose2d.input``."""

    name = "aten.conv_transpose2d.input"
    SCHEMA: ClassVar[str] = (
        "conv_transpose2d.input(Tensor input, Tensor weight, Tensor? bias=None, int[2] stride=[1, 1], int[2] padding=[0, 0], int[2] output_padding=[0, 0], int groups=1, int[2] dilation=[1, 1]) -> Tensor"
    )


@aten_operator
class ConvTranspose3dInputOp(PureAtenOp):
    """PyTorch's operator ``aten::conv_transpose3d.input``."""

    name = "aten.conv_transpose3d.input"
    SCHEMA: ClassVar[str] = (
        "conv_transpose3d.input(Tensor input, Tensor weight, Tensor? bias=None, int[3] stride=[1, 1, 1], int[3] padding=[0, 0, 0], int[3] output_padding=[0, 0, 0], int groups=1, int[3] dilation=[1, 1, 1]) -> Tensor"
    )


@aten_operator
class ConvolutionOp(PureAtenOp):
    """PyTorch's operator ``aten::convolution``."""

    name = "aten.convolution"
    SCHEMA: ClassVar[str] = (
        "convolution(Tensor input, Tensor weight, Tensor? bias, int[] stride, int[] padding, int[] dilation, bool transposed, int[] output_padding, int groups) -> Tensor"
    )


@aten_operator
class ConvolutionOverrideableOp(PureAtenOp):
    """PyTorch's operator ``aten::convolution_overrideable``."""

    name = "aten.convolution_overrideable"
    SCHEMA: ClassVar[str] = (
        "convolution_overrideable(Tensor input, Tensor weight, Tensor? bias, int[] stride, int[] padding, int[] dilation, bool transposed, int[] output_padding, int groups) -> Tensor"
    )


@aten_operator
class CopyOp(PureAtenOp):
    """PyTorch's operator ``aten::copy``."""

    name = "aten.copy"
    SCHEMA: ClassVar[str] = "copy(Tensor self, Tensor src) -> Tensor"


@aten_operator
class CopysignScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::copysign.Scalar``."""

    name = "aten.copysign.Scalar"
    SCHEMA: ClassVar[str] = "copysign.Scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class CopysignTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::copysign.Tensor``."""

    name = "aten.copysign.Tensor"
    SCHEMA: ClassVar[str] = "copysign.Tensor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class CorrcoefOp(PureAtenOp):
    """PyTorch's operator ``aten::corrcoef``."""

    name = "aten.corrcoef"
    SCHEMA: ClassVar[str] = "corrcoef(Tensor self) -> Tensor"


@aten_operator
class CosOp(PureAtenOp):
    """PyTorch's operator ``aten::cos``."""

    name = "aten.cos"
    SCHEMA: ClassVar[str] = "cos(Tensor self) -> Tensor"


@aten_operator
class CoshOp(PureAtenOp):
    """PyTorch's operator ``aten::cosh``."""

    name = "aten.cosh"
    SCHEMA: ClassVar[str] = "cosh(Tensor self) -> Tensor"


@aten_operator
class CosineEmbeddingLossOp(PureAtenOp):
    """PyTorch's operator ``aten::cosine_embedding_loss``."""

    name = "aten.cosine_embedding_loss"
    SCHEMA: ClassVar[str] = (
        "cosine_embedding_loss(Tensor input1, Tensor input2, Tensor target, float margin=0., int reduction=1) -> Tensor"
    )


@aten_operator
class CosineSimilarityOp(PureAtenOp):
    """PyTorch's operator ``aten::cosine_similarity``."""

    name = "aten.cosine_similarity"
    SCHEMA: ClassVar[str] = (
        "cosine_similarity(Tensor x1, Tensor x2, int dim=1, float eps=1e-08) -> Tensor"
    )


@aten_operator
class CountNonzeroOp(PureAtenOp):
    """PyTorch's operator ``aten::count_nonzero``."""

    name = "aten.count_nonzero"
    SCHEMA: ClassVar[str] = "count_nonzero(Tensor self, int? dim=None) -> Tensor"


@aten_operator
class CountNonzeroDimIntListOp(PureAtenOp):
    """PyTorch's operator ``aten::count_nonzero.dim_IntList``."""

    name = "aten.count_nonzero.dim_IntList"
    SCHEMA: ClassVar[str] = "count_nonzero.dim_IntList(Tensor self, int[] dim) -> Tensor"


@aten_operator
class CovOp(PureAtenOp):
    """PyTorch's operator ``aten::cov``."""

    name = "aten.cov"
    SCHEMA: ClassVar[str] = (
        "cov(Tensor self, *, int correction=1, Tensor? fweights=None, Tensor? aweights=None) -> Tensor"
    )


@aten_operator
class CrossOp(PureAtenOp):
    """PyTorch's operator ``aten::cross``."""

    name = "aten.cross"
    SCHEMA: ClassVar[str] = "cross(Tensor self, Tensor other, int? dim=None) -> Tensor"


@aten_operator
class CrossEntropyLossOp(PureAtenOp):
    """PyTorch's operator ``aten::cross_entropy_loss``."""

    name = "aten.cross_entropy_loss"
    SCHEMA: ClassVar[str] = (
        "cross_entropy_loss(Tensor self, Tensor target, Tensor? weight=None, int reduction=1, int ignore_index=-100, float label_smoothing=0.) -> Tensor"
    )


@aten_operator
class CrowIndicesOp(PureAtenOp):
    """PyTorch's operator ``aten::crow_indices``."""

    name = "aten.crow_indices"
    SCHEMA: ClassVar[str] = "crow_indices(Tensor self) -> Tensor"


@aten_operator
class CrowIndicesCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::crow_indices_copy``."""

    name = "aten.crow_indices_copy"
    SCHEMA: ClassVar[str] = "crow_indices_copy(Tensor self) -> Tensor"


@aten_operator
class CtcLossIntListOp(PureAtenOp):
    """PyTorch's operator ``aten::ctc_loss.IntList``."""

    name = "aten.ctc_loss.IntList"
    SCHEMA: ClassVar[str] = (
        "ctc_loss.IntList(Tensor log_probs, Tensor targets, int[] input_lengths, int[] target_lengths, int blank=0, int reduction=1, bool zero_infinity=False) -> Tensor"
    )


@aten_operator
class CtcLossTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::ctc_loss.Tensor``."""

    name = "aten.ctc_loss.Tensor"
    SCHEMA: ClassVar[str] = (
        "ctc_loss.Tensor(Tensor log_probs, Tensor targets, Tensor input_lengths, Tensor target_lengths, int blank=0, int reduction=1, bool zero_infinity=False) -> Tensor"
    )


@aten_operator
class CummaxOp(PureAtenOp):
    """PyTorch's operator ``aten::cummax``."""

    name = "aten.cummax"
    SCHEMA: ClassVar[str] = "cummax(Tensor self, int dim) -> (Tensor values, Tensor indices)"


@aten_operator
class CumminOp(PureAtenOp):
    """PyTorch's operator ``aten::cummin``."""

    name = "aten.cummin"
    SCHEMA: ClassVar[str] = "cummin(Tensor self, int dim) -> (Tensor values, Tensor indices)"


@aten_operator
class CumprodOp(PureAtenOp):
    """PyTorch's operator ``aten::cumprod``."""

    name = "aten.cumprod"
    SCHEMA: ClassVar[str] = "cumprod(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class CumsumOp(PureAtenOp):
    """PyTorch's operator ``aten::cumsum``."""

    name = "aten.cumsum"
    SCHEMA: ClassVar[str] = "cumsum(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class CumulativeTrapezoidDxOp(PureAtenOp):
    """PyTorch's operator ``aten::cumulative_trapezoid.dx``."""

    name = "aten.cumulative_trapezoid.dx"
    SCHEMA: ClassVar[str] = (
        "cumulative_trapezoid.dx(Tensor y, *, Scalar dx=1, int dim=-1) -> Tensor"
    )


@aten_operator
class CumulativeTrapezoidXOp(PureAtenOp):
    """PyTorch's operator ``aten::cumulative_trapezoid.x``."""

    name = "aten.cumulative_trapezoid.x"
    SCHEMA: ClassVar[str] = "cumulative_trapezoid.x(Tensor y, Tensor x, *, int dim=-1) -> Tensor"


@aten_operator
class DataOp(PureAtenOp):
    """PyTorch's operator ``aten::data``."""

    name = "aten.data"
    SCHEMA: ClassVar[str] = "data(Tensor self) -> Tensor"


@aten_operator
class Deg2radOp(PureAtenOp):
    """PyTorch's operator ``aten::deg2rad``."""

    name = "aten.deg2rad"
    SCHEMA: ClassVar[str] = "deg2rad(Tensor self) -> Tensor"


@aten_operator
class DenseDimOp(PureAtenOp):
    """PyTorch's operator ``aten::dense_dim``."""

    name = "aten.dense_dim"
    SCHEMA: ClassVar[str] = "dense_dim(Tensor self) -> int"


@aten_operator
class DetOp(PureAtenOp):
    """PyTorch's operator ``aten::det``."""

    name = "aten.det"
    SCHEMA: ClassVar[str] = "det(Tensor self) -> Tensor"


@aten_operator
class DetachOp(PureAtenOp):
    """PyTorch's operator ``aten::detach``."""

    name = "aten.detach"
    SCHEMA: ClassVar[str] = "detach(Tensor self) -> Tensor"


@aten_operator
class DetachCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::detach_copy``."""

    name = "aten.detach_copy"
    SCHEMA: ClassVar[str] = "detach_copy(Tensor self) -> Tensor"


@aten_operator
class DiagOp(PureAtenOp):
    """PyTorch's operator ``aten::diag``."""

    name = "aten.diag"
    SCHEMA: ClassVar[str] = "diag(Tensor self, int diagonal=0) -> Tensor"


@aten_operator
class DiagEmbedOp(PureAtenOp):
    """PyTorch's operator ``aten::diag_embed``."""

    name = "aten.diag_embed"
    SCHEMA: ClassVar[str] = (
        "diag_embed(Tensor self, int offset=0, int dim1=-2, int dim2=-1) -> Tensor"
    )


@aten_operator
class DiagflatOp(PureAtenOp):
    """PyTorch's operator ``aten::diagflat``."""

    name = "aten.diagflat"
    SCHEMA: ClassVar[str] = "diagflat(Tensor self, int offset=0) -> Tensor"


@aten_operator
class DiagonalOp(PureAtenOp):
    """PyTorch's operator ``aten::diagonal``."""

    name = "aten.diagonal"
    SCHEMA: ClassVar[str] = "diagonal(Tensor self, int offset=0, int dim1=0, int dim2=1) -> Tensor"


@aten_operator
class DiagonalCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::diagonal_copy``."""

    name = "aten.diagonal_copy"
    SCHEMA: ClassVar[str] = (
        "diagonal_copy(Tensor self, int offset=0, int dim1=0, int dim2=1) -> Tensor"
    )


@aten_operator
class DiagonalScatterOp(PureAtenOp):
    """PyTorch's operator ``aten::diagonal_scatter``."""

    name = "aten.diagonal_scatter"
    SCHEMA: ClassVar[str] = (
        "diagonal_scatter(Tensor self, Tensor src, int offset=0, int dim1=0, int dim2=1) -> Tensor"
    )


@aten_operator
class DiffOp(PureAtenOp):
    """PyTorch's operator ``aten::diff``."""

    name = "aten.diff"
    SCHEMA: ClassVar[str] = (
        "diff(Tensor self, int n=1, int dim=-1, Tensor? prepend=None, Tensor? append=None) -> Tensor"
    )


@aten_operator
class DigammaOp(PureAtenOp):
    """PyTorch's operator ``aten::digamma``."""

    name = "aten.digamma"
    SCHEMA: ClassVar[str] = "digamma(Tensor self) -> Tensor"


@aten_operator
class DimOp(PureAtenOp):
    """PyTorch's operator ``aten::dim``."""

    name = "aten.dim"
    SCHEMA: ClassVar[str] = "dim(Tensor self) -> int"


@aten_operator
class DistOp(PureAtenOp):
    """PyTorch's operator ``aten::dist``."""

    name = "aten.dist"
    SCHEMA: ClassVar[str] = "dist(Tensor self, Tensor other, Scalar p=2) -> Tensor"


@aten_operator
class DivScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::div.Scalar``."""

    name = "aten.div.Scalar"
    SCHEMA: ClassVar[str] = "div.Scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class DivScalarModeOp(PureAtenOp):
    """PyTorch's operator ``aten::div.Scalar_mode``."""

    name = "aten.div.Scalar_mode"
    SCHEMA: ClassVar[str] = (
        "div.Scalar_mode(Tensor self, Scalar other, *, str? rounding_mode) -> Tensor"
    )


@aten_operator
class DivTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::div.Tensor``."""

    name = "aten.div.Tensor"
    SCHEMA: ClassVar[str] = "div.Tensor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class DivTensorModeOp(PureAtenOp):
    """PyTorch's operator ``aten::div.Tensor_mode``."""

    name = "aten.div.Tensor_mode"
    SCHEMA: ClassVar[str] = (
        "div.Tensor_mode(Tensor self, Tensor other, *, str? rounding_mode) -> Tensor"
    )


@aten_operator
class DivideScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::divide.Scalar``."""

    name = "aten.divide.Scalar"
    SCHEMA: ClassVar[str] = "divide.Scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class DivideScalarModeOp(PureAtenOp):
    """PyTorch's operator ``aten::divide.Scalar_mode``."""

    name = "aten.divide.Scalar_mode"
    SCHEMA: ClassVar[str] = (
        "divide.Scalar_mode(Tensor self, Scalar other, *, str? rounding_mode) -> Tensor"
    )


@aten_operator
class DivideTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::divide.Tensor``."""

    name = "aten.divide.Tensor"
    SCHEMA: ClassVar[str] = "divide.Tensor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class DivideTensorModeOp(PureAtenOp):
    """PyTorch's operator ``aten::divide.Tensor_mode``."""

    name = "aten.divide.Tensor_mode"
    SCHEMA: ClassVar[str] = (
        "divide.Tensor_mode(Tensor self, Tensor other, *, str? rounding_mode) -> Tensor"
    )


@aten_operator
class DotOp(PureAtenOp):
    """PyTorch's operator ``aten::dot``."""

    name = "aten.dot"
    SCHEMA: ClassVar[str] = "dot(Tensor self, Tensor tensor) -> Tensor"


@aten_operator
class DropoutOp(RandomAtenOp):
    """PyTorch's operator ``aten::dropout``."""

    name = "aten.dropout"
    SCHEMA: ClassVar[str] = "dropout(Tensor input, float p, bool train) -> Tensor"


@aten_operator
class DsplitArrayOp(PureAtenOp):
    """PyTorch's operator ``aten::dsplit.array``."""

    name = "aten.dsplit.array"
    SCHEMA: ClassVar[str] = "dsplit.array(Tensor self, int[] indices) -> Tensor[]"


@aten_operator
class DsplitIntOp(PureAtenOp):
    """PyTorch's operator ``aten::dsplit.int``."""

    name = "aten.dsplit.int"
    SCHEMA: ClassVar[str] = "dsplit.int(Tensor self, int sections) -> Tensor[]"


@aten_operator
class DstackOp(PureAtenOp):
    """PyTorch's operator ``aten::dstack``."""

    name = "aten.dstack"
    SCHEMA: ClassVar[str] = "dstack(Tensor[] tensors) -> Tensor"


@aten_operator
class EinsumOp(PureAtenOp):
    """PyTorch's operator ``aten::einsum``."""

    name = "aten.einsum"
    SCHEMA: ClassVar[str] = "einsum(str equation, Tensor[] tensors, *, int[]? path=None) -> Tensor"


@aten_operator
class EluOp(PureAtenOp):
    """PyTorch's operator ``aten::elu``."""

    name = "aten.elu"
    SCHEMA: ClassVar[str] = (
        "elu(Tensor self, Scalar alpha=1, Scalar scale=1, Scalar input_scale=1) -> Tensor"
    )


@aten_operator
class EmbeddingOp(PureAtenOp):
    """PyTorch's operator ``aten::embedding``."""

    name = "aten.embedding"
    SCHEMA: ClassVar[str] = (
        "embedding(Tensor weight, Tensor indices, int padding_idx=-1, bool scale_grad_by_freq=False, bool sparse=False) -> Tensor"
    )


@aten_operator
class EmbeddingBagOp(PureAtenOp):
    """PyTorch's operator ``aten::embedding_bag``."""

    name = "aten.embedding_bag"
    SCHEMA: ClassVar[str] = (
        "embedding_bag(Tensor weight, Tensor indices, Tensor offsets, bool scale_grad_by_freq=False, int mode=0, bool sparse=False, Tensor? per_sample_weights=None, bool include_last_offset=False) -> (Tensor, Tensor, Tensor, Tensor)"
    )


@aten_operator
class EmbeddingBagPaddingIdxOp(PureAtenOp):
    """PyTorch's operator ``aten::embedding_bag.padding_idx``."""

    name = "aten.embedding_bag.padding_idx"
    SCHEMA: ClassVar[str] = (
        "embedding_bag.padding_idx(Tensor weight, Tensor indices, Tensor offsets, bool scale_grad_by_freq, int mode, bool sparse, Tensor? per_sample_weights, bool include_last_offset, int? padding_idx) -> (Tensor, Tensor, Tensor, Tensor)"
    )


@aten_operator
class EmbeddingRenormOp(PureAtenOp):
    """PyTorch's operator ``aten::embedding_renorm``."""

    name = "aten.embedding_renorm"
    SCHEMA: ClassVar[str] = (
        "embedding_renorm(Tensor self, Tensor indices, float max_norm, float norm_type) -> Tensor"
    )


@aten_operator
class EmptyMemoryFormatOp(PureAtenOp):
    """PyTorch's operator ``aten::empty.memory_format``."""

    name = "aten.empty.memory_format"
    SCHEMA: ClassVar[str] = "empty.memory_format(int[] size, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class EmptyLikeOp(PureAtenOp):
    """PyTorch's operator ``aten::empty_like``."""

    name = "aten.empty_like"
    SCHEMA: ClassVar[str] = "empty_like(Tensor self, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class EmptyPermutedOp(PureAtenOp):
    """PyTorch's operator ``aten::empty_permuted``."""

    name = "aten.empty_permuted"
    SCHEMA: ClassVar[str] = (
        "empty_permuted(int[] size, int[] physical_layout, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class EmptyStridedOp(PureAtenOp):
    """PyTorch's operator ``aten::empty_strided``."""

    name = "aten.empty_strided"
    SCHEMA: ClassVar[str] = (
        "empty_strided(int[] size, int[] stride, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class EqScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::eq.Scalar``."""

    name = "aten.eq.Scalar"
    SCHEMA: ClassVar[str] = "eq.Scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class EqTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::eq.Tensor``."""

    name = "aten.eq.Tensor"
    SCHEMA: ClassVar[str] = "eq.Tensor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class EqualOp(PureAtenOp):
    """PyTorch's operator ``aten::equal``."""

    name = "aten.equal"
    SCHEMA: ClassVar[str] = "equal(Tensor self, Tensor other) -> bool"


@aten_operator
class ErfOp(PureAtenOp):
    """PyTorch's operator ``aten::erf``."""

    name = "aten.erf"
    SCHEMA: ClassVar[str] = "erf(Tensor self) -> Tensor"


@aten_operator
class ErfcOp(PureAtenOp):
    """PyTorch's operator ``aten::erfc``."""

    name = "aten.erfc"
    SCHEMA: ClassVar[str] = "erfc(Tensor self) -> Tensor"


@aten_operator
class ErfinvOp(PureAtenOp):
    """PyTorch's operator ``aten::erfinv``."""

    name = "aten.erfinv"
    SCHEMA: ClassVar[str] = "erfinv(Tensor self) -> Tensor"


@aten_operator
class ExpOp(PureAtenOp):
    """PyTorch's operator ``aten::exp``."""

    name = "aten.exp"
    SCHEMA: ClassVar[str] = "exp(Tensor self) -> Tensor"


@aten_operator
class Exp2Op(PureAtenOp):
    """PyTorch's operator ``aten::exp2``."""

    name = "aten.exp2"
    SCHEMA: ClassVar[str] = "exp2(Tensor self) -> Tensor"


@aten_operator
class ExpandOp(PureAtenOp):
    """PyTorch's operator ``aten::expand``."""

    name = "aten.expand"
    SCHEMA: ClassVar[str] = "expand(Tensor self, int[] size, *, bool implicit=False) -> Tensor"


@aten_operator
class ExpandAsOp(PureAtenOp):
    """PyTorch's operator ``aten::expand_as``."""

    name = "aten.expand_as"
    SCHEMA: ClassVar[str] = "expand_as(Tensor self, Tensor other) -> Tensor"


@aten_operator
class ExpandCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::expand_copy``."""

    name = "aten.expand_copy"
    SCHEMA: ClassVar[str] = "expand_copy(Tensor self, int[] size, *, bool implicit=False) -> Tensor"


@aten_operator
class Expm1Op(PureAtenOp):
    """PyTorch's operator ``aten::expm1``."""

    name = "aten.expm1"
    SCHEMA: ClassVar[str] = "expm1(Tensor self) -> Tensor"


@aten_operator
class ExponentialOp(RandomAtenOp):
    """PyTorch's operator ``aten::exponential``."""

    name = "aten.exponential"
    SCHEMA: ClassVar[str] = "exponential(Tensor self, float lambd=1.) -> Tensor"


@aten_operator
class EyeOp(PureAtenOp):
    """PyTorch's operator ``aten::eye``."""

    name = "aten.eye"
    SCHEMA: ClassVar[str] = "eye(int n, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class EyeMOp(PureAtenOp):
    """PyTorch's operator ``aten::eye.m``."""

    name = "aten.eye.m"
    SCHEMA: ClassVar[str] = "eye.m(int n, int m, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class FeatureAlphaDropoutOp(RandomAtenOp):
    """PyTorch's operator ``aten::feature_alpha_dropout``."""

    name = "aten.feature_alpha_dropout"
    SCHEMA: ClassVar[str] = "feature_alpha_dropout(Tensor input, float p, bool train) -> Tensor"


@aten_operator
class FeatureDropoutOp(RandomAtenOp):
    """PyTorch's operator ``aten::feature_dropout``."""

    name = "aten.feature_dropout"
    SCHEMA: ClassVar[str] = "feature_dropout(Tensor input, float p, bool train) -> Tensor"


@aten_operator
class FftFftOp(PureAtenOp):
    """PyTorch's operator ``aten::fft_fft``."""

    name = "aten.fft_fft"
    SCHEMA: ClassVar[str] = (
        "fft_fft(Tensor self, int? n=None, int dim=-1, str? norm=None) -> Tensor"
    )


@aten_operator
class FftFft2Op(PureAtenOp):
    """PyTorch's operator ``aten::fft_fft2``."""

    name = "aten.fft_fft2"
    SCHEMA: ClassVar[str] = (
        "fft_fft2(Tensor self, int[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor"
    )


@aten_operator
class FftFftfreqOp(PureAtenOp):
    """PyTorch's operator ``aten::fft_fftfreq``."""

    name = "aten.fft_fftfreq"
    SCHEMA: ClassVar[str] = "fft_fftfreq(int n, float d=1., *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class FftFftnOp(PureAtenOp):
    """PyTorch's operator ``aten::fft_fftn``."""

    name = "aten.fft_fftn"
    SCHEMA: ClassVar[str] = (
        "fft_fftn(Tensor self, int[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor"
    )


@aten_operator
class FftFftshiftOp(PureAtenOp):
    """PyTorch's operator ``aten::fft_fftshift``."""

    name = "aten.fft_fftshift"
    SCHEMA: ClassVar[str] = "fft_fftshift(Tensor self, int[1]? dim=None) -> Tensor"


@aten_operator
class FftHfftOp(PureAtenOp):
    """PyTorch's operator ``aten::fft_hfft``."""

    name = "aten.fft_hfft"
    SCHEMA: ClassVar[str] = (
        "fft_hfft(Tensor self, int? n=None, int dim=-1, str? norm=None) -> Tensor"
    )


@aten_operator
class FftHfft2Op(PureAtenOp):
    """PyTorch's operator ``aten::fft_hfft2``."""

    name = "aten.fft_hfft2"
    SCHEMA: ClassVar[str] = (
        "fft_hfft2(Tensor self, int[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor"
    )


@aten_operator
class FftHfftnOp(PureAtenOp):
    """PyTorch's operator ``aten::fft_hfftn``."""

    name = "aten.fft_hfftn"
    SCHEMA: ClassVar[str] = (
        "fft_hfftn(Tensor self, int[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor"
    )


@aten_operator
class FftIfftOp(PureAtenOp):
    """PyTorch's operator ``aten::fft_ifft``."""

    name = "aten.fft_ifft"
    SCHEMA: ClassVar[str] = (
        "fft_ifft(Tensor self, int? n=None, int dim=-1, str? norm=None) -> Tensor"
    )


@aten_operator
class FftIfft2Op(PureAtenOp):
    """PyTorch's operator ``aten::fft_ifft2``."""

    name = "aten.fft_ifft2"
    SCHEMA: ClassVar[str] = (
        "fft_ifft2(Tensor self, int[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor"
    )


@aten_operator
class FftIfftnOp(PureAtenOp):
    """PyTorch's operator ``aten::fft_ifftn``."""

    name = "aten.fft_ifftn"
    SCHEMA: ClassVar[str] = (
        "fft_ifftn(Tensor self, int[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor"
    )


@aten_operator
class FftIfftshiftOp(PureAtenOp):
    """PyTorch's operator ``aten::fft_ifftshift``."""

    name = "aten.fft_ifftshift"
    SCHEMA: ClassVar[str] = "fft_ifftshift(Tensor self, int[1]? dim=None) -> Tensor"


@aten_operator
class FftIhfftOp(PureAtenOp):
    """PyTorch's operator ``aten::fft_ihfft``."""

    name = "aten.fft_ihfft"
    SCHEMA: ClassVar[str] = (
        "fft_ihfft(Tensor self, int? n=None, int dim=-1, str? norm=None) -> Tensor"
    )


@aten_operator
class FftIhfft2Op(PureAtenOp):
    """PyTorch's operator ``aten::fft_ihfft2``."""

    name = "aten.fft_ihfft2"
    SCHEMA: ClassVar[str] = (
        "fft_ihfft2(Tensor self, int[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor"
    )


@aten_operator
class FftIhfftnOp(PureAtenOp):
    """PyTorch's operator ``aten::fft_ihfftn``."""

    name = "aten.fft_ihfftn"
    SCHEMA: ClassVar[str] = (
        "fft_ihfftn(Tensor self, int[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor"
    )


@aten_operator
class FftIrfftOp(PureAtenOp):
    """PyTorch's operator ``aten::fft_irfft``."""

    name = "aten.fft_irfft"
    SCHEMA: ClassVar[str] = (
        "fft_irfft(Tensor self, int? n=None, int dim=-1, str? norm=None) -> Tensor"
    )


@aten_operator
class FftIrfft2Op(PureAtenOp):
    """PyTorch's operator ``aten::fft_irfft2``."""

    name = "aten.fft_irfft2"
    SCHEMA: ClassVar[str] = (
        "fft_irfft2(Tensor self, int[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor"
    )


@aten_operator
class FftIrfftnOp(PureAtenOp):
    """PyTorch's operator ``aten::fft_irfftn``."""

    name = "aten.fft_irfftn"
    SCHEMA: ClassVar[str] = (
        "fft_irfftn(Tensor self, int[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor"
    )


@aten_operator
class FftRfftOp(PureAtenOp):
    """PyTorch's operator ``aten::fft_rfft``."""

    name = "aten.fft_rfft"
    SCHEMA: ClassVar[str] = (
        "fft_rfft(Tensor self, int? n=None, int dim=-1, str? norm=None) -> Tensor"
    )


@aten_operator
class FftRfft2Op(PureAtenOp):
    """PyTorch's operator ``aten::fft_rfft2``."""

    name = "aten.fft_rfft2"
    SCHEMA: ClassVar[str] = (
        "fft_rfft2(Tensor self, int[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor"
    )


@aten_operator
class FftRfftfreqOp(PureAtenOp):
    """PyTorch's operator ``aten::fft_rfftfreq``."""

    name = "aten.fft_rfftfreq"
    SCHEMA: ClassVar[str] = "fft_rfftfreq(int n, float d=1., *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class FftRfftnOp(PureAtenOp):
    """PyTorch's operator ``aten::fft_rfftn``."""

    name = "aten.fft_rfftn"
    SCHEMA: ClassVar[str] = (
        "fft_rfftn(Tensor self, int[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor"
    )


@aten_operator
class FillScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::fill.Scalar``."""

    name = "aten.fill.Scalar"
    SCHEMA: ClassVar[str] = "fill.Scalar(Tensor self, Scalar value) -> Tensor"


@aten_operator
class FillTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::fill.Tensor``."""

    name = "aten.fill.Tensor"
    SCHEMA: ClassVar[str] = "fill.Tensor(Tensor self, Tensor value) -> Tensor"


@aten_operator
class FixOp(PureAtenOp):
    """PyTorch's operator ``aten::fix``."""

    name = "aten.fix"
    SCHEMA: ClassVar[str] = "fix(Tensor self) -> Tensor"


@aten_operator
class FlattenUsingIntsOp(PureAtenOp):
    """PyTorch's operator ``aten::flatten.using_ints``."""

    name = "aten.flatten.using_ints"
    SCHEMA: ClassVar[str] = (
        "flatten.using_ints(Tensor self, int start_dim=0, int end_dim=-1) -> Tensor"
    )


@aten_operator
class FlattenDenseTensorsOp(PureAtenOp):
    """PyTorch's operator ``aten::flatten_dense_tensors``."""

    name = "aten.flatten_dense_tensors"
    SCHEMA: ClassVar[str] = "flatten_dense_tensors(Tensor[] tensors) -> Tensor"


@aten_operator
class FlipOp(PureAtenOp):
    """PyTorch's operator ``aten::flip``."""

    name = "aten.flip"
    SCHEMA: ClassVar[str] = "flip(Tensor self, int[] dims) -> Tensor"


@aten_operator
class FliplrOp(PureAtenOp):
    """PyTorch's operator ``aten::fliplr``."""

    name = "aten.fliplr"
    SCHEMA: ClassVar[str] = "fliplr(Tensor self) -> Tensor"


@aten_operator
class FlipudOp(PureAtenOp):
    """PyTorch's operator ``aten::flipud``."""

    name = "aten.flipud"
    SCHEMA: ClassVar[str] = "flipud(Tensor self) -> Tensor"


@aten_operator
class FloatPowerScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::float_power.Scalar``."""

    name = "aten.float_power.Scalar"
    SCHEMA: ClassVar[str] = "float_power.Scalar(Scalar self, Tensor exponent) -> Tensor"


@aten_operator
class FloatPowerTensorScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::float_power.Tensor_Scalar``."""

    name = "aten.float_power.Tensor_Scalar"
    SCHEMA: ClassVar[str] = "float_power.Tensor_Scalar(Tensor self, Scalar exponent) -> Tensor"


@aten_operator
class FloatPowerTensorTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::float_power.Tensor_Tensor``."""

    name = "aten.float_power.Tensor_Tensor"
    SCHEMA: ClassVar[str] = "float_power.Tensor_Tensor(Tensor self, Tensor exponent) -> Tensor"


@aten_operator
class FloorOp(PureAtenOp):
    """PyTorch's operator ``aten::floor``."""

    name = "aten.floor"
    SCHEMA: ClassVar[str] = "floor(Tensor self) -> Tensor"


@aten_operator
class FloorDivideOp(PureAtenOp):
    """PyTorch's operator ``aten::floor_divide``."""

    name = "aten.floor_divide"
    SCHEMA: ClassVar[str] = "floor_divide(Tensor self, Tensor other) -> Tensor"


@aten_operator
class FloorDivideScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::floor_divide.Scalar``."""

    name = "aten.floor_divide.Scalar"
    SCHEMA: ClassVar[str] = "floor_divide.Scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class FmaxOp(PureAtenOp):
    """PyTorch's operator ``aten::fmax``."""

    name = "aten.fmax"
    SCHEMA: ClassVar[str] = "fmax(Tensor self, Tensor other) -> Tensor"


@aten_operator
class FminOp(PureAtenOp):
    """PyTorch's operator ``aten::fmin``."""

    name = "aten.fmin"
    SCHEMA: ClassVar[str] = "fmin(Tensor self, Tensor other) -> Tensor"


@aten_operator
class FmodScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::fmod.Scalar``."""

    name = "aten.fmod.Scalar"
    SCHEMA: ClassVar[str] = "fmod.Scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class FmodTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::fmod.Tensor``."""

    name = "aten.fmod.Tensor"
    SCHEMA: ClassVar[str] = "fmod.Tensor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class FracOp(PureAtenOp):
    """PyTorch's operator ``aten::frac``."""

    name = "aten.frac"
    SCHEMA: ClassVar[str] = "frac(Tensor self) -> Tensor"


@aten_operator
class FractionalMaxPool2dOp(PureAtenOp):
    """PyTorch's operator ``aten::fractional_max_pool2d``."""

    name = "aten.fractional_max_pool2d"
    SCHEMA: ClassVar[str] = (
        "fractional_max_pool2d(Tensor self, int[2] kernel_size, int[2] output_size, Tensor random_samples) -> (Tensor, Tensor)"
    )


@aten_operator
class FractionalMaxPool3dOp(PureAtenOp):
    """PyTorch's operator ``aten::fractional_max_pool3d``."""

    name = "aten.fractional_max_pool3d"
    SCHEMA: ClassVar[str] = (
        "fractional_max_pool3d(Tensor self, int[3] kernel_size, int[3] output_size, Tensor random_samples) -> (Tensor, Tensor)"
    )


@aten_operator
class FrexpTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::frexp.Tensor``."""

    name = "aten.frexp.Tensor"
    SCHEMA: ClassVar[str] = "frexp.Tensor(Tensor self) -> (Tensor mantissa, Tensor exponent)"


@aten_operator
class FrobeniusNormDimOp(PureAtenOp):
    """PyTorch's operator ``aten::frobenius_norm.dim``."""

    name = "aten.frobenius_norm.dim"
    SCHEMA: ClassVar[str] = (
        "frobenius_norm.dim(Tensor self, int[1] dim, bool keepdim=False) -> Tensor"
    )


@aten_operator
class FullOp(PureAtenOp):
    """PyTorch's operator ``aten::full``."""

    name = "aten.full"
    SCHEMA: ClassVar[str] = (
        "full(int[] size, Scalar fill_value, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class FullLikeOp(PureAtenOp):
    """PyTorch's operator ``aten::full_like``."""

    name = "aten.full_like"
    SCHEMA: ClassVar[str] = (
        "full_like(Tensor self, Scalar fill_value, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class GatherOp(PureAtenOp):
    """PyTorch's operator ``aten::gather``."""

    name = "aten.gather"
    SCHEMA: ClassVar[str] = (
        "gather(Tensor self, int dim, Tensor index, *, bool sparse_grad=False) -> Tensor"
    )


@aten_operator
class GcdOp(PureAtenOp):
    """PyTorch's operator ``aten::gcd``."""

    name = "aten.gcd"
    SCHEMA: ClassVar[str] = "gcd(Tensor self, Tensor other) -> Tensor"


@aten_operator
class GeScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::ge.Scalar``."""

    name = "aten.ge.Scalar"
    SCHEMA: ClassVar[str] = "ge.Scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class GeTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::ge.Tensor``."""

    name = "aten.ge.Tensor"
    SCHEMA: ClassVar[str] = "ge.Tensor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class GeluOp(PureAtenOp):
    """PyTorch's operator ``aten::gelu``."""

    name = "aten.gelu"
    SCHEMA: ClassVar[str] = 'gelu(Tensor self, *, str approximate="none") -> Tensor'


@aten_operator
class GeometricOp(RandomAtenOp):
    """PyTorch's operator ``aten::geometric``."""

    name = "aten.geometric"
    SCHEMA: ClassVar[str] = "geometric(Tensor self, float p) -> Tensor"


@aten_operator
class GeqrfOp(PureAtenOp):
    """PyTorch's operator ``aten::geqrf``."""

    name = "aten.geqrf"
    SCHEMA: ClassVar[str] = "geqrf(Tensor self) -> (Tensor a, Tensor tau)"


@aten_operator
class GerOp(PureAtenOp):
    """PyTorch's operator ``aten::ger``."""

    name = "aten.ger"
    SCHEMA: ClassVar[str] = "ger(Tensor self, Tensor vec2) -> Tensor"


@aten_operator
class GetDeviceOp(PureAtenOp):
    """PyTorch's operator ``aten::get_device``."""

    name = "aten.get_device"
    SCHEMA: ClassVar[str] = "get_device(Tensor self) -> int"


@aten_operator
class GluOp(PureAtenOp):
    """PyTorch's operator ``aten::glu``."""

    name = "aten.glu"
    SCHEMA: ClassVar[str] = "glu(Tensor self, int dim=-1) -> Tensor"


@aten_operator
class GreaterScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::greater.Scalar``."""

    name = "aten.greater.Scalar"
    SCHEMA: ClassVar[str] = "greater.Scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class GreaterTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::greater.Tensor``."""

    name = "aten.greater.Tensor"
    SCHEMA: ClassVar[str] = "greater.Tensor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class GreaterEqualScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::greater_equal.Scalar``."""

    name = "aten.greater_equal.Scalar"
    SCHEMA: ClassVar[str] = "greater_equal.Scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class GreaterEqualTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::greater_equal.Tensor``."""

    name = "aten.greater_equal.Tensor"
    SCHEMA: ClassVar[str] = "greater_equal.Tensor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class GridSamplerOp(PureAtenOp):
    """PyTorch's operator ``aten::grid_sampler``."""

    name = "aten.grid_sampler"
    SCHEMA: ClassVar[str] = (
        "grid_sampler(Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners) -> Tensor"
    )


@aten_operator
class GridSampler2dOp(PureAtenOp):
    """PyTorch's operator ``aten::grid_sampler_2d``."""

    name = "aten.grid_sampler_2d"
    SCHEMA: ClassVar[str] = (
        "grid_sampler_2d(Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners) -> Tensor"
    )


@aten_operator
class GridSampler3dOp(PureAtenOp):
    """PyTorch's operator ``aten::grid_sampler_3d``."""

    name = "aten.grid_sampler_3d"
    SCHEMA: ClassVar[str] = (
        "grid_sampler_3d(Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners) -> Tensor"
    )


@aten_operator
class GroupNormOp(PureAtenOp):
    """PyTorch's operator ``aten::group_norm``."""

    name = "aten.group_norm"
    SCHEMA: ClassVar[str] = (
        "group_norm(Tensor input, int num_groups, Tensor? weight=None, Tensor? bias=None, float eps=1.0000000000000001e-05, bool cudnn_enabled=True) -> Tensor"
    )


@aten_operator
class GruDataOp(RandomAtenOp):
    """PyTorch's operator ``aten::gru.data``."""

    name = "aten.gru.data"
    SCHEMA: ClassVar[str] = (
        "gru.data(Tensor data, Tensor batch_sizes, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional) -> (Tensor, Tensor)"
    )


@aten_operator
class GruInputOp(RandomAtenOp):
    """PyTorch's operator ``aten::gru.input``."""

    name = "aten.gru.input"
    SCHEMA: ClassVar[str] = (
        "gru.input(Tensor input, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -> (Tensor, Tensor)"
    )


@aten_operator
class GruCellOp(PureAtenOp):
    """PyTorch's operator ``aten::gru_cell``."""

    name = "aten.gru_cell"
    SCHEMA: ClassVar[str] = (
        "gru_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None) -> Tensor"
    )


@aten_operator
class GtScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::gt.Scalar``."""

    name = "aten.gt.Scalar"
    SCHEMA: ClassVar[str] = "gt.Scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class GtTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::gt.Tensor``."""

    name = "aten.gt.Tensor"
    SCHEMA: ClassVar[str] = "gt.Tensor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class HammingWindowOp(PureAtenOp):
    """PyTorch's operator ``aten::hamming_window``."""

    name = "aten.hamming_window"
    SCHEMA: ClassVar[str] = "hamming_window(int window_length, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class HammingWindowPeriodicOp(PureAtenOp):
    """PyTorch's operator ``aten::hamming_window.periodic``."""

    name = "aten.hamming_window.periodic"
    SCHEMA: ClassVar[str] = (
        "hamming_window.periodic(int window_length, bool periodic, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class HammingWindowPeriodicAlphaOp(PureAtenOp):
    """PyTorch's operator ``aten::hamming_window.periodic_alpha``."""

    name = "aten.hamming_window.periodic_alpha"
    SCHEMA: ClassVar[str] = (
        "hamming_window.periodic_alpha(int window_length, bool periodic, float alpha, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class HammingWindowPeriodicAlphaBetaOp(PureAtenOp):
    """PyTorch's operator ``aten::hamming_window.periodic_alpha_beta``."""

    name = "aten.hamming_window.periodic_alpha_beta"
    SCHEMA: ClassVar[str] = (
        "hamming_window.periodic_alpha_beta(int window_length, bool periodic, float alpha, float beta, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class HannWindowOp(PureAtenOp):
    """PyTorch's operator ``aten::hann_window``."""

    name = "aten.hann_window"
    SCHEMA: ClassVar[str] = "hann_window(int window_length, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class HannWindowPeriodicOp(PureAtenOp):
    """PyTorch's operator ``aten::hann_window.periodic``."""

    name = "aten.hann_window.periodic"
    SCHEMA: ClassVar[str] = (
        "hann_window.periodic(int window_length, bool periodic, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class HardshrinkOp(PureAtenOp):
    """PyTorch's operator ``aten::hardshrink``."""

    name = "aten.hardshrink"
    SCHEMA: ClassVar[str] = "hardshrink(Tensor self, Scalar lambd=0.5) -> Tensor"


@aten_operator
class HardsigmoidOp(PureAtenOp):
    """PyTorch's operator ``aten::hardsigmoid``."""

    name = "aten.hardsigmoid"
    SCHEMA: ClassVar[str] = "hardsigmoid(Tensor self) -> Tensor"


@aten_operator
class HardswishOp(PureAtenOp):
    """PyTorch's operator ``aten::hardswish``."""

    name = "aten.hardswish"
    SCHEMA: ClassVar[str] = "hardswish(Tensor self) -> Tensor"


@aten_operator
class HardtanhOp(PureAtenOp):
    """PyTorch's operator ``aten::hardtanh``."""

    name = "aten.hardtanh"
    SCHEMA: ClassVar[str] = "hardtanh(Tensor self, Scalar min_val=-1, Scalar max_val=1) -> Tensor"


@aten_operator
class HashTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::hash_tensor``."""

    name = "aten.hash_tensor"
    SCHEMA: ClassVar[str] = (
        "hash_tensor(Tensor self, int[1] dim=[], *, bool keepdim=False, int mode=0) -> Tensor"
    )


@aten_operator
class HeavisideOp(PureAtenOp):
    """PyTorch's operator ``aten::heaviside``."""

    name = "aten.heaviside"
    SCHEMA: ClassVar[str] = "heaviside(Tensor self, Tensor values) -> Tensor"


@aten_operator
class HingeEmbeddingLossOp(PureAtenOp):
    """PyTorch's operator ``aten::hinge_embedding_loss``."""

    name = "aten.hinge_embedding_loss"
    SCHEMA: ClassVar[str] = (
        "hinge_embedding_loss(Tensor self, Tensor target, float margin=1., int reduction=1) -> Tensor"
    )


@aten_operator
class HistcOp(PureAtenOp):
    """PyTorch's operator ``aten::histc``."""

    name = "aten.histc"
    SCHEMA: ClassVar[str] = "histc(Tensor self, int bins=100, Scalar min=0, Scalar max=0) -> Tensor"


@aten_operator
class HistogramBinCtOp(PureAtenOp):
    """PyTorch's operator ``aten::histogram.bin_ct``."""

    name = "aten.histogram.bin_ct"
    SCHEMA: ClassVar[str] = (
        "histogram.bin_ct(Tensor self, int bins=100, *, float[]? range=None, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor bin_edges)"
    )


@aten_operator
class HistogramBinsTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::histogram.bins_tensor``."""

    name = "aten.histogram.bins_tensor"
    SCHEMA: ClassVar[str] = (
        "histogram.bins_tensor(Tensor self, Tensor bins, *, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor bin_edges)"
    )


@aten_operator
class HistogramddOp(PureAtenOp):
    """PyTorch's operator ``aten::histogramdd``."""

    name = "aten.histogramdd"
    SCHEMA: ClassVar[str] = (
        "histogramdd(Tensor self, int[] bins, float[]? range=None, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor[] bin_edges)"
    )


@aten_operator
class HistogramddTensorListBinsOp(PureAtenOp):
    """PyTorch's operator ``aten::histogramdd.TensorList_bins``."""

    name = "aten.histogramdd.TensorList_bins"
    SCHEMA: ClassVar[str] = (
        "histogramdd.TensorList_bins(Tensor self, Tensor[] bins, float[]? range=None, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor[] bin_edges)"
    )


@aten_operator
class HistogramddIntBinsOp(PureAtenOp):
    """PyTorch's operator ``aten::histogramdd.int_bins``."""

    name = "aten.histogramdd.int_bins"
    SCHEMA: ClassVar[str] = (
        "histogramdd.int_bins(Tensor self, int bins, float[]? range=None, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor[] bin_edges)"
    )


@aten_operator
class HsplitArrayOp(PureAtenOp):
    """PyTorch's operator ``aten::hsplit.array``."""

    name = "aten.hsplit.array"
    SCHEMA: ClassVar[str] = "hsplit.array(Tensor self, int[] indices) -> Tensor[]"


@aten_operator
class HsplitIntOp(PureAtenOp):
    """PyTorch's operator ``aten::hsplit.int``."""

    name = "aten.hsplit.int"
    SCHEMA: ClassVar[str] = "hsplit.int(Tensor self, int sections) -> Tensor[]"


@aten_operator
class HspmmOp(PureAtenOp):
    """PyTorch's operator ``aten::hspmm``."""

    name = "aten.hspmm"
    SCHEMA: ClassVar[str] = "hspmm(Tensor mat1, Tensor mat2) -> Tensor"


@aten_operator
class HstackOp(PureAtenOp):
    """PyTorch's operator ``aten::hstack``."""

    name = "aten.hstack"
    SCHEMA: ClassVar[str] = "hstack(Tensor[] tensors) -> Tensor"


@aten_operator
class HuberLossOp(PureAtenOp):
    """PyTorch's operator ``aten::huber_loss``."""

    name = "aten.huber_loss"
    SCHEMA: ClassVar[str] = (
        "huber_loss(Tensor self, Tensor target, int reduction=1, float delta=1.) -> Tensor"
    )


@aten_operator
class HypotOp(PureAtenOp):
    """PyTorch's operator ``aten::hypot``."""

    name = "aten.hypot"
    SCHEMA: ClassVar[str] = "hypot(Tensor self, Tensor other) -> Tensor"


@aten_operator
class I0Op(PureAtenOp):
    """PyTorch's operator ``aten::i0``."""

    name = "aten.i0"
    SCHEMA: ClassVar[str] = "i0(Tensor self) -> Tensor"


@aten_operator
class IgammaOp(PureAtenOp):
    """PyTorch's operator ``aten::igamma``."""

    name = "aten.igamma"
    SCHEMA: ClassVar[str] = "igamma(Tensor self, Tensor other) -> Tensor"


@aten_operator
class IgammacOp(PureAtenOp):
    """PyTorch's operator ``aten::igammac``."""

    name = "aten.igammac"
    SCHEMA: ClassVar[str] = "igammac(Tensor self, Tensor other) -> Tensor"


@aten_operator
class Im2colOp(PureAtenOp):
    """PyTorch's operator ``aten::im2col``."""

    name = "aten.im2col"
    SCHEMA: ClassVar[str] = (
        "im2col(Tensor self, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride) -> Tensor"
    )


@aten_operator
class ImagOp(PureAtenOp):
    """PyTorch's operator ``aten::imag``."""

    name = "aten.imag"
    SCHEMA: ClassVar[str] = "imag(Tensor self) -> Tensor"


@aten_operator
class IndexTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::index.Tensor``."""

    name = "aten.index.Tensor"
    SCHEMA: ClassVar[str] = "index.Tensor(Tensor self, Tensor?[] indices) -> Tensor"


@aten_operator
class IndexAddOp(PureAtenOp):
    """PyTorch's operator ``aten::index_add``."""

    name = "aten.index_add"
    SCHEMA: ClassVar[str] = (
        "index_add(Tensor self, int dim, Tensor index, Tensor source, *, Scalar alpha=1) -> Tensor"
    )


@aten_operator
class IndexCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::index_copy``."""

    name = "aten.index_copy"
    SCHEMA: ClassVar[str] = (
        "index_copy(Tensor self, int dim, Tensor index, Tensor source) -> Tensor"
    )


@aten_operator
class IndexFillIntScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::index_fill.int_Scalar``."""

    name = "aten.index_fill.int_Scalar"
    SCHEMA: ClassVar[str] = (
        "index_fill.int_Scalar(Tensor self, int dim, Tensor index, Scalar value) -> Tensor"
    )


@aten_operator
class IndexFillIntTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::index_fill.int_Tensor``."""

    name = "aten.index_fill.int_Tensor"
    SCHEMA: ClassVar[str] = (
        "index_fill.int_Tensor(Tensor self, int dim, Tensor index, Tensor value) -> Tensor"
    )


@aten_operator
class IndexPutOp(PureAtenOp):
    """PyTorch's operator ``aten::index_put``."""

    name = "aten.index_put"
    SCHEMA: ClassVar[str] = (
        "index_put(Tensor self, Tensor?[] indices, Tensor values, bool accumulate=False) -> Tensor"
    )


@aten_operator
class IndexReduceOp(PureAtenOp):
    """PyTorch's operator ``aten::index_reduce``."""

    name = "aten.index_reduce"
    SCHEMA: ClassVar[str] = (
        "index_reduce(Tensor self, int dim, Tensor index, Tensor source, str reduce, *, bool include_self=True) -> Tensor"
    )


@aten_operator
class IndexSelectOp(PureAtenOp):
    """PyTorch's operator ``aten::index_select``."""

    name = "aten.index_select"
    SCHEMA: ClassVar[str] = "index_select(Tensor self, int dim, Tensor index) -> Tensor"


@aten_operator
class IndicesOp(PureAtenOp):
    """PyTorch's operator ``aten::indices``."""

    name = "aten.indices"
    SCHEMA: ClassVar[str] = "indices(Tensor self) -> Tensor"


@aten_operator
class IndicesCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::indices_copy``."""

    name = "aten.indices_copy"
    SCHEMA: ClassVar[str] = "indices_copy(Tensor self) -> Tensor"


@aten_operator
class InnerOp(PureAtenOp):
    """PyTorch's operator ``aten::inner``."""

    name = "aten.inner"
    SCHEMA: ClassVar[str] = "inner(Tensor self, Tensor other) -> Tensor"


@aten_operator
class InstanceNormOp(PureAtenOp):
    """PyTorch's operator ``aten::instance_norm``."""

    name = "aten.instance_norm"
    SCHEMA: ClassVar[str] = (
        "instance_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool use_input_stats, float momentum, float eps, bool cudnn_enabled) -> Tensor"
    )


@aten_operator
class IntReprOp(PureAtenOp):
    """PyTorch's operator ``aten::int_repr``."""

    name = "aten.int_repr"
    SCHEMA: ClassVar[str] = "int_repr(Tensor self) -> Tensor"


@aten_operator
class InverseOp(PureAtenOp):
    """PyTorch's operator ``aten::inverse``."""

    name = "aten.inverse"
    SCHEMA: ClassVar[str] = "inverse(Tensor self) -> Tensor"


@aten_operator
class IsComplexOp(PureAtenOp):
    """PyTorch's operator ``aten::is_complex``."""

    name = "aten.is_complex"
    SCHEMA: ClassVar[str] = "is_complex(Tensor self) -> bool"


@aten_operator
class IsConjOp(PureAtenOp):
    """PyTorch's operator ``aten::is_conj``."""

    name = "aten.is_conj"
    SCHEMA: ClassVar[str] = "is_conj(Tensor self) -> bool"


@aten_operator
class IsContiguousOp(PureAtenOp):
    """PyTorch's operator ``aten::is_contiguous``."""

    name = "aten.is_contiguous"
    SCHEMA: ClassVar[str] = "is_contiguous(Tensor self) -> bool"


@aten_operator
class IsContiguousMemoryFormatOp(PureAtenOp):
    """PyTorch's operator ``aten::is_contiguous.memory_format``."""

    name = "aten.is_contiguous.memory_format"
    SCHEMA: ClassVar[str] = "is_contiguous.memory_format(Tensor self) -> bool"


@aten_operator
class IsDistributedOp(PureAtenOp):
    """PyTorch's operator ``aten::is_distributed``."""

    name = "aten.is_distributed"
    SCHEMA: ClassVar[str] = "is_distributed(Tensor self) -> bool"


@aten_operator
class IsFloatingPointOp(PureAtenOp):
    """PyTorch's operator ``aten::is_floating_point``."""

    name = "aten.is_floating_point"
    SCHEMA: ClassVar[str] = "is_floating_point(Tensor self) -> bool"


@aten_operator
class IsInferenceOp(PureAtenOp):
    """PyTorch's operator ``aten::is_inference``."""

    name = "aten.is_inference"
    SCHEMA: ClassVar[str] = "is_inference(Tensor self) -> bool"


@aten_operator
class IsLeafOp(PureAtenOp):
    """PyTorch's operator ``aten::is_leaf``."""

    name = "aten.is_leaf"
    SCHEMA: ClassVar[str] = "is_leaf(Tensor self) -> bool"


@aten_operator
class IsNegOp(PureAtenOp):
    """PyTorch's operator ``aten::is_neg``."""

    name = "aten.is_neg"
    SCHEMA: ClassVar[str] = "is_neg(Tensor self) -> bool"


@aten_operator
class IsPinnedOp(PureAtenOp):
    """PyTorch's operator ``aten::is_pinned``."""

    name = "aten.is_pinned"
    SCHEMA: ClassVar[str] = "is_pinned(Tensor self) -> bool"


@aten_operator
class IsSameSizeOp(PureAtenOp):
    """PyTorch's operator ``aten::is_same_size``."""

    name = "aten.is_same_size"
    SCHEMA: ClassVar[str] = "is_same_size(Tensor self, Tensor other) -> bool"


@aten_operator
class IsSetToOp(PureAtenOp):
    """PyTorch's operator ``aten::is_set_to``."""

    name = "aten.is_set_to"
    SCHEMA: ClassVar[str] = "is_set_to(Tensor self, Tensor tensor) -> bool"


@aten_operator
class IsSignedOp(PureAtenOp):
    """PyTorch's operator ``aten::is_signed``."""

    name = "aten.is_signed"
    SCHEMA: ClassVar[str] = "is_signed(Tensor self) -> bool"


@aten_operator
class IscloseOp(PureAtenOp):
    """PyTorch's operator ``aten::isclose``."""

    name = "aten.isclose"
    SCHEMA: ClassVar[str] = (
        "isclose(Tensor self, Tensor other, float rtol=1.0000000000000001e-05, float atol=1e-08, bool equal_nan=False) -> Tensor"
    )


@aten_operator
class IsfiniteOp(PureAtenOp):
    """PyTorch's operator ``aten::isfinite``."""

    name = "aten.isfinite"
    SCHEMA: ClassVar[str] = "isfinite(Tensor self) -> Tensor"


@aten_operator
class IsinScalarTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::isin.Scalar_Tensor``."""

    name = "aten.isin.Scalar_Tensor"
    SCHEMA: ClassVar[str] = (
        "isin.Scalar_Tensor(Scalar element, Tensor test_elements, *, bool assume_unique=False, bool invert=False) -> Tensor"
    )


@aten_operator
class IsinTensorScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::isin.Tensor_Scalar``."""

    name = "aten.isin.Tensor_Scalar"
    SCHEMA: ClassVar[str] = (
        "isin.Tensor_Scalar(Tensor elements, Scalar test_element, *, bool assume_unique=False, bool invert=False) -> Tensor"
    )


@aten_operator
class IsinTensorTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::isin.Tensor_Tensor``."""

    name = "aten.isin.Tensor_Tensor"
    SCHEMA: ClassVar[str] = (
        "isin.Tensor_Tensor(Tensor elements, Tensor test_elements, *, bool assume_unique=False, bool invert=False) -> Tensor"
    )


@aten_operator
class IsinfOp(PureAtenOp):
    """PyTorch's operator ``aten::isinf``."""

    name = "aten.isinf"
    SCHEMA: ClassVar[str] = "isinf(Tensor self) -> Tensor"


@aten_operator
class IsnanOp(PureAtenOp):
    """PyTorch's operator ``aten::isnan``."""

    name = "aten.isnan"
    SCHEMA: ClassVar[str] = "isnan(Tensor self) -> Tensor"


@aten_operator
class IsneginfOp(PureAtenOp):
    """PyTorch's operator ``aten::isneginf``."""

    name = "aten.isneginf"
    SCHEMA: ClassVar[str] = "isneginf(Tensor self) -> Tensor"


@aten_operator
class IsposinfOp(PureAtenOp):
    """PyTorch's operator ``aten::isposinf``."""

    name = "aten.isposinf"
    SCHEMA: ClassVar[str] = "isposinf(Tensor self) -> Tensor"


@aten_operator
class IsrealOp(PureAtenOp):
    """PyTorch's operator ``aten::isreal``."""

    name = "aten.isreal"
    SCHEMA: ClassVar[str] = "isreal(Tensor self) -> Tensor"


@aten_operator
class IstftOp(PureAtenOp):
    """PyTorch's operator ``aten::istft``."""

    name = "aten.istft"
    SCHEMA: ClassVar[str] = (
        "istft(Tensor self, int n_fft, int? hop_length=None, int? win_length=None, Tensor? window=None, bool center=True, bool normalized=False, bool? onesided=None, int? length=None, bool return_complex=False) -> Tensor"
    )


@aten_operator
class KaiserWindowOp(PureAtenOp):
    """PyTorch's operator ``aten::kaiser_window``."""

    name = "aten.kaiser_window"
    SCHEMA: ClassVar[str] = "kaiser_window(int window_length, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class KaiserWindowBetaOp(PureAtenOp):
    """PyTorch's operator ``aten::kaiser_window.beta``."""

    name = "aten.kaiser_window.beta"
    SCHEMA: ClassVar[str] = (
        "kaiser_window.beta(int window_length, bool periodic, float beta, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class KaiserWindowPeriodicOp(PureAtenOp):
    """PyTorch's operator ``aten::kaiser_window.periodic``."""

    name = "aten.kaiser_window.periodic"
    SCHEMA: ClassVar[str] = (
        "kaiser_window.periodic(int window_length, bool periodic, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class KlDivOp(PureAtenOp):
    """PyTorch's operator ``aten::kl_div``."""

    name = "aten.kl_div"
    SCHEMA: ClassVar[str] = (
        "kl_div(Tensor self, Tensor target, int reduction=1, *, bool log_target=False) -> Tensor"
    )


@aten_operator
class KronOp(PureAtenOp):
    """PyTorch's operator ``aten::kron``."""

    name = "aten.kron"
    SCHEMA: ClassVar[str] = "kron(Tensor self, Tensor other) -> Tensor"


@aten_operator
class KthvalueOp(PureAtenOp):
    """PyTorch's operator ``aten::kthvalue``."""

    name = "aten.kthvalue"
    SCHEMA: ClassVar[str] = (
        "kthvalue(Tensor self, int k, int dim=-1, bool keepdim=False) -> (Tensor values, Tensor indices)"
    )


@aten_operator
class L1LossOp(PureAtenOp):
    """PyTorch's operator ``aten::l1_loss``."""

    name = "aten.l1_loss"
    SCHEMA: ClassVar[str] = "l1_loss(Tensor self, Tensor target, int reduction=1) -> Tensor"


@aten_operator
class LayerNormOp(PureAtenOp):
    """PyTorch's operator ``aten::layer_norm``."""

    name = "aten.layer_norm"
    SCHEMA: ClassVar[str] = (
        "layer_norm(Tensor input, int[] normalized_shape, Tensor? weight=None, Tensor? bias=None, float eps=1.0000000000000001e-05, bool cudnn_enable=True) -> Tensor"
    )


@aten_operator
class LcmOp(PureAtenOp):
    """PyTorch's operator ``aten::lcm``."""

    name = "aten.lcm"
    SCHEMA: ClassVar[str] = "lcm(Tensor self, Tensor other) -> Tensor"


@aten_operator
class LdexpTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::ldexp.Tensor``."""

    name = "aten.ldexp.Tensor"
    SCHEMA: ClassVar[str] = "ldexp.Tensor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class LeScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::le.Scalar``."""

    name = "aten.le.Scalar"
    SCHEMA: ClassVar[str] = "le.Scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class LeTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::le.Tensor``."""

    name = "aten.le.Tensor"
    SCHEMA: ClassVar[str] = "le.Tensor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class LeakyReluOp(PureAtenOp):
    """PyTorch's operator ``aten::leaky_relu``."""

    name = "aten.leaky_relu"
    SCHEMA: ClassVar[str] = "leaky_relu(Tensor self, Scalar negative_slope=0.01) -> Tensor"


@aten_operator
class LerpScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::lerp.Scalar``."""

    name = "aten.lerp.Scalar"
    SCHEMA: ClassVar[str] = "lerp.Scalar(Tensor self, Tensor end, Scalar weight) -> Tensor"


@aten_operator
class LerpTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::lerp.Tensor``."""

    name = "aten.lerp.Tensor"
    SCHEMA: ClassVar[str] = "lerp.Tensor(Tensor self, Tensor end, Tensor weight) -> Tensor"


@aten_operator
class LessScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::less.Scalar``."""

    name = "aten.less.Scalar"
    SCHEMA: ClassVar[str] = "less.Scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class LessTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::less.Tensor``."""

    name = "aten.less.Tensor"
    SCHEMA: ClassVar[str] = "less.Tensor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class LessEqualScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::less_equal.Scalar``."""

    name = "aten.less_equal.Scalar"
    SCHEMA: ClassVar[str] = "less_equal.Scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class LessEqualTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::less_equal.Tensor``."""

    name = "aten.less_equal.Tensor"
    SCHEMA: ClassVar[str] = "less_equal.Tensor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class LgammaOp(PureAtenOp):
    """PyTorch's operator ``aten::lgamma``."""

    name = "aten.lgamma"
    SCHEMA: ClassVar[str] = "lgamma(Tensor self) -> Tensor"


@aten_operator
class LiftOp(PureAtenOp):
    """PyTorch's operator ``aten::lift``."""

    name = "aten.lift"
    SCHEMA: ClassVar[str] = "lift(Tensor self) -> Tensor"


@aten_operator
class LiftFreshOp(PureAtenOp):
    """PyTorch's operator ``aten::lift_fresh``."""

    name = "aten.lift_fresh"
    SCHEMA: ClassVar[str] = "lift_fresh(Tensor self) -> Tensor"


@aten_operator
class LiftFreshCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::lift_fresh_copy``."""

    name = "aten.lift_fresh_copy"
    SCHEMA: ClassVar[str] = "lift_fresh_copy(Tensor self) -> Tensor"


@aten_operator
class LinalgPowsumOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg__powsum``."""

    name = "aten.linalg__powsum"
    SCHEMA: ClassVar[str] = (
        "linalg__powsum(Tensor self, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class LinalgCholeskyOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_cholesky``."""

    name = "aten.linalg_cholesky"
    SCHEMA: ClassVar[str] = "linalg_cholesky(Tensor self, *, bool upper=False) -> Tensor"


@aten_operator
class LinalgCholeskyExOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_cholesky_ex``."""

    name = "aten.linalg_cholesky_ex"
    SCHEMA: ClassVar[str] = (
        "linalg_cholesky_ex(Tensor self, *, bool upper=False, bool check_errors=False) -> (Tensor L, Tensor info)"
    )


@aten_operator
class LinalgCondOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_cond``."""

    name = "aten.linalg_cond"
    SCHEMA: ClassVar[str] = "linalg_cond(Tensor self, Scalar? p=None) -> Tensor"


@aten_operator
class LinalgCondPStrOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_cond.p_str``."""

    name = "aten.linalg_cond.p_str"
    SCHEMA: ClassVar[str] = "linalg_cond.p_str(Tensor self, str p) -> Tensor"


@aten_operator
class LinalgCrossOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_cross``."""

    name = "aten.linalg_cross"
    SCHEMA: ClassVar[str] = "linalg_cross(Tensor self, Tensor other, *, int dim=-1) -> Tensor"


@aten_operator
class LinalgDetOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_det``."""

    name = "aten.linalg_det"
    SCHEMA: ClassVar[str] = "linalg_det(Tensor A) -> Tensor"


@aten_operator
class LinalgDiagonalOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_diagonal``."""

    name = "aten.linalg_diagonal"
    SCHEMA: ClassVar[str] = (
        "linalg_diagonal(Tensor A, *, int offset=0, int dim1=-2, int dim2=-1) -> Tensor"
    )


@aten_operator
class LinalgEigOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_eig``."""

    name = "aten.linalg_eig"
    SCHEMA: ClassVar[str] = "linalg_eig(Tensor self) -> (Tensor eigenvalues, Tensor eigenvectors)"


@aten_operator
class LinalgEighOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_eigh``."""

    name = "aten.linalg_eigh"
    SCHEMA: ClassVar[str] = (
        'linalg_eigh(Tensor self, str UPLO="L") -> (Tensor eigenvalues, Tensor eigenvectors)'
    )


@aten_operator
class LinalgEigvalsOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_eigvals``."""

    name = "aten.linalg_eigvals"
    SCHEMA: ClassVar[str] = "linalg_eigvals(Tensor self) -> Tensor"


@aten_operator
class LinalgEigvalshOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_eigvalsh``."""

    name = "aten.linalg_eigvalsh"
    SCHEMA: ClassVar[str] = 'linalg_eigvalsh(Tensor self, str UPLO="L") -> Tensor'


@aten_operator
class LinalgHouseholderProductOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_householder_product``."""

    name = "aten.linalg_householder_product"
    SCHEMA: ClassVar[str] = "linalg_householder_product(Tensor input, Tensor tau) -> Tensor"


@aten_operator
class LinalgInvOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_inv``."""

    name = "aten.linalg_inv"
    SCHEMA: ClassVar[str] = "linalg_inv(Tensor A) -> Tensor"


@aten_operator
class LinalgInvExOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_inv_ex``."""

    name = "aten.linalg_inv_ex"
    SCHEMA: ClassVar[str] = (
        "linalg_inv_ex(Tensor A, *, bool check_errors=False) -> (Tensor inverse, Tensor info)"
    )


@aten_operator
class LinalgLdlFactorOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_ldl_factor``."""

    name = "aten.linalg_ldl_factor"
    SCHEMA: ClassVar[str] = (
        "linalg_ldl_factor(Tensor self, *, bool hermitian=False) -> (Tensor LD, Tensor pivots)"
    )


@aten_operator
class LinalgLdlFactorExOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_ldl_factor_ex``."""

    name = "aten.linalg_ldl_factor_ex"
    SCHEMA: ClassVar[str] = (
        "linalg_ldl_factor_ex(Tensor self, *, bool hermitian=False, bool check_errors=False) -> (Tensor LD, Tensor pivots, Tensor info)"
    )


@aten_operator
class LinalgLdlSolveOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_ldl_solve``."""

    name = "aten.linalg_ldl_solve"
    SCHEMA: ClassVar[str] = (
        "linalg_ldl_solve(Tensor LD, Tensor pivots, Tensor B, *, bool hermitian=False) -> Tensor"
    )


@aten_operator
class LinalgLstsqOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_lstsq``."""

    name = "aten.linalg_lstsq"
    SCHEMA: ClassVar[str] = (
        "linalg_lstsq(Tensor self, Tensor b, float? rcond=None, *, str? driver=None) -> (Tensor solution, Tensor residuals, Tensor rank, Tensor singular_values)"
    )


@aten_operator
class LinalgLuOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_lu``."""

    name = "aten.linalg_lu"
    SCHEMA: ClassVar[str] = (
        "linalg_lu(Tensor A, *, bool pivot=True) -> (Tensor P, Tensor L, Tensor U)"
    )


@aten_operator
class LinalgLuFactorOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_lu_factor``."""

    name = "aten.linalg_lu_factor"
    SCHEMA: ClassVar[str] = (
        "linalg_lu_factor(Tensor A, *, bool pivot=True) -> (Tensor LU, Tensor pivots)"
    )


@aten_operator
class LinalgLuFactorExOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_lu_factor_ex``."""

    name = "aten.linalg_lu_factor_ex"
    SCHEMA: ClassVar[str] = (
        "linalg_lu_factor_ex(Tensor A, *, bool pivot=True, bool check_errors=False) -> (Tensor LU, Tensor pivots, Tensor info)"
    )


@aten_operator
class LinalgLuSolveOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_lu_solve``."""

    name = "aten.linalg_lu_solve"
    SCHEMA: ClassVar[str] = (
        "linalg_lu_solve(Tensor LU, Tensor pivots, Tensor B, *, bool left=True, bool adjoint=False) -> Tensor"
    )


@aten_operator
class LinalgMatmulOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_matmul``."""

    name = "aten.linalg_matmul"
    SCHEMA: ClassVar[str] = "linalg_matmul(Tensor self, Tensor other) -> Tensor"


@aten_operator
class LinalgMatrixExpOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_matrix_exp``."""

    name = "aten.linalg_matrix_exp"
    SCHEMA: ClassVar[str] = "linalg_matrix_exp(Tensor self) -> Tensor"


@aten_operator
class LinalgMatrixNormOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_matrix_norm``."""

    name = "aten.linalg_matrix_norm"
    SCHEMA: ClassVar[str] = (
        "linalg_matrix_norm(Tensor self, Scalar ord, int[] dim=[-2, -1], bool keepdim=False, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class LinalgMatrixNormStrOrdOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_matrix_norm.str_ord``."""

    name = "aten.linalg_matrix_norm.str_ord"
    SCHEMA: ClassVar[str] = (
        'linalg_matrix_norm.str_ord(Tensor self, str ord="fro", int[] dim=[-2, -1], bool keepdim=False, *, ScalarType? dtype=None) -> Tensor'
    )


@aten_operator
class LinalgMatrixPowerOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_matrix_power``."""

    name = "aten.linalg_matrix_power"
    SCHEMA: ClassVar[str] = "linalg_matrix_power(Tensor self, int n) -> Tensor"


@aten_operator
class LinalgMatrixRankOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_matrix_rank``."""

    name = "aten.linalg_matrix_rank"
    SCHEMA: ClassVar[str] = (
        "linalg_matrix_rank(Tensor self, float tol, bool hermitian=False) -> Tensor"
    )


@aten_operator
class LinalgMatrixRankAtolRtolFloatOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_matrix_rank.atol_rtol_float``."""

    name = "aten.linalg_matrix_rank.atol_rtol_float"
    SCHEMA: ClassVar[str] = (
        "linalg_matrix_rank.atol_rtol_float(Tensor self, *, float? atol=None, float? rtol=None, bool hermitian=False) -> Tensor"
    )


@aten_operator
class LinalgMatrixRankAtolRtolTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_matrix_rank.atol_rtol_tensor``."""

    name = "aten.linalg_matrix_rank.atol_rtol_tensor"
    SCHEMA: ClassVar[str] = (
        "linalg_matrix_rank.atol_rtol_tensor(Tensor input, *, Tensor? atol=None, Tensor? rtol=None, bool hermitian=False) -> Tensor"
    )


@aten_operator
class LinalgMatrixRankTolTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_matrix_rank.tol_tensor``."""

    name = "aten.linalg_matrix_rank.tol_tensor"
    SCHEMA: ClassVar[str] = (
        "linalg_matrix_rank.tol_tensor(Tensor input, Tensor tol, bool hermitian=False) -> Tensor"
    )


@aten_operator
class LinalgMultiDotOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_multi_dot``."""

    name = "aten.linalg_multi_dot"
    SCHEMA: ClassVar[str] = "linalg_multi_dot(Tensor[] tensors) -> Tensor"


@aten_operator
class LinalgNormOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_norm``."""

    name = "aten.linalg_norm"
    SCHEMA: ClassVar[str] = (
        "linalg_norm(Tensor self, Scalar? ord=None, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class LinalgNormOrdStrOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_norm.ord_str``."""

    name = "aten.linalg_norm.ord_str"
    SCHEMA: ClassVar[str] = (
        "linalg_norm.ord_str(Tensor self, str ord, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class LinalgPinvOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_pinv``."""

    name = "aten.linalg_pinv"
    SCHEMA: ClassVar[str] = "linalg_pinv(Tensor self, float rcond, bool hermitian=False) -> Tensor"


@aten_operator
class LinalgPinvAtolRtolFloatOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_pinv.atol_rtol_float``."""

    name = "aten.linalg_pinv.atol_rtol_float"
    SCHEMA: ClassVar[str] = (
        "linalg_pinv.atol_rtol_float(Tensor self, *, float? atol=None, float? rtol=None, bool hermitian=False) -> Tensor"
    )


@aten_operator
class LinalgPinvAtolRtolTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_pinv.atol_rtol_tensor``."""

    name = "aten.linalg_pinv.atol_rtol_tensor"
    SCHEMA: ClassVar[str] = (
        "linalg_pinv.atol_rtol_tensor(Tensor self, *, Tensor? atol=None, Tensor? rtol=None, bool hermitian=False) -> Tensor"
    )


@aten_operator
class LinalgPinvRcondTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_pinv.rcond_tensor``."""

    name = "aten.linalg_pinv.rcond_tensor"
    SCHEMA: ClassVar[str] = (
        "linalg_pinv.rcond_tensor(Tensor self, Tensor rcond, bool hermitian=False) -> Tensor"
    )


@aten_operator
class LinalgQrOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_qr``."""

    name = "aten.linalg_qr"
    SCHEMA: ClassVar[str] = 'linalg_qr(Tensor A, str mode="reduced") -> (Tensor Q, Tensor R)'


@aten_operator
class LinalgSlogdetOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_slogdet``."""

    name = "aten.linalg_slogdet"
    SCHEMA: ClassVar[str] = "linalg_slogdet(Tensor A) -> (Tensor sign, Tensor logabsdet)"


@aten_operator
class LinalgSolveOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_solve``."""

    name = "aten.linalg_solve"
    SCHEMA: ClassVar[str] = "linalg_solve(Tensor A, Tensor B, *, bool left=True) -> Tensor"


@aten_operator
class LinalgSolveExOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_solve_ex``."""

    name = "aten.linalg_solve_ex"
    SCHEMA: ClassVar[str] = (
        "linalg_solve_ex(Tensor A, Tensor B, *, bool left=True, bool check_errors=False) -> (Tensor result, Tensor info)"
    )


@aten_operator
class LinalgSolveTriangularOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_solve_triangular``."""

    name = "aten.linalg_solve_triangular"
    SCHEMA: ClassVar[str] = (
        "linalg_solve_triangular(Tensor self, Tensor B, *, bool upper, bool left=True, bool unitriangular=False) -> Tensor"
    )


@aten_operator
class LinalgSvdOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_svd``."""

    name = "aten.linalg_svd"
    SCHEMA: ClassVar[str] = (
        "linalg_svd(Tensor A, bool full_matrices=True, *, str? driver=None) -> (Tensor U, Tensor S, Tensor Vh)"
    )


@aten_operator
class LinalgSvdvalsOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_svdvals``."""

    name = "aten.linalg_svdvals"
    SCHEMA: ClassVar[str] = "linalg_svdvals(Tensor A, *, str? driver=None) -> Tensor"


@aten_operator
class LinalgTensorinvOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_tensorinv``."""

    name = "aten.linalg_tensorinv"
    SCHEMA: ClassVar[str] = "linalg_tensorinv(Tensor self, int ind=2) -> Tensor"


@aten_operator
class LinalgTensorsolveOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_tensorsolve``."""

    name = "aten.linalg_tensorsolve"
    SCHEMA: ClassVar[str] = (
        "linalg_tensorsolve(Tensor self, Tensor other, int[]? dims=None) -> Tensor"
    )


@aten_operator
class LinalgVanderOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_vander``."""

    name = "aten.linalg_vander"
    SCHEMA: ClassVar[str] = "linalg_vander(Tensor x, *, int? N=None) -> Tensor"


@aten_operator
class LinalgVecdotOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_vecdot``."""

    name = "aten.linalg_vecdot"
    SCHEMA: ClassVar[str] = "linalg_vecdot(Tensor x, Tensor y, *, int dim=-1) -> Tensor"


@aten_operator
class LinalgVectorNormOp(PureAtenOp):
    """PyTorch's operator ``aten::linalg_vector_norm``."""

    name = "aten.linalg_vector_norm"
    SCHEMA: ClassVar[str] = (
        "linalg_vector_norm(Tensor self, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class LinearOp(PureAtenOp):
    """PyTorch's operator ``aten::linear``."""

    name = "aten.linear"
    SCHEMA: ClassVar[str] = "linear(Tensor input, Tensor weight, Tensor? bias=None) -> Tensor"


@aten_operator
class LinspaceOp(PureAtenOp):
    """PyTorch's operator ``aten::linspace``."""

    name = "aten.linspace"
    SCHEMA: ClassVar[str] = (
        "linspace(Scalar start, Scalar end, int steps, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class LinspaceScalarTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::linspace.Scalar_Tensor``."""

    name = "aten.linspace.Scalar_Tensor"
    SCHEMA: ClassVar[str] = (
        "linspace.Scalar_Tensor(Scalar start, Tensor end, int steps, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class LinspaceTensorScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::linspace.Tensor_Scalar``."""

    name = "aten.linspace.Tensor_Scalar"
    SCHEMA: ClassVar[str] = (
        "linspace.Tensor_Scalar(Tensor start, Scalar end, int steps, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class LinspaceTensorTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::linspace.Tensor_Tensor``."""

    name = "aten.linspace.Tensor_Tensor"
    SCHEMA: ClassVar[str] = (
        "linspace.Tensor_Tensor(Tensor start, Tensor end, int steps, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class LogOp(PureAtenOp):
    """PyTorch's operator ``aten::log``."""

    name = "aten.log"
    SCHEMA: ClassVar[str] = "log(Tensor self) -> Tensor"


@aten_operator
class Log10Op(PureAtenOp):
    """PyTorch's operator ``aten::log10``."""

    name = "aten.log10"
    SCHEMA: ClassVar[str] = "log10(Tensor self) -> Tensor"


@aten_operator
class Log1pOp(PureAtenOp):
    """PyTorch's operator ``aten::log1p``."""

    name = "aten.log1p"
    SCHEMA: ClassVar[str] = "log1p(Tensor self) -> Tensor"


@aten_operator
class Log2Op(PureAtenOp):
    """PyTorch's operator ``aten::log2``."""

    name = "aten.log2"
    SCHEMA: ClassVar[str] = "log2(Tensor self) -> Tensor"


@aten_operator
class LogNormalOp(RandomAtenOp):
    """PyTorch's operator ``aten::log_normal``."""

    name = "aten.log_normal"
    SCHEMA: ClassVar[str] = "log_normal(Tensor self, float mean=1., float std=2.) -> Tensor"


@aten_operator
class LogSigmoidOp(PureAtenOp):
    """PyTorch's operator ``aten::log_sigmoid``."""

    name = "aten.log_sigmoid"
    SCHEMA: ClassVar[str] = "log_sigmoid(Tensor self) -> Tensor"


@aten_operator
class LogSigmoidForwardOp(PureAtenOp):
    """PyTorch's operator ``aten::log_sigmoid_forward``."""

    name = "aten.log_sigmoid_forward"
    SCHEMA: ClassVar[str] = "log_sigmoid_forward(Tensor self) -> (Tensor output, Tensor buffer)"


@aten_operator
class LogSoftmaxIntOp(PureAtenOp):
    """PyTorch's operator ``aten::log_softmax.int``."""

    name = "aten.log_softmax.int"
    SCHEMA: ClassVar[str] = (
        "log_softmax.int(Tensor self, int dim, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class LogaddexpOp(PureAtenOp):
    """PyTorch's operator ``aten::logaddexp``."""

    name = "aten.logaddexp"
    SCHEMA: ClassVar[str] = "logaddexp(Tensor self, Tensor other) -> Tensor"


@aten_operator
class Logaddexp2Op(PureAtenOp):
    """PyTorch's operator ``aten::logaddexp2``."""

    name = "aten.logaddexp2"
    SCHEMA: ClassVar[str] = "logaddexp2(Tensor self, Tensor other) -> Tensor"


@aten_operator
class LogcumsumexpOp(PureAtenOp):
    """PyTorch's operator ``aten::logcumsumexp``."""

    name = "aten.logcumsumexp"
    SCHEMA: ClassVar[str] = "logcumsumexp(Tensor self, int dim) -> Tensor"


@aten_operator
class LogdetOp(PureAtenOp):
    """PyTorch's operator ``aten::logdet``."""

    name = "aten.logdet"
    SCHEMA: ClassVar[str] = "logdet(Tensor self) -> Tensor"


@aten_operator
class LogicalAndOp(PureAtenOp):
    """PyTorch's operator ``aten::logical_and``."""

    name = "aten.logical_and"
    SCHEMA: ClassVar[str] = "logical_and(Tensor self, Tensor other) -> Tensor"


@aten_operator
class LogicalNotOp(PureAtenOp):
    """PyTorch's operator ``aten::logical_not``."""

    name = "aten.logical_not"
    SCHEMA: ClassVar[str] = "logical_not(Tensor self) -> Tensor"


@aten_operator
class LogicalOrOp(PureAtenOp):
    """PyTorch's operator ``aten::logical_or``."""

    name = "aten.logical_or"
    SCHEMA: ClassVar[str] = "logical_or(Tensor self, Tensor other) -> Tensor"


@aten_operator
class LogicalXorOp(PureAtenOp):
    """PyTorch's operator ``aten::logical_xor``."""

    name = "aten.logical_xor"
    SCHEMA: ClassVar[str] = "logical_xor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class LogitOp(PureAtenOp):
    """PyTorch's operator ``aten::logit``."""

    name = "aten.logit"
    SCHEMA: ClassVar[str] = "logit(Tensor self, float? eps=None) -> Tensor"


@aten_operator
class LogspaceOp(PureAtenOp):
    """PyTorch's operator ``aten::logspace``."""

    name = "aten.logspace"
    SCHEMA: ClassVar[str] = (
        "logspace(Scalar start, Scalar end, int steps, float base=10., *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class LogspaceScalarTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::logspace.Scalar_Tensor``."""

    name = "aten.logspace.Scalar_Tensor"
    SCHEMA: ClassVar[str] = (
        "logspace.Scalar_Tensor(Scalar start, Tensor end, int steps, float base=10., *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class LogspaceTensorScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::logspace.Tensor_Scalar``."""

    name = "aten.logspace.Tensor_Scalar"
    SCHEMA: ClassVar[str] = (
        "logspace.Tensor_Scalar(Tensor start, Scalar end, int steps, float base=10., *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class LogspaceTensorTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::logspace.Tensor_Tensor``."""

    name = "aten.logspace.Tensor_Tensor"
    SCHEMA: ClassVar[str] = (
        "logspace.Tensor_Tensor(Tensor start, Tensor end, int steps, float base=10., *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class LogsumexpOp(PureAtenOp):
    """PyTorch's operator ``aten::logsumexp``."""

    name = "aten.logsumexp"
    SCHEMA: ClassVar[str] = "logsumexp(Tensor self, int[1] dim, bool keepdim=False) -> Tensor"


@aten_operator
class LstmDataOp(RandomAtenOp):
    """PyTorch's operator ``aten::lstm.data``."""

    name = "aten.lstm.data"
    SCHEMA: ClassVar[str] = (
        "lstm.data(Tensor data, Tensor batch_sizes, Tensor[] hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional) -> (Tensor, Tensor, Tensor)"
    )


@aten_operator
class LstmInputOp(RandomAtenOp):
    """PyTorch's operator ``aten::lstm.input``."""

    name = "aten.lstm.input"
    SCHEMA: ClassVar[str] = (
        "lstm.input(Tensor input, Tensor[] hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -> (Tensor, Tensor, Tensor)"
    )


@aten_operator
class LstmCellOp(PureAtenOp):
    """PyTorch's operator ``aten::lstm_cell``."""

    name = "aten.lstm_cell"
    SCHEMA: ClassVar[str] = (
        "lstm_cell(Tensor input, Tensor[] hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None) -> (Tensor, Tensor)"
    )


@aten_operator
class LtScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::lt.Scalar``."""

    name = "aten.lt.Scalar"
    SCHEMA: ClassVar[str] = "lt.Scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class LtTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::lt.Tensor``."""

    name = "aten.lt.Tensor"
    SCHEMA: ClassVar[str] = "lt.Tensor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class LuSolveOp(PureAtenOp):
    """PyTorch's operator ``aten::lu_solve``."""

    name = "aten.lu_solve"
    SCHEMA: ClassVar[str] = "lu_solve(Tensor self, Tensor LU_data, Tensor LU_pivots) -> Tensor"


@aten_operator
class LuUnpackOp(PureAtenOp):
    """PyTorch's operator ``aten::lu_unpack``."""

    name = "aten.lu_unpack"
    SCHEMA: ClassVar[str] = (
        "lu_unpack(Tensor LU_data, Tensor LU_pivots, bool unpack_data=True, bool unpack_pivots=True) -> (Tensor P, Tensor L, Tensor U)"
    )


@aten_operator
class MHOp(PureAtenOp):
    """PyTorch's operator ``aten::mH``."""

    name = "aten.mH"
    SCHEMA: ClassVar[str] = "mH(Tensor self) -> Tensor"


@aten_operator
class MTOp(PureAtenOp):
    """PyTorch's operator ``aten::mT``."""

    name = "aten.mT"
    SCHEMA: ClassVar[str] = "mT(Tensor self) -> Tensor"


@aten_operator
class MarginRankingLossOp(PureAtenOp):
    """PyTorch's operator ``aten::margin_ranking_loss``."""

    name = "aten.margin_ranking_loss"
    SCHEMA: ClassVar[str] = (
        "margin_ranking_loss(Tensor input1, Tensor input2, Tensor target, float margin=0., int reduction=1) -> Tensor"
    )


@aten_operator
class MaskedFillScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::masked_fill.Scalar``."""

    name = "aten.masked_fill.Scalar"
    SCHEMA: ClassVar[str] = "masked_fill.Scalar(Tensor self, Tensor mask, Scalar value) -> Tensor"


@aten_operator
class MaskedFillTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::masked_fill.Tensor``."""

    name = "aten.masked_fill.Tensor"
    SCHEMA: ClassVar[str] = "masked_fill.Tensor(Tensor self, Tensor mask, Tensor value) -> Tensor"


@aten_operator
class MaskedScatterOp(PureAtenOp):
    """PyTorch's operator ``aten::masked_scatter``."""

    name = "aten.masked_scatter"
    SCHEMA: ClassVar[str] = "masked_scatter(Tensor self, Tensor mask, Tensor source) -> Tensor"


@aten_operator
class MaskedSelectOp(PureAtenOp):
    """PyTorch's operator ``aten::masked_select``."""

    name = "aten.masked_select"
    SCHEMA: ClassVar[str] = "masked_select(Tensor self, Tensor mask) -> Tensor"


@aten_operator
class MatmulOp(PureAtenOp):
    """PyTorch's operator ``aten::matmul``."""

    name = "aten.matmul"
    SCHEMA: ClassVar[str] = "matmul(Tensor self, Tensor other) -> Tensor"


@aten_operator
class MatrixHOp(PureAtenOp):
    """PyTorch's operator ``aten::matrix_H``."""

    name = "aten.matrix_H"
    SCHEMA: ClassVar[str] = "matrix_H(Tensor self) -> Tensor"


@aten_operator
class MatrixExpOp(PureAtenOp):
    """PyTorch's operator ``aten::matrix_exp``."""

    name = "aten.matrix_exp"
    SCHEMA: ClassVar[str] = "matrix_exp(Tensor self) -> Tensor"


@aten_operator
class MatrixPowerOp(PureAtenOp):
    """PyTorch's operator ``aten::matrix_power``."""

    name = "aten.matrix_power"
    SCHEMA: ClassVar[str] = "matrix_power(Tensor self, int n) -> Tensor"


@aten_operator
class MaxOp(PureAtenOp):
    """PyTorch's operator ``aten::max``."""

    name = "aten.max"
    SCHEMA: ClassVar[str] = "max(Tensor self) -> Tensor"


@aten_operator
class MaxDimOp(PureAtenOp):
    """PyTorch's operator ``aten::max.dim``."""

    name = "aten.max.dim"
    SCHEMA: ClassVar[str] = (
        "max.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)"
    )


@aten_operator
class MaxOtherOp(PureAtenOp):
    """PyTorch's operator ``aten::max.other``."""

    name = "aten.max.other"
    SCHEMA: ClassVar[str] = "max.other(Tensor self, Tensor other) -> Tensor"


@aten_operator
class MaxPool1dOp(PureAtenOp):
    """PyTorch's operator ``aten::max_pool1d``."""

    name = "aten.max_pool1d"
    SCHEMA: ClassVar[str] = (
        "max_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=[0], int[1] dilation=[1], bool ceil_mode=False) -> Tensor"
    )


@aten_operator
class MaxPool1dWithIndicesOp(PureAtenOp):
    """PyTorch's operator ``aten::max_pool1d_with_indices``."""

    name = "aten.max_pool1d_with_indices"
    SCHEMA: ClassVar[str] = (
        "max_pool1d_with_indices(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=[0], int[1] dilation=[1], bool ceil_mode=False) -> (Tensor, Tensor)"
    )


@aten_operator
class MaxPool2dOp(PureAtenOp):
    """PyTorch's operator ``aten::max_pool2d``."""

    name = "aten.max_pool2d"
    SCHEMA: ClassVar[str] = (
        "max_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> Tensor"
    )


@aten_operator
class MaxPool2dWithIndicesOp(PureAtenOp):
    """PyTorch's operator ``aten::max_pool2d_with_indices``."""

    name = "aten.max_pool2d_with_indices"
    SCHEMA: ClassVar[str] = (
        "max_pool2d_with_indices(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> (Tensor, Tensor)"
    )


@aten_operator
class MaxPool3dOp(PureAtenOp):
    """PyTorch's operator ``aten::max_pool3d``."""

    name = "aten.max_pool3d"
    SCHEMA: ClassVar[str] = (
        "max_pool3d(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] dilation=1, bool ceil_mode=False) -> Tensor"
    )


@aten_operator
class MaxPool3dWithIndicesOp(PureAtenOp):
    """PyTorch's operator ``aten::max_pool3d_with_indices``."""

    name = "aten.max_pool3d_with_indices"
    SCHEMA: ClassVar[str] = (
        "max_pool3d_with_indices(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] dilation=1, bool ceil_mode=False) -> (Tensor, Tensor)"
    )


@aten_operator
class MaxUnpool2dOp(PureAtenOp):
    """PyTorch's operator ``aten::max_unpool2d``."""

    name = "aten.max_unpool2d"
    SCHEMA: ClassVar[str] = (
        "max_unpool2d(Tensor self, Tensor indices, int[2] output_size) -> Tensor"
    )


@aten_operator
class MaxUnpool3dOp(PureAtenOp):
    """PyTorch's operator ``aten::max_unpool3d``."""

    name = "aten.max_unpool3d"
    SCHEMA: ClassVar[str] = (
        "max_unpool3d(Tensor self, Tensor indices, int[3] output_size, int[3] stride, int[3] padding) -> Tensor"
    )


@aten_operator
class MaximumOp(PureAtenOp):
    """PyTorch's operator ``aten::maximum``."""

    name = "aten.maximum"
    SCHEMA: ClassVar[str] = "maximum(Tensor self, Tensor other) -> Tensor"


@aten_operator
class MeanOp(PureAtenOp):
    """PyTorch's operator ``aten::mean``."""

    name = "aten.mean"
    SCHEMA: ClassVar[str] = "mean(Tensor self, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class MeanDimOp(PureAtenOp):
    """PyTorch's operator ``aten::mean.dim``."""

    name = "aten.mean.dim"
    SCHEMA: ClassVar[str] = (
        "mean.dim(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class MedianOp(PureAtenOp):
    """PyTorch's operator ``aten::median``."""

    name = "aten.median"
    SCHEMA: ClassVar[str] = "median(Tensor self) -> Tensor"


@aten_operator
class MedianDimOp(PureAtenOp):
    """PyTorch's operator ``aten::median.dim``."""

    name = "aten.median.dim"
    SCHEMA: ClassVar[str] = (
        "median.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)"
    )


@aten_operator
class MeshgridOp(PureAtenOp):
    """PyTorch's operator ``aten::meshgrid``."""

    name = "aten.meshgrid"
    SCHEMA: ClassVar[str] = "meshgrid(Tensor[] tensors) -> Tensor[]"


@aten_operator
class MeshgridIndexingOp(PureAtenOp):
    """PyTorch's operator ``aten::meshgrid.indexing``."""

    name = "aten.meshgrid.indexing"
    SCHEMA: ClassVar[str] = "meshgrid.indexing(Tensor[] tensors, *, str indexing) -> Tensor[]"


@aten_operator
class MinOp(PureAtenOp):
    """PyTorch's operator ``aten::min``."""

    name = "aten.min"
    SCHEMA: ClassVar[str] = "min(Tensor self) -> Tensor"


@aten_operator
class MinDimOp(PureAtenOp):
    """PyTorch's operator ``aten::min.dim``."""

    name = "aten.min.dim"
    SCHEMA: ClassVar[str] = (
        "min.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)"
    )


@aten_operator
class MinOtherOp(PureAtenOp):
    """PyTorch's operator ``aten::min.other``."""

    name = "aten.min.other"
    SCHEMA: ClassVar[str] = "min.other(Tensor self, Tensor other) -> Tensor"


@aten_operator
class MinimumOp(PureAtenOp):
    """PyTorch's operator ``aten::minimum``."""

    name = "aten.minimum"
    SCHEMA: ClassVar[str] = "minimum(Tensor self, Tensor other) -> Tensor"


@aten_operator
class MishOp(PureAtenOp):
    """PyTorch's operator ``aten::mish``."""

    name = "aten.mish"
    SCHEMA: ClassVar[str] = "mish(Tensor self) -> Tensor"


@aten_operator
class MmOp(PureAtenOp):
    """PyTorch's operator ``aten::mm``."""

    name = "aten.mm"
    SCHEMA: ClassVar[str] = "mm(Tensor self, Tensor mat2) -> Tensor"


@aten_operator
class MmDtypeOp(PureAtenOp):
    """PyTorch's operator ``aten::mm.dtype``."""

    name = "aten.mm.dtype"
    SCHEMA: ClassVar[str] = "mm.dtype(Tensor self, Tensor mat2, ScalarType out_dtype) -> Tensor"


@aten_operator
class ModeOp(PureAtenOp):
    """PyTorch's operator ``aten::mode``."""

    name = "aten.mode"
    SCHEMA: ClassVar[str] = (
        "mode(Tensor self, int dim=-1, bool keepdim=False) -> (Tensor values, Tensor indices)"
    )


@aten_operator
class MoveaxisIntOp(PureAtenOp):
    """PyTorch's operator ``aten::moveaxis.int``."""

    name = "aten.moveaxis.int"
    SCHEMA: ClassVar[str] = "moveaxis.int(Tensor self, int source, int destination) -> Tensor"


@aten_operator
class MoveaxisIntlistOp(PureAtenOp):
    """PyTorch's operator ``aten::moveaxis.intlist``."""

    name = "aten.moveaxis.intlist"
    SCHEMA: ClassVar[str] = (
        "moveaxis.intlist(Tensor self, int[] source, int[] destination) -> Tensor"
    )


@aten_operator
class MovedimIntOp(PureAtenOp):
    """PyTorch's operator ``aten::movedim.int``."""

    name = "aten.movedim.int"
    SCHEMA: ClassVar[str] = "movedim.int(Tensor self, int source, int destination) -> Tensor"


@aten_operator
class MovedimIntlistOp(PureAtenOp):
    """PyTorch's operator ``aten::movedim.intlist``."""

    name = "aten.movedim.intlist"
    SCHEMA: ClassVar[str] = (
        "movedim.intlist(Tensor self, int[] source, int[] destination) -> Tensor"
    )


@aten_operator
class MseLossOp(PureAtenOp):
    """PyTorch's operator ``aten::mse_loss``."""

    name = "aten.mse_loss"
    SCHEMA: ClassVar[str] = "mse_loss(Tensor self, Tensor target, int reduction=1) -> Tensor"


@aten_operator
class MsortOp(PureAtenOp):
    """PyTorch's operator ``aten::msort``."""

    name = "aten.msort"
    SCHEMA: ClassVar[str] = "msort(Tensor self) -> Tensor"


@aten_operator
class MulScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::mul.Scalar``."""

    name = "aten.mul.Scalar"
    SCHEMA: ClassVar[str] = "mul.Scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class MulTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::mul.Tensor``."""

    name = "aten.mul.Tensor"
    SCHEMA: ClassVar[str] = "mul.Tensor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class MultiMarginLossOp(PureAtenOp):
    """PyTorch's operator ``aten::multi_margin_loss``."""

    name = "aten.multi_margin_loss"
    SCHEMA: ClassVar[str] = (
        "multi_margin_loss(Tensor self, Tensor target, Scalar p=1, Scalar margin=1, Tensor? weight=None, int reduction=1) -> Tensor"
    )


@aten_operator
class MultilabelMarginLossOp(PureAtenOp):
    """PyTorch's operator ``aten::multilabel_margin_loss``."""

    name = "aten.multilabel_margin_loss"
    SCHEMA: ClassVar[str] = (
        "multilabel_margin_loss(Tensor self, Tensor target, int reduction=1) -> Tensor"
    )


@aten_operator
class MultilabelMarginLossForwardOp(PureAtenOp):
    """PyTorch's operator ``aten::multilabel_margin_loss_forward``."""

    name = "aten.multilabel_margin_loss_forward"
    SCHEMA: ClassVar[str] = (
        "multilabel_margin_loss_forward(Tensor self, Tensor target, int reduction) -> (Tensor output, Tensor is_target)"
    )


@aten_operator
class MultinomialOp(RandomAtenOp):
    """PyTorch's operator ``aten::multinomial``."""

    name = "aten.multinomial"
    SCHEMA: ClassVar[str] = (
        "multinomial(Tensor self, int num_samples, bool replacement=False) -> Tensor"
    )


@aten_operator
class MultiplyScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::multiply.Scalar``."""

    name = "aten.multiply.Scalar"
    SCHEMA: ClassVar[str] = "multiply.Scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class MultiplyTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::multiply.Tensor``."""

    name = "aten.multiply.Tensor"
    SCHEMA: ClassVar[str] = "multiply.Tensor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class MvOp(PureAtenOp):
    """PyTorch's operator ``aten::mv``."""

    name = "aten.mv"
    SCHEMA: ClassVar[str] = "mv(Tensor self, Tensor vec) -> Tensor"


@aten_operator
class MvlgammaOp(PureAtenOp):
    """PyTorch's operator ``aten::mvlgamma``."""

    name = "aten.mvlgamma"
    SCHEMA: ClassVar[str] = "mvlgamma(Tensor self, int p) -> Tensor"


@aten_operator
class NanToNumOp(PureAtenOp):
    """PyTorch's operator ``aten::nan_to_num``."""

    name = "aten.nan_to_num"
    SCHEMA: ClassVar[str] = (
        "nan_to_num(Tensor self, float? nan=None, float? posinf=None, float? neginf=None) -> Tensor"
    )


@aten_operator
class NanmeanOp(PureAtenOp):
    """PyTorch's operator ``aten::nanmean``."""

    name = "aten.nanmean"
    SCHEMA: ClassVar[str] = (
        "nanmean(Tensor self, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class NanmedianOp(PureAtenOp):
    """PyTorch's operator ``aten::nanmedian``."""

    name = "aten.nanmedian"
    SCHEMA: ClassVar[str] = "nanmedian(Tensor self) -> Tensor"


@aten_operator
class NanmedianDimOp(PureAtenOp):
    """PyTorch's operator ``aten::nanmedian.dim``."""

    name = "aten.nanmedian.dim"
    SCHEMA: ClassVar[str] = (
        "nanmedian.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)"
    )


@aten_operator
class NanquantileOp(PureAtenOp):
    """PyTorch's operator ``aten::nanquantile``."""

    name = "aten.nanquantile"
    SCHEMA: ClassVar[str] = (
        'nanquantile(Tensor self, Tensor q, int? dim=None, bool keepdim=False, *, str interpolation="linear") -> Tensor'
    )


@aten_operator
class NanquantileScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::nanquantile.scalar``."""

    name = "aten.nanquantile.scalar"
    SCHEMA: ClassVar[str] = (
        'nanquantile.scalar(Tensor self, float q, int? dim=None, bool keepdim=False, *, str interpolation="linear") -> Tensor'
    )


@aten_operator
class NansumOp(PureAtenOp):
    """PyTorch's operator ``aten::nansum``."""

    name = "aten.nansum"
    SCHEMA: ClassVar[str] = (
        "nansum(Tensor self, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class NarrowOp(PureAtenOp):
    """PyTorch's operator ``aten::narrow``."""

    name = "aten.narrow"
    SCHEMA: ClassVar[str] = "narrow(Tensor self, int dim, int start, int length) -> Tensor"


@aten_operator
class NarrowTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::narrow.Tensor``."""

    name = "aten.narrow.Tensor"
    SCHEMA: ClassVar[str] = (
        "narrow.Tensor(Tensor self, int dim, Tensor start, int length) -> Tensor"
    )


@aten_operator
class NarrowCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::narrow_copy``."""

    name = "aten.narrow_copy"
    SCHEMA: ClassVar[str] = "narrow_copy(Tensor self, int dim, int start, int length) -> Tensor"


@aten_operator
class NativeBatchNormOp(PureAtenOp):
    """PyTorch's operator ``aten::native_batch_norm``."""

    name = "aten.native_batch_norm"
    SCHEMA: ClassVar[str] = (
        "native_batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, float momentum, float eps) -> (Tensor, Tensor, Tensor)"
    )


@aten_operator
class NativeChannelShuffleOp(PureAtenOp):
    """PyTorch's operator ``aten::native_channel_shuffle``."""

    name = "aten.native_channel_shuffle"
    SCHEMA: ClassVar[str] = "native_channel_shuffle(Tensor self, int groups) -> Tensor"


@aten_operator
class NativeDropoutOp(RandomAtenOp):
    """PyTorch's operator ``aten::native_dropout``."""

    name = "aten.native_dropout"
    SCHEMA: ClassVar[str] = "native_dropout(Tensor input, float p, bool? train) -> (Tensor, Tensor)"


@aten_operator
class NativeGroupNormOp(PureAtenOp):
    """PyTorch's operator ``aten::native_group_norm``."""

    name = "aten.native_group_norm"
    SCHEMA: ClassVar[str] = (
        "native_group_norm(Tensor input, Tensor? weight, Tensor? bias, int N, int C, int HxW, int group, float eps) -> (Tensor, Tensor, Tensor)"
    )


@aten_operator
class NativeLayerNormOp(PureAtenOp):
    """PyTorch's operator ``aten::native_layer_norm``."""

    name = "aten.native_layer_norm"
    SCHEMA: ClassVar[str] = (
        "native_layer_norm(Tensor input, int[] normalized_shape, Tensor? weight, Tensor? bias, float eps) -> (Tensor, Tensor, Tensor)"
    )


@aten_operator
class NativeNormOp(PureAtenOp):
    """PyTorch's operator ``aten::native_norm``."""

    name = "aten.native_norm"
    SCHEMA: ClassVar[str] = "native_norm(Tensor self, Scalar p=2) -> Tensor"


@aten_operator
class NativeNormScalarOptDimDtypeOp(PureAtenOp):
    """PyTorch's operator ``aten::native_norm.ScalarOpt_dim_dtype``."""

    name = "aten.native_norm.ScalarOpt_dim_dtype"
    SCHEMA: ClassVar[str] = (
        "native_norm.ScalarOpt_dim_dtype(Tensor self, Scalar? p, int[1] dim, bool keepdim, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class NeScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::ne.Scalar``."""

    name = "aten.ne.Scalar"
    SCHEMA: ClassVar[str] = "ne.Scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class NeTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::ne.Tensor``."""

    name = "aten.ne.Tensor"
    SCHEMA: ClassVar[str] = "ne.Tensor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class NegOp(PureAtenOp):
    """PyTorch's operator ``aten::neg``."""

    name = "aten.neg"
    SCHEMA: ClassVar[str] = "neg(Tensor self) -> Tensor"


@aten_operator
class NegativeOp(PureAtenOp):
    """PyTorch's operator ``aten::negative``."""

    name = "aten.negative"
    SCHEMA: ClassVar[str] = "negative(Tensor self) -> Tensor"


@aten_operator
class NewEmptyOp(PureAtenOp):
    """PyTorch's operator ``aten::new_empty``."""

    name = "aten.new_empty"
    SCHEMA: ClassVar[str] = (
        "new_empty(Tensor self, int[] size, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class NewEmptyStridedOp(PureAtenOp):
    """PyTorch's operator ``aten::new_empty_strided``."""

    name = "aten.new_empty_strided"
    SCHEMA: ClassVar[str] = (
        "new_empty_strided(Tensor self, int[] size, int[] stride, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class NewFullOp(PureAtenOp):
    """PyTorch's operator ``aten::new_full``."""

    name = "aten.new_full"
    SCHEMA: ClassVar[str] = (
        "new_full(Tensor self, int[] size, Scalar fill_value, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class NewOnesOp(PureAtenOp):
    """PyTorch's operator ``aten::new_ones``."""

    name = "aten.new_ones"
    SCHEMA: ClassVar[str] = "new_ones(Tensor self, int[] size, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class NewZerosOp(PureAtenOp):
    """PyTorch's operator ``aten::new_zeros``."""

    name = "aten.new_zeros"
    SCHEMA: ClassVar[str] = (
        "new_zeros(Tensor self, int[] size, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class NextafterOp(PureAtenOp):
    """PyTorch's operator ``aten::nextafter``."""

    name = "aten.nextafter"
    SCHEMA: ClassVar[str] = "nextafter(Tensor self, Tensor other) -> Tensor"


@aten_operator
class NllLossOp(PureAtenOp):
    """PyTorch's operator ``aten::nll_loss``."""

    name = "aten.nll_loss"
    SCHEMA: ClassVar[str] = (
        "nll_loss(Tensor self, Tensor target, Tensor? weight=None, int reduction=1, int ignore_index=-100) -> Tensor"
    )


@aten_operator
class NllLoss2dOp(PureAtenOp):
    """PyTorch's operator ``aten::nll_loss2d``."""

    name = "aten.nll_loss2d"
    SCHEMA: ClassVar[str] = (
        "nll_loss2d(Tensor self, Tensor target, Tensor? weight=None, int reduction=1, int ignore_index=-100) -> Tensor"
    )


@aten_operator
class NllLoss2dForwardOp(PureAtenOp):
    """PyTorch's operator ``aten::nll_loss2d_forward``."""

    name = "aten.nll_loss2d_forward"
    SCHEMA: ClassVar[str] = (
        "nll_loss2d_forward(Tensor self, Tensor target, Tensor? weight, int reduction, int ignore_index) -> (Tensor output, Tensor total_weight)"
    )


@aten_operator
class NllLossForwardOp(PureAtenOp):
    """PyTorch's operator ``aten::nll_loss_forward``."""

    name = "aten.nll_loss_forward"
    SCHEMA: ClassVar[str] = (
        "nll_loss_forward(Tensor self, Tensor target, Tensor? weight, int reduction, int ignore_index) -> (Tensor output, Tensor total_weight)"
    )


@aten_operator
class NllLossNdOp(PureAtenOp):
    """PyTorch's operator ``aten::nll_loss_nd``."""

    name = "aten.nll_loss_nd"
    SCHEMA: ClassVar[str] = (
        "nll_loss_nd(Tensor self, Tensor target, Tensor? weight=None, int reduction=1, int ignore_index=-100) -> Tensor"
    )


@aten_operator
class NonzeroOp(PureAtenOp):
    """PyTorch's operator ``aten::nonzero``."""

    name = "aten.nonzero"
    SCHEMA: ClassVar[str] = "nonzero(Tensor self) -> Tensor"


@aten_operator
class NonzeroNumpyOp(PureAtenOp):
    """PyTorch's operator ``aten::nonzero_numpy``."""

    name = "aten.nonzero_numpy"
    SCHEMA: ClassVar[str] = "nonzero_numpy(Tensor self) -> Tensor[]"


@aten_operator
class NonzeroStaticOp(PureAtenOp):
    """PyTorch's operator ``aten::nonzero_static``."""

    name = "aten.nonzero_static"
    SCHEMA: ClassVar[str] = "nonzero_static(Tensor self, *, int size, int fill_value=-1) -> Tensor"


@aten_operator
class NormScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::norm.Scalar``."""

    name = "aten.norm.Scalar"
    SCHEMA: ClassVar[str] = "norm.Scalar(Tensor self, Scalar p=2) -> Tensor"


@aten_operator
class NormScalarOptDimOp(PureAtenOp):
    """PyTorch's operator ``aten::norm.ScalarOpt_dim``."""

    name = "aten.norm.ScalarOpt_dim"
    SCHEMA: ClassVar[str] = (
        "norm.ScalarOpt_dim(Tensor self, Scalar? p, int[1] dim, bool keepdim=False) -> Tensor"
    )


@aten_operator
class NormScalarOptDimDtypeOp(PureAtenOp):
    """PyTorch's operator ``aten::norm.ScalarOpt_dim_dtype``."""

    name = "aten.norm.ScalarOpt_dim_dtype"
    SCHEMA: ClassVar[str] = (
        "norm.ScalarOpt_dim_dtype(Tensor self, Scalar? p, int[1] dim, bool keepdim, *, ScalarType dtype) -> Tensor"
    )


@aten_operator
class NormScalarOptDtypeOp(PureAtenOp):
    """PyTorch's operator ``aten::norm.ScalarOpt_dtype``."""

    name = "aten.norm.ScalarOpt_dtype"
    SCHEMA: ClassVar[str] = (
        "norm.ScalarOpt_dtype(Tensor self, Scalar? p, *, ScalarType dtype) -> Tensor"
    )


@aten_operator
class NormExceptDimOp(PureAtenOp):
    """PyTorch's operator ``aten::norm_except_dim``."""

    name = "aten.norm_except_dim"
    SCHEMA: ClassVar[str] = "norm_except_dim(Tensor v, int pow=2, int dim=0) -> Tensor"


@aten_operator
class NormalTensorTensorOp(RandomAtenOp):
    """PyTorch's operator ``aten::normal.Tensor_Tensor``."""

    name = "aten.normal.Tensor_Tensor"
    SCHEMA: ClassVar[str] = "normal.Tensor_Tensor(Tensor mean, Tensor std) -> Tensor"


@aten_operator
class NormalTensorFloatOp(RandomAtenOp):
    """PyTorch's operator ``aten::normal.Tensor_float``."""

    name = "aten.normal.Tensor_float"
    SCHEMA: ClassVar[str] = "normal.Tensor_float(Tensor mean, float std=1.) -> Tensor"


@aten_operator
class NormalFloatTensorOp(RandomAtenOp):
    """PyTorch's operator ``aten::normal.float_Tensor``."""

    name = "aten.normal.float_Tensor"
    SCHEMA: ClassVar[str] = "normal.float_Tensor(float mean, Tensor std) -> Tensor"


@aten_operator
class NormalFloatFloatOp(RandomAtenOp):
    """PyTorch's operator ``aten::normal.float_float``."""

    name = "aten.normal.float_float"
    SCHEMA: ClassVar[str] = (
        "normal.float_float(float mean, float std, int[] size, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class NormalFunctionalOp(RandomAtenOp):
    """PyTorch's operator ``aten::normal_functional``."""

    name = "aten.normal_functional"
    SCHEMA: ClassVar[str] = "normal_functional(Tensor self, float mean=0., float std=1.) -> Tensor"


@aten_operator
class NotEqualScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::not_equal.Scalar``."""

    name = "aten.not_equal.Scalar"
    SCHEMA: ClassVar[str] = "not_equal.Scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class NotEqualTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::not_equal.Tensor``."""

    name = "aten.not_equal.Tensor"
    SCHEMA: ClassVar[str] = "not_equal.Tensor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class NuclearNormOp(PureAtenOp):
    """PyTorch's operator ``aten::nuclear_norm``."""

    name = "aten.nuclear_norm"
    SCHEMA: ClassVar[str] = "nuclear_norm(Tensor self, bool keepdim=False) -> Tensor"


@aten_operator
class NuclearNormDimOp(PureAtenOp):
    """PyTorch's operator ``aten::nuclear_norm.dim``."""

    name = "aten.nuclear_norm.dim"
    SCHEMA: ClassVar[str] = (
        "nuclear_norm.dim(Tensor self, int[2] dim, bool keepdim=False) -> Tensor"
    )


@aten_operator
class NumelOp(PureAtenOp):
    """PyTorch's operator ``aten::numel``."""

    name = "aten.numel"
    SCHEMA: ClassVar[str] = "numel(Tensor self) -> int"


@aten_operator
class NumpyTOp(PureAtenOp):
    """PyTorch's operator ``aten::numpy_T``."""

    name = "aten.numpy_T"
    SCHEMA: ClassVar[str] = "numpy_T(Tensor self) -> Tensor"


@aten_operator
class OneHotOp(PureAtenOp):
    """PyTorch's operator ``aten::one_hot``."""

    name = "aten.one_hot"
    SCHEMA: ClassVar[str] = "one_hot(Tensor self, int num_classes=-1) -> Tensor"


@aten_operator
class OnesOp(PureAtenOp):
    """PyTorch's operator ``aten::ones``."""

    name = "aten.ones"
    SCHEMA: ClassVar[str] = "ones(int[] size, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class OnesLikeOp(PureAtenOp):
    """PyTorch's operator ``aten::ones_like``."""

    name = "aten.ones_like"
    SCHEMA: ClassVar[str] = "ones_like(Tensor self, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class OrgqrOp(PureAtenOp):
    """PyTorch's operator ``aten::orgqr``."""

    name = "aten.orgqr"
    SCHEMA: ClassVar[str] = "orgqr(Tensor self, Tensor input2) -> Tensor"


@aten_operator
class OrmqrOp(PureAtenOp):
    """PyTorch's operator ``aten::ormqr``."""

    name = "aten.ormqr"
    SCHEMA: ClassVar[str] = (
        "ormqr(Tensor self, Tensor input2, Tensor input3, bool left=True, bool transpose=False) -> Tensor"
    )


@aten_operator
class OuterOp(PureAtenOp):
    """PyTorch's operator ``aten::outer``."""

    name = "aten.outer"
    SCHEMA: ClassVar[str] = "outer(Tensor self, Tensor vec2) -> Tensor"


@aten_operator
class OutputNrOp(PureAtenOp):
    """PyTorch's operator ``aten::output_nr``."""

    name = "aten.output_nr"
    SCHEMA: ClassVar[str] = "output_nr(Tensor self) -> int"


@aten_operator
class PadOp(PureAtenOp):
    """PyTorch's operator ``aten::pad``."""

    name = "aten.pad"
    SCHEMA: ClassVar[str] = (
        'pad(Tensor self, int[] pad, str mode="constant", float? value=None) -> Tensor'
    )


@aten_operator
class PadSequenceOp(PureAtenOp):
    """PyTorch's operator ``aten::pad_sequence``."""

    name = "aten.pad_sequence"
    SCHEMA: ClassVar[str] = (
        'pad_sequence(Tensor[] sequences, bool batch_first=False, float padding_value=0., str padding_side="right") -> Tensor'
    )


@aten_operator
class PairwiseDistanceOp(PureAtenOp):
    """PyTorch's operator ``aten::pairwise_distance``."""

    name = "aten.pairwise_distance"
    SCHEMA: ClassVar[str] = (
        "pairwise_distance(Tensor x1, Tensor x2, float p=2., float eps=9.9999999999999995e-07, bool keepdim=False) -> Tensor"
    )


@aten_operator
class PdistOp(PureAtenOp):
    """PyTorch's operator ``aten::pdist``."""

    name = "aten.pdist"
    SCHEMA: ClassVar[str] = "pdist(Tensor self, float p=2.) -> Tensor"


@aten_operator
class PermuteOp(PureAtenOp):
    """PyTorch's operator ``aten::permute``."""

    name = "aten.permute"
    SCHEMA: ClassVar[str] = "permute(Tensor self, int[] dims) -> Tensor"


@aten_operator
class PermuteCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::permute_copy``."""

    name = "aten.permute_copy"
    SCHEMA: ClassVar[str] = "permute_copy(Tensor self, int[] dims) -> Tensor"


@aten_operator
class PinMemoryOp(PureAtenOp):
    """PyTorch's operator ``aten::pin_memory``."""

    name = "aten.pin_memory"
    SCHEMA: ClassVar[str] = "pin_memory(Tensor self) -> Tensor"


@aten_operator
class PinverseOp(PureAtenOp):
    """PyTorch's operator ``aten::pinverse``."""

    name = "aten.pinverse"
    SCHEMA: ClassVar[str] = "pinverse(Tensor self, float rcond=1.0000000000000001e-15) -> Tensor"


@aten_operator
class PixelShuffleOp(PureAtenOp):
    """PyTorch's operator ``aten::pixel_shuffle``."""

    name = "aten.pixel_shuffle"
    SCHEMA: ClassVar[str] = "pixel_shuffle(Tensor self, int upscale_factor) -> Tensor"


@aten_operator
class PixelUnshuffleOp(PureAtenOp):
    """PyTorch's operator ``aten::pixel_unshuffle``."""

    name = "aten.pixel_unshuffle"
    SCHEMA: ClassVar[str] = "pixel_unshuffle(Tensor self, int downscale_factor) -> Tensor"


@aten_operator
class PoissonOp(RandomAtenOp):
    """PyTorch's operator ``aten::poisson``."""

    name = "aten.poisson"
    SCHEMA: ClassVar[str] = "poisson(Tensor self) -> Tensor"


@aten_operator
class PoissonNllLossOp(PureAtenOp):
    """PyTorch's operator ``aten::poisson_nll_loss``."""

    name = "aten.poisson_nll_loss"
    SCHEMA: ClassVar[str] = (
        "poisson_nll_loss(Tensor input, Tensor target, bool log_input, bool full, float eps, int reduction) -> Tensor"
    )


@aten_operator
class PolarOp(PureAtenOp):
    """PyTorch's operator ``aten::polar``."""

    name = "aten.polar"
    SCHEMA: ClassVar[str] = "polar(Tensor abs, Tensor angle) -> Tensor"


@aten_operator
class PolygammaOp(PureAtenOp):
    """PyTorch's operator ``aten::polygamma``."""

    name = "aten.polygamma"
    SCHEMA: ClassVar[str] = "polygamma(int n, Tensor self) -> Tensor"


@aten_operator
class PositiveOp(PureAtenOp):
    """PyTorch's operator ``aten::positive``."""

    name = "aten.positive"
    SCHEMA: ClassVar[str] = "positive(Tensor self) -> Tensor"


@aten_operator
class PowScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::pow.Scalar``."""

    name = "aten.pow.Scalar"
    SCHEMA: ClassVar[str] = "pow.Scalar(Scalar self, Tensor exponent) -> Tensor"


@aten_operator
class PowTensorScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::pow.Tensor_Scalar``."""

    name = "aten.pow.Tensor_Scalar"
    SCHEMA: ClassVar[str] = "pow.Tensor_Scalar(Tensor self, Scalar exponent) -> Tensor"


@aten_operator
class PowTensorTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::pow.Tensor_Tensor``."""

    name = "aten.pow.Tensor_Tensor"
    SCHEMA: ClassVar[str] = "pow.Tensor_Tensor(Tensor self, Tensor exponent) -> Tensor"


@aten_operator
class PreluOp(PureAtenOp):
    """PyTorch's operator ``aten::prelu``."""

    name = "aten.prelu"
    SCHEMA: ClassVar[str] = "prelu(Tensor self, Tensor weight) -> Tensor"


@aten_operator
class ProdOp(PureAtenOp):
    """PyTorch's operator ``aten::prod``."""

    name = "aten.prod"
    SCHEMA: ClassVar[str] = "prod(Tensor self, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class ProdDimIntOp(PureAtenOp):
    """PyTorch's operator ``aten::prod.dim_int``."""

    name = "aten.prod.dim_int"
    SCHEMA: ClassVar[str] = (
        "prod.dim_int(Tensor self, int dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class PutOp(PureAtenOp):
    """PyTorch's operator ``aten::put``."""

    name = "aten.put"
    SCHEMA: ClassVar[str] = (
        "put(Tensor self, Tensor index, Tensor source, bool accumulate=False) -> Tensor"
    )


@aten_operator
class QPerChannelAxisOp(PureAtenOp):
    """PyTorch's operator ``aten::q_per_channel_axis``."""

    name = "aten.q_per_channel_axis"
    SCHEMA: ClassVar[str] = "q_per_channel_axis(Tensor self) -> int"


@aten_operator
class QPerChannelScalesOp(PureAtenOp):
    """PyTorch's operator ``aten::q_per_channel_scales``."""

    name = "aten.q_per_channel_scales"
    SCHEMA: ClassVar[str] = "q_per_channel_scales(Tensor self) -> Tensor"


@aten_operator
class QPerChannelZeroPointsOp(PureAtenOp):
    """PyTorch's operator ``aten::q_per_channel_zero_points``."""

    name = "aten.q_per_channel_zero_points"
    SCHEMA: ClassVar[str] = "q_per_channel_zero_points(Tensor self) -> Tensor"


@aten_operator
class QScaleOp(PureAtenOp):
    """PyTorch's operator ``aten::q_scale``."""

    name = "aten.q_scale"
    SCHEMA: ClassVar[str] = "q_scale(Tensor self) -> float"


@aten_operator
class QZeroPointOp(PureAtenOp):
    """PyTorch's operator ``aten::q_zero_point``."""

    name = "aten.q_zero_point"
    SCHEMA: ClassVar[str] = "q_zero_point(Tensor self) -> int"


@aten_operator
class QrOp(PureAtenOp):
    """PyTorch's operator ``aten::qr``."""

    name = "aten.qr"
    SCHEMA: ClassVar[str] = "qr(Tensor self, bool some=True) -> (Tensor Q, Tensor R)"


@aten_operator
class QuantileOp(PureAtenOp):
    """PyTorch's operator ``aten::quantile``."""

    name = "aten.quantile"
    SCHEMA: ClassVar[str] = (
        'quantile(Tensor self, Tensor q, int? dim=None, bool keepdim=False, *, str interpolation="linear") -> Tensor'
    )


@aten_operator
class QuantileScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::quantile.scalar``."""

    name = "aten.quantile.scalar"
    SCHEMA: ClassVar[str] = (
        'quantile.scalar(Tensor self, float q, int? dim=None, bool keepdim=False, *, str interpolation="linear") -> Tensor'
    )


@aten_operator
class Rad2degOp(PureAtenOp):
    """PyTorch's operator ``aten::rad2deg``."""

    name = "aten.rad2deg"
    SCHEMA: ClassVar[str] = "rad2deg(Tensor self) -> Tensor"


@aten_operator
class RandOp(RandomAtenOp):
    """PyTorch's operator ``aten::rand``."""

    name = "aten.rand"
    SCHEMA: ClassVar[str] = "rand(int[] size, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class RandGeneratorOp(RandomAtenOp):
    """PyTorch's operator ``aten::rand.generator``."""

    name = "aten.rand.generator"
    SCHEMA: ClassVar[str] = "rand.generator(int[] size, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class RandLikeOp(RandomAtenOp):
    """PyTorch's operator ``aten::rand_like``."""

    name = "aten.rand_like"
    SCHEMA: ClassVar[str] = "rand_like(Tensor self, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class RandLikeGeneratorOp(RandomAtenOp):
    """PyTorch's operator ``aten::rand_like.generator``."""

    name = "aten.rand_like.generator"
    SCHEMA: ClassVar[str] = "rand_like.generator(Tensor self, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class RandintOp(RandomAtenOp):
    """PyTorch's operator ``aten::randint``."""

    name = "aten.randint"
    SCHEMA: ClassVar[str] = "randint(int high, int[] size, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class RandintGeneratorOp(RandomAtenOp):
    """PyTorch's operator ``aten::randint.generator``."""

    name = "aten.randint.generator"
    SCHEMA: ClassVar[str] = (
        "randint.generator(int high, int[] size, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class RandintLowOp(RandomAtenOp):
    """PyTorch's operator ``aten::randint.low``."""

    name = "aten.randint.low"
    SCHEMA: ClassVar[str] = (
        "randint.low(int low, int high, int[] size, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class RandintLowGeneratorOp(RandomAtenOp):
    """PyTorch's operator ``aten::randint.low_generator``."""

    name = "aten.randint.low_generator"
    SCHEMA: ClassVar[str] = (
        "randint.low_generator(int low, int high, int[] size, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class RandintLikeOp(RandomAtenOp):
    """PyTorch's operator ``aten::randint_like``."""

    name = "aten.randint_like"
    SCHEMA: ClassVar[str] = (
        "randint_like(Tensor self, int high, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class RandintLikeTensorOp(RandomAtenOp):
    """PyTorch's operator ``aten::randint_like.Tensor``."""

    name = "aten.randint_like.Tensor"
    SCHEMA: ClassVar[str] = (
        "randint_like.Tensor(Tensor self, Tensor high, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class RandintLikeTensorGeneratorOp(RandomAtenOp):
    """PyTorch's operator ``aten::randint_like.Tensor_generator``."""

    name = "aten.randint_like.Tensor_generator"
    SCHEMA: ClassVar[str] = (
        "randint_like.Tensor_generator(Tensor self, Tensor high, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class RandintLikeGeneratorOp(RandomAtenOp):
    """PyTorch's operator ``aten::randint_like.generator``."""

    name = "aten.randint_like.generator"
    SCHEMA: ClassVar[str] = (
        "randint_like.generator(Tensor self, int high, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class RandintLikeLowDtypeOp(RandomAtenOp):
    """PyTorch's operator ``aten::randint_like.low_dtype``."""

    name = "aten.randint_like.low_dtype"
    SCHEMA: ClassVar[str] = (
        "randint_like.low_dtype(Tensor self, int low, int high, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class RandintLikeLowGeneratorDtypeOp(RandomAtenOp):
    """PyTorch's operator ``aten::randint_like.low_generator_dtype``."""

    name = "aten.randint_like.low_generator_dtype"
    SCHEMA: ClassVar[str] = (
        "randint_like.low_generator_dtype(Tensor self, int low, int high, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class RandnOp(RandomAtenOp):
    """PyTorch's operator ``aten::randn``."""

    name = "aten.randn"
    SCHEMA: ClassVar[str] = "randn(int[] size, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class RandnGeneratorOp(RandomAtenOp):
    """PyTorch's operator ``aten::randn.generator``."""

    name = "aten.randn.generator"
    SCHEMA: ClassVar[str] = "randn.generator(int[] size, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class RandnLikeOp(RandomAtenOp):
    """PyTorch's operator ``aten::randn_like``."""

    name = "aten.randn_like"
    SCHEMA: ClassVar[str] = "randn_like(Tensor self, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class RandnLikeGeneratorOp(RandomAtenOp):
    """PyTorch's operator ``aten::randn_like.generator``."""

    name = "aten.randn_like.generator"
    SCHEMA: ClassVar[str] = "randn_like.generator(Tensor self, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class RandomOp(RandomAtenOp):
    """PyTorch's operator ``aten::random``."""

    name = "aten.random"
    SCHEMA: ClassVar[str] = "random(Tensor self) -> Tensor"


@aten_operator
class RandomFromOp(RandomAtenOp):
    """PyTorch's operator ``aten::random.from``."""

    name = "aten.random.from"
    SCHEMA: ClassVar[str] = "random.from(Tensor self, int from, int? to) -> Tensor"


@aten_operator
class RandomToOp(RandomAtenOp):
    """PyTorch's operator ``aten::random.to``."""

    name = "aten.random.to"
    SCHEMA: ClassVar[str] = "random.to(Tensor self, int to) -> Tensor"


@aten_operator
class RandpermOp(RandomAtenOp):
    """PyTorch's operator ``aten::randperm``."""

    name = "aten.randperm"
    SCHEMA: ClassVar[str] = "randperm(int n, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class RandpermGeneratorOp(RandomAtenOp):
    """PyTorch's operator ``aten::randperm.generator``."""

    name = "aten.randperm.generator"
    SCHEMA: ClassVar[str] = "randperm.generator(int n, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class RangeOp(PureAtenOp):
    """PyTorch's operator ``aten::range``."""

    name = "aten.range"
    SCHEMA: ClassVar[str] = "range(Scalar start, Scalar end, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class RangeStepOp(PureAtenOp):
    """PyTorch's operator ``aten::range.step``."""

    name = "aten.range.step"
    SCHEMA: ClassVar[str] = (
        "range.step(Scalar start, Scalar end, Scalar step=1, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class RavelOp(PureAtenOp):
    """PyTorch's operator ``aten::ravel``."""

    name = "aten.ravel"
    SCHEMA: ClassVar[str] = "ravel(Tensor self) -> Tensor"


@aten_operator
class RealOp(PureAtenOp):
    """PyTorch's operator ``aten::real``."""

    name = "aten.real"
    SCHEMA: ClassVar[str] = "real(Tensor self) -> Tensor"


@aten_operator
class ReciprocalOp(PureAtenOp):
    """PyTorch's operator ``aten::reciprocal``."""

    name = "aten.reciprocal"
    SCHEMA: ClassVar[str] = "reciprocal(Tensor self) -> Tensor"


@aten_operator
class ReflectionPad1dOp(PureAtenOp):
    """PyTorch's operator ``aten::reflection_pad1d``."""

    name = "aten.reflection_pad1d"
    SCHEMA: ClassVar[str] = "reflection_pad1d(Tensor self, int[2] padding) -> Tensor"


@aten_operator
class ReflectionPad2dOp(PureAtenOp):
    """PyTorch's operator ``aten::reflection_pad2d``."""

    name = "aten.reflection_pad2d"
    SCHEMA: ClassVar[str] = "reflection_pad2d(Tensor self, int[4] padding) -> Tensor"


@aten_operator
class ReflectionPad3dOp(PureAtenOp):
    """PyTorch's operator ``aten::reflection_pad3d``."""

    name = "aten.reflection_pad3d"
    SCHEMA: ClassVar[str] = "reflection_pad3d(Tensor self, int[6] padding) -> Tensor"


@aten_operator
class ReluOp(PureAtenOp):
    """PyTorch's operator ``aten::relu``."""

    name = "aten.relu"
    SCHEMA: ClassVar[str] = "relu(Tensor self) -> Tensor"


@aten_operator
class Relu6Op(PureAtenOp):
    """PyTorch's operator ``aten::relu6``."""

    name = "aten.relu6"
    SCHEMA: ClassVar[str] = "relu6(Tensor self) -> Tensor"


@aten_operator
class RemainderScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::remainder.Scalar``."""

    name = "aten.remainder.Scalar"
    SCHEMA: ClassVar[str] = "remainder.Scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class RemainderScalarTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::remainder.Scalar_Tensor``."""

    name = "aten.remainder.Scalar_Tensor"
    SCHEMA: ClassVar[str] = "remainder.Scalar_Tensor(Scalar self, Tensor other) -> Tensor"


@aten_operator
class RemainderTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::remainder.Tensor``."""

    name = "aten.remainder.Tensor"
    SCHEMA: ClassVar[str] = "remainder.Tensor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class RenormOp(PureAtenOp):
    """PyTorch's operator ``aten::renorm``."""

    name = "aten.renorm"
    SCHEMA: ClassVar[str] = "renorm(Tensor self, Scalar p, int dim, Scalar maxnorm) -> Tensor"


@aten_operator
class RepeatOp(PureAtenOp):
    """PyTorch's operator ``aten::repeat``."""

    name = "aten.repeat"
    SCHEMA: ClassVar[str] = "repeat(Tensor self, int[] repeats) -> Tensor"


@aten_operator
class RepeatInterleaveTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::repeat_interleave.Tensor``."""

    name = "aten.repeat_interleave.Tensor"
    SCHEMA: ClassVar[str] = (
        "repeat_interleave.Tensor(Tensor repeats, *, int? output_size=None) -> Tensor"
    )


@aten_operator
class RepeatInterleaveSelfTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::repeat_interleave.self_Tensor``."""

    name = "aten.repeat_interleave.self_Tensor"
    SCHEMA: ClassVar[str] = (
        "repeat_interleave.self_Tensor(Tensor self, Tensor repeats, int? dim=None, *, int? output_size=None) -> Tensor"
    )


@aten_operator
class RepeatInterleaveSelfIntOp(PureAtenOp):
    """PyTorch's operator ``aten::repeat_interleave.self_int``."""

    name = "aten.repeat_interleave.self_int"
    SCHEMA: ClassVar[str] = (
        "repeat_interleave.self_int(Tensor self, int repeats, int? dim=None, *, int? output_size=None) -> Tensor"
    )


@aten_operator
class ReplicationPad1dOp(PureAtenOp):
    """PyTorch's operator ``aten::replication_pad1d``."""

    name = "aten.replication_pad1d"
    SCHEMA: ClassVar[str] = "replication_pad1d(Tensor self, int[2] padding) -> Tensor"


@aten_operator
class ReplicationPad2dOp(PureAtenOp):
    """PyTorch's operator ``aten::replication_pad2d``."""

    name = "aten.replication_pad2d"
    SCHEMA: ClassVar[str] = "replication_pad2d(Tensor self, int[4] padding) -> Tensor"


@aten_operator
class ReplicationPad3dOp(PureAtenOp):
    """PyTorch's operator ``aten::replication_pad3d``."""

    name = "aten.replication_pad3d"
    SCHEMA: ClassVar[str] = "replication_pad3d(Tensor self, int[6] padding) -> Tensor"


@aten_operator
class ReshapeOp(PureAtenOp):
    """PyTorch's operator ``aten::reshape``."""

    name = "aten.reshape"
    SCHEMA: ClassVar[str] = "reshape(Tensor self, int[] shape) -> Tensor"


@aten_operator
class ReshapeAsOp(PureAtenOp):
    """PyTorch's operator ``aten::reshape_as``."""

    name = "aten.reshape_as"
    SCHEMA: ClassVar[str] = "reshape_as(Tensor self, Tensor other) -> Tensor"


@aten_operator
class ResizeOp(PureAtenOp):
    """PyTorch's operator ``aten::resize``."""

    name = "aten.resize"
    SCHEMA: ClassVar[str] = "resize(Tensor self, int[] size) -> Tensor"


@aten_operator
class ResizeAsOp(PureAtenOp):
    """PyTorch's operator ``aten::resize_as``."""

    name = "aten.resize_as"
    SCHEMA: ClassVar[str] = "resize_as(Tensor self, Tensor the_template) -> Tensor"


@aten_operator
class ResolveConjOp(PureAtenOp):
    """PyTorch's operator ``aten::resolve_conj``."""

    name = "aten.resolve_conj"
    SCHEMA: ClassVar[str] = "resolve_conj(Tensor self) -> Tensor"


@aten_operator
class ResolveNegOp(PureAtenOp):
    """PyTorch's operator ``aten::resolve_neg``."""

    name = "aten.resolve_neg"
    SCHEMA: ClassVar[str] = "resolve_neg(Tensor self) -> Tensor"


@aten_operator
class RmsNormOp(PureAtenOp):
    """PyTorch's operator ``aten::rms_norm``."""

    name = "aten.rms_norm"
    SCHEMA: ClassVar[str] = (
        "rms_norm(Tensor input, int[] normalized_shape, Tensor? weight=None, float? eps=None) -> Tensor"
    )


@aten_operator
class RnnReluDataOp(RandomAtenOp):
    """PyTorch's operator ``aten::rnn_relu.data``."""

    name = "aten.rnn_relu.data"
    SCHEMA: ClassVar[str] = (
        "rnn_relu.data(Tensor data, Tensor batch_sizes, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional) -> (Tensor, Tensor)"
    )


@aten_operator
class RnnReluInputOp(RandomAtenOp):
    """PyTorch's operator ``aten::rnn_relu.input``."""

    name = "aten.rnn_relu.input"
    SCHEMA: ClassVar[str] = (
        "rnn_relu.input(Tensor input, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -> (Tensor, Tensor)"
    )


@aten_operator
class RnnReluCellOp(PureAtenOp):
    """PyTorch's operator ``aten::rnn_relu_cell``."""

    name = "aten.rnn_relu_cell"
    SCHEMA: ClassVar[str] = (
        "rnn_relu_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None) -> Tensor"
    )


@aten_operator
class RnnTanhDataOp(RandomAtenOp):
    """PyTorch's operator ``aten::rnn_tanh.data``."""

    name = "aten.rnn_tanh.data"
    SCHEMA: ClassVar[str] = (
        "rnn_tanh.data(Tensor data, Tensor batch_sizes, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional) -> (Tensor, Tensor)"
    )


@aten_operator
class RnnTanhInputOp(RandomAtenOp):
    """PyTorch's operator ``aten::rnn_tanh.input``."""

    name = "aten.rnn_tanh.input"
    SCHEMA: ClassVar[str] = (
        "rnn_tanh.input(Tensor input, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -> (Tensor, Tensor)"
    )


@aten_operator
class RnnTanhCellOp(PureAtenOp):
    """PyTorch's operator ``aten::rnn_tanh_cell``."""

    name = "aten.rnn_tanh_cell"
    SCHEMA: ClassVar[str] = (
        "rnn_tanh_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None) -> Tensor"
    )


@aten_operator
class RollOp(PureAtenOp):
    """PyTorch's operator ``aten::roll``."""

    name = "aten.roll"
    SCHEMA: ClassVar[str] = "roll(Tensor self, int[1] shifts, int[1] dims=[]) -> Tensor"


@aten_operator
class Rot90Op(PureAtenOp):
    """PyTorch's operator ``aten::rot90``."""

    name = "aten.rot90"
    SCHEMA: ClassVar[str] = "rot90(Tensor self, int k=1, int[] dims=[0, 1]) -> Tensor"


@aten_operator
class RoundOp(PureAtenOp):
    """PyTorch's operator ``aten::round``."""

    name = "aten.round"
    SCHEMA: ClassVar[str] = "round(Tensor self) -> Tensor"


@aten_operator
class RoundDecimalsOp(PureAtenOp):
    """PyTorch's operator ``aten::round.decimals``."""

    name = "aten.round.decimals"
    SCHEMA: ClassVar[str] = "round.decimals(Tensor self, *, int decimals) -> Tensor"


@aten_operator
class RowIndicesOp(PureAtenOp):
    """PyTorch's operator ``aten::row_indices``."""

    name = "aten.row_indices"
    SCHEMA: ClassVar[str] = "row_indices(Tensor self) -> Tensor"


@aten_operator
class RowIndicesCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::row_indices_copy``."""

    name = "aten.row_indices_copy"
    SCHEMA: ClassVar[str] = "row_indices_copy(Tensor self) -> Tensor"


@aten_operator
class RowStackOp(PureAtenOp):
    """PyTorch's operator ``aten::row_stack``."""

    name = "aten.row_stack"
    SCHEMA: ClassVar[str] = "row_stack(Tensor[] tensors) -> Tensor"


@aten_operator
class RreluOp(RandomAtenOp):
    """PyTorch's operator ``aten::rrelu``."""

    name = "aten.rrelu"
    SCHEMA: ClassVar[str] = (
        "rrelu(Tensor self, Scalar lower=0.125, Scalar upper=0.33333333333333331, bool training=False) -> Tensor"
    )


@aten_operator
class RreluWithNoiseFunctionalOp(RandomAtenOp):
    """PyTorch's operator ``aten::rrelu_with_noise_functional``."""

    name = "aten.rrelu_with_noise_functional"
    SCHEMA: ClassVar[str] = (
        "rrelu_with_noise_functional(Tensor self, Tensor noise, Scalar lower=0.125, Scalar upper=0.33333333333333331, bool training=False) -> (Tensor, Tensor noise_out)"
    )


@aten_operator
class RsqrtOp(PureAtenOp):
    """PyTorch's operator ``aten::rsqrt``."""

    name = "aten.rsqrt"
    SCHEMA: ClassVar[str] = "rsqrt(Tensor self) -> Tensor"


@aten_operator
class RsubScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::rsub.Scalar``."""

    name = "aten.rsub.Scalar"
    SCHEMA: ClassVar[str] = "rsub.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor"


@aten_operator
class RsubTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::rsub.Tensor``."""

    name = "aten.rsub.Tensor"
    SCHEMA: ClassVar[str] = "rsub.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor"


@aten_operator
class ScalarTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::scalar_tensor``."""

    name = "aten.scalar_tensor"
    SCHEMA: ClassVar[str] = "scalar_tensor(Scalar s, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class ScaledDotProductAttentionOp(RandomAtenOp):
    """PyTorch's operator ``aten::scaled_dot_product_attention``."""

    name = "aten.scaled_dot_product_attention"
    SCHEMA: ClassVar[str] = (
        "scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask=None, float dropout_p=0., bool is_causal=False, *, float? scale=None, bool enable_gqa=False) -> Tensor"
    )


@aten_operator
class ScatterReduceOp(PureAtenOp):
    """PyTorch's operator ``aten::scatter.reduce``."""

    name = "aten.scatter.reduce"
    SCHEMA: ClassVar[str] = (
        "scatter.reduce(Tensor self, int dim, Tensor index, Tensor src, *, str reduce) -> Tensor"
    )


@aten_operator
class ScatterSrcOp(PureAtenOp):
    """PyTorch's operator ``aten::scatter.src``."""

    name = "aten.scatter.src"
    SCHEMA: ClassVar[str] = "scatter.src(Tensor self, int dim, Tensor index, Tensor src) -> Tensor"


@aten_operator
class ScatterValueOp(PureAtenOp):
    """PyTorch's operator ``aten::scatter.value``."""

    name = "aten.scatter.value"
    SCHEMA: ClassVar[str] = (
        "scatter.value(Tensor self, int dim, Tensor index, Scalar value) -> Tensor"
    )


@aten_operator
class ScatterValueReduceOp(PureAtenOp):
    """PyTorch's operator ``aten::scatter.value_reduce``."""

    name = "aten.scatter.value_reduce"
    SCHEMA: ClassVar[str] = (
        "scatter.value_reduce(Tensor self, int dim, Tensor index, Scalar value, *, str reduce) -> Tensor"
    )


@aten_operator
class ScatterAddOp(PureAtenOp):
    """PyTorch's operator ``aten::scatter_add``."""

    name = "aten.scatter_add"
    SCHEMA: ClassVar[str] = "scatter_add(Tensor self, int dim, Tensor index, Tensor src) -> Tensor"


@aten_operator
class ScatterReduceTwoOp(PureAtenOp):
    """PyTorch's operator ``aten::scatter_reduce.two``."""

    name = "aten.scatter_reduce.two"
    SCHEMA: ClassVar[str] = (
        "scatter_reduce.two(Tensor self, int dim, Tensor index, Tensor src, str reduce, *, bool include_self=True) -> Tensor"
    )


@aten_operator
class SearchsortedScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::searchsorted.Scalar``."""

    name = "aten.searchsorted.Scalar"
    SCHEMA: ClassVar[str] = (
        "searchsorted.Scalar(Tensor sorted_sequence, Scalar self, *, bool out_int32=False, bool right=False, str? side=None, Tensor? sorter=None) -> Tensor"
    )


@aten_operator
class SearchsortedTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::searchsorted.Tensor``."""

    name = "aten.searchsorted.Tensor"
    SCHEMA: ClassVar[str] = (
        "searchsorted.Tensor(Tensor sorted_sequence, Tensor self, *, bool out_int32=False, bool right=False, str? side=None, Tensor? sorter=None) -> Tensor"
    )


@aten_operator
class SegmentReduceOp(PureAtenOp):
    """PyTorch's operator ``aten::segment_reduce``."""

    name = "aten.segment_reduce"
    SCHEMA: ClassVar[str] = (
        "segment_reduce(Tensor data, str reduce, *, Tensor? lengths=None, Tensor? indices=None, Tensor? offsets=None, int axis=0, bool unsafe=False, Scalar? initial=None) -> Tensor"
    )


@aten_operator
class SelectIntOp(PureAtenOp):
    """PyTorch's operator ``aten::select.int``."""

    name = "aten.select.int"
    SCHEMA: ClassVar[str] = "select.int(Tensor self, int dim, int index) -> Tensor"


@aten_operator
class SelectCopyIntOp(PureAtenOp):
    """PyTorch's operator ``aten::select_copy.int``."""

    name = "aten.select_copy.int"
    SCHEMA: ClassVar[str] = "select_copy.int(Tensor self, int dim, int index) -> Tensor"


@aten_operator
class SelectScatterOp(PureAtenOp):
    """PyTorch's operator ``aten::select_scatter``."""

    name = "aten.select_scatter"
    SCHEMA: ClassVar[str] = "select_scatter(Tensor self, Tensor src, int dim, int index) -> Tensor"


@aten_operator
class SeluOp(PureAtenOp):
    """PyTorch's operator ``aten::selu``."""

    name = "aten.selu"
    SCHEMA: ClassVar[str] = "selu(Tensor self) -> Tensor"


@aten_operator
class SetOp(PureAtenOp):
    """PyTorch's operator ``aten::set``."""

    name = "aten.set"
    SCHEMA: ClassVar[str] = "set(Tensor self) -> Tensor"


@aten_operator
class SetSourceStorageOp(PureAtenOp):
    """PyTorch's operator ``aten::set.source_Storage``."""

    name = "aten.set.source_Storage"
    SCHEMA: ClassVar[str] = "set.source_Storage(Tensor self) -> Tensor"


@aten_operator
class SetSourceStorageStorageOffsetOp(PureAtenOp):
    """PyTorch's operator ``aten::set.source_Storage_storage_offset``."""

    name = "aten.set.source_Storage_storage_offset"
    SCHEMA: ClassVar[str] = (
        "set.source_Storage_storage_offset(Tensor self, int storage_offset, int[] size, int[] stride=[]) -> Tensor"
    )


@aten_operator
class SetSourceTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::set.source_Tensor``."""

    name = "aten.set.source_Tensor"
    SCHEMA: ClassVar[str] = "set.source_Tensor(Tensor self, Tensor source) -> Tensor"


@aten_operator
class SgnOp(PureAtenOp):
    """PyTorch's operator ``aten::sgn``."""

    name = "aten.sgn"
    SCHEMA: ClassVar[str] = "sgn(Tensor self) -> Tensor"


@aten_operator
class SigmoidOp(PureAtenOp):
    """PyTorch's operator ``aten::sigmoid``."""

    name = "aten.sigmoid"
    SCHEMA: ClassVar[str] = "sigmoid(Tensor self) -> Tensor"


@aten_operator
class SignOp(PureAtenOp):
    """PyTorch's operator ``aten::sign``."""

    name = "aten.sign"
    SCHEMA: ClassVar[str] = "sign(Tensor self) -> Tensor"


@aten_operator
class SignbitOp(PureAtenOp):
    """PyTorch's operator ``aten::signbit``."""

    name = "aten.signbit"
    SCHEMA: ClassVar[str] = "signbit(Tensor self) -> Tensor"


@aten_operator
class SiluOp(PureAtenOp):
    """PyTorch's operator ``aten::silu``."""

    name = "aten.silu"
    SCHEMA: ClassVar[str] = "silu(Tensor self) -> Tensor"


@aten_operator
class SinOp(PureAtenOp):
    """PyTorch's operator ``aten::sin``."""

    name = "aten.sin"
    SCHEMA: ClassVar[str] = "sin(Tensor self) -> Tensor"


@aten_operator
class SincOp(PureAtenOp):
    """PyTorch's operator ``aten::sinc``."""

    name = "aten.sinc"
    SCHEMA: ClassVar[str] = "sinc(Tensor self) -> Tensor"


@aten_operator
class SinhOp(PureAtenOp):
    """PyTorch's operator ``aten::sinh``."""

    name = "aten.sinh"
    SCHEMA: ClassVar[str] = "sinh(Tensor self) -> Tensor"


@aten_operator
class SizeIntOp(PureAtenOp):
    """PyTorch's operator ``aten::size.int``."""

    name = "aten.size.int"
    SCHEMA: ClassVar[str] = "size.int(Tensor self, int dim) -> int"


@aten_operator
class SliceTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::slice.Tensor``."""

    name = "aten.slice.Tensor"
    SCHEMA: ClassVar[str] = (
        "slice.Tensor(Tensor self, int dim=0, int? start=None, int? end=None, int step=1) -> Tensor"
    )


@aten_operator
class SliceCopyTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::slice_copy.Tensor``."""

    name = "aten.slice_copy.Tensor"
    SCHEMA: ClassVar[str] = (
        "slice_copy.Tensor(Tensor self, int dim=0, int? start=None, int? end=None, int step=1) -> Tensor"
    )


@aten_operator
class SliceInverseOp(PureAtenOp):
    """PyTorch's operator ``aten::slice_inverse``."""

    name = "aten.slice_inverse"
    SCHEMA: ClassVar[str] = (
        "slice_inverse(Tensor self, Tensor src, int dim=0, int? start=None, int? end=None, int step=1) -> Tensor"
    )


@aten_operator
class SliceScatterOp(PureAtenOp):
    """PyTorch's operator ``aten::slice_scatter``."""

    name = "aten.slice_scatter"
    SCHEMA: ClassVar[str] = (
        "slice_scatter(Tensor self, Tensor src, int dim=0, int? start=None, int? end=None, int step=1) -> Tensor"
    )


@aten_operator
class SlogdetOp(PureAtenOp):
    """PyTorch's operator ``aten::slogdet``."""

    name = "aten.slogdet"
    SCHEMA: ClassVar[str] = "slogdet(Tensor self) -> (Tensor sign, Tensor logabsdet)"


@aten_operator
class SlowConv3dOp(PureAtenOp):
    """PyTorch's operator ``aten::slow_conv3d``."""

    name = "aten.slow_conv3d"
    SCHEMA: ClassVar[str] = (
        "slow_conv3d(Tensor self, Tensor weight, int[3] kernel_size, Tensor? bias=None, int[3] stride=[1, 1, 1], int[3] padding=[0, 0, 0]) -> Tensor"
    )


@aten_operator
class SlowConv3dForwardOp(PureAtenOp):
    """PyTorch's operator ``aten::slow_conv3d_forward``."""

    name = "aten.slow_conv3d_forward"
    SCHEMA: ClassVar[str] = (
        "slow_conv3d_forward(Tensor self, Tensor weight, int[3] kernel_size, Tensor? bias, int[3] stride, int[3] padding) -> Tensor"
    )


@aten_operator
class SlowConvDilated2dOp(PureAtenOp):
    """PyTorch's operator ``aten::slow_conv_dilated2d``."""

    name = "aten.slow_conv_dilated2d"
    SCHEMA: ClassVar[str] = (
        "slow_conv_dilated2d(Tensor self, Tensor weight, int[2] kernel_size, Tensor? bias=None, int[2] stride=[1, 1], int[2] padding=[0, 0], int[2] dilation=[1, 1]) -> Tensor"
    )


@aten_operator
class SlowConvDilated3dOp(PureAtenOp):
    """PyTorch's operator ``aten::slow_conv_dilated3d``."""

    name = "aten.slow_conv_dilated3d"
    SCHEMA: ClassVar[str] = (
        "slow_conv_dilated3d(Tensor self, Tensor weight, int[3] kernel_size, Tensor? bias=None, int[3] stride=[1, 1, 1], int[3] padding=[0, 0, 0], int[3] dilation=[1, 1, 1]) -> Tensor"
    )


@aten_operator
class SlowConvTranspose2dOp(PureAtenOp):
    """PyTorch's operator ``aten::slow_conv_transpose2d``."""

    name = "aten.slow_conv_transpose2d"
    SCHEMA: ClassVar[str] = (
        "slow_conv_transpose2d(Tensor self, Tensor weight, int[2] kernel_size, Tensor? bias=None, int[2] stride=[1, 1], int[2] padding=[0, 0], int[2] output_padding=[0, 0], int[2] dilation=[1, 1]) -> Tensor"
    )


@aten_operator
class SlowConvTranspose3dOp(PureAtenOp):
    """PyTorch's operator ``aten::slow_conv_transpose3d``."""

    name = "aten.slow_conv_transpose3d"
    SCHEMA: ClassVar[str] = (
        "slow_conv_transpose3d(Tensor self, Tensor weight, int[3] kernel_size, Tensor? bias=None, int[3] stride=[1, 1, 1], int[3] padding=[0, 0, 0], int[3] output_padding=[0, 0, 0], int[3] dilation=[1, 1, 1]) -> Tensor"
    )


@aten_operator
class SmmOp(PureAtenOp):
    """PyTorch's operator ``aten::smm``."""

    name = "aten.smm"
    SCHEMA: ClassVar[str] = "smm(Tensor self, Tensor mat2) -> Tensor"


@aten_operator
class SmoothL1LossOp(PureAtenOp):
    """PyTorch's operator ``aten::smooth_l1_loss``."""

    name = "aten.smooth_l1_loss"
    SCHEMA: ClassVar[str] = (
        "smooth_l1_loss(Tensor self, Tensor target, int reduction=1, float beta=1.) -> Tensor"
    )


@aten_operator
class SoftMarginLossOp(PureAtenOp):
    """PyTorch's operator ``aten::soft_margin_loss``."""

    name = "aten.soft_margin_loss"
    SCHEMA: ClassVar[str] = (
        "soft_margin_loss(Tensor self, Tensor target, int reduction=1) -> Tensor"
    )


@aten_operator
class SoftmaxIntOp(PureAtenOp):
    """PyTorch's operator ``aten::softmax.int``."""

    name = "aten.softmax.int"
    SCHEMA: ClassVar[str] = "softmax.int(Tensor self, int dim, ScalarType? dtype=None) -> Tensor"


@aten_operator
class SoftplusOp(PureAtenOp):
    """PyTorch's operator ``aten::softplus``."""

    name = "aten.softplus"
    SCHEMA: ClassVar[str] = "softplus(Tensor self, Scalar beta=1, Scalar threshold=20) -> Tensor"


@aten_operator
class SoftshrinkOp(PureAtenOp):
    """PyTorch's operator ``aten::softshrink``."""

    name = "aten.softshrink"
    SCHEMA: ClassVar[str] = "softshrink(Tensor self, Scalar lambd=0.5) -> Tensor"


@aten_operator
class SortOp(PureAtenOp):
    """PyTorch's operator ``aten::sort``."""

    name = "aten.sort"
    SCHEMA: ClassVar[str] = (
        "sort(Tensor self, int dim=-1, bool descending=False) -> (Tensor values, Tensor indices)"
    )


@aten_operator
class SortStableOp(PureAtenOp):
    """PyTorch's operator ``aten::sort.stable``."""

    name = "aten.sort.stable"
    SCHEMA: ClassVar[str] = (
        "sort.stable(Tensor self, *, bool? stable, int dim=-1, bool descending=False) -> (Tensor values, Tensor indices)"
    )


@aten_operator
class SpecialAiryAiOp(PureAtenOp):
    """PyTorch's operator ``aten::special_airy_ai``."""

    name = "aten.special_airy_ai"
    SCHEMA: ClassVar[str] = "special_airy_ai(Tensor x) -> Tensor"


@aten_operator
class SpecialBesselJ0Op(PureAtenOp):
    """PyTorch's operator ``aten::special_bessel_j0``."""

    name = "aten.special_bessel_j0"
    SCHEMA: ClassVar[str] = "special_bessel_j0(Tensor self) -> Tensor"


@aten_operator
class SpecialBesselJ1Op(PureAtenOp):
    """PyTorch's operator ``aten::special_bessel_j1``."""

    name = "aten.special_bessel_j1"
    SCHEMA: ClassVar[str] = "special_bessel_j1(Tensor self) -> Tensor"


@aten_operator
class SpecialBesselY0Op(PureAtenOp):
    """PyTorch's operator ``aten::special_bessel_y0``."""

    name = "aten.special_bessel_y0"
    SCHEMA: ClassVar[str] = "special_bessel_y0(Tensor self) -> Tensor"


@aten_operator
class SpecialBesselY1Op(PureAtenOp):
    """PyTorch's operator ``aten::special_bessel_y1``."""

    name = "aten.special_bessel_y1"
    SCHEMA: ClassVar[str] = "special_bessel_y1(Tensor self) -> Tensor"


@aten_operator
class SpecialChebyshevPolynomialTOp(PureAtenOp):
    """PyTorch's operator ``aten::special_chebyshev_polynomial_t``."""

    name = "aten.special_chebyshev_polynomial_t"
    SCHEMA: ClassVar[str] = "special_chebyshev_polynomial_t(Tensor x, Tensor n) -> Tensor"


@aten_operator
class SpecialChebyshevPolynomialTNScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_chebyshev_polynomial_t.n_scalar``."""

    name = "aten.special_chebyshev_polynomial_t.n_scalar"
    SCHEMA: ClassVar[str] = "special_chebyshev_polynomial_t.n_scalar(Tensor x, Scalar n) -> Tensor"


@aten_operator
class SpecialChebyshevPolynomialTXScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_chebyshev_polynomial_t.x_scalar``."""

    name = "aten.special_chebyshev_polynomial_t.x_scalar"
    SCHEMA: ClassVar[str] = "special_chebyshev_polynomial_t.x_scalar(Scalar x, Tensor n) -> Tensor"


@aten_operator
class SpecialChebyshevPolynomialUOp(PureAtenOp):
    """PyTorch's operator ``aten::special_chebyshev_polynomial_u``."""

    name = "aten.special_chebyshev_polynomial_u"
    SCHEMA: ClassVar[str] = "special_chebyshev_polynomial_u(Tensor x, Tensor n) -> Tensor"


@aten_operator
class SpecialChebyshevPolynomialUNScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_chebyshev_polynomial_u.n_scalar``."""

    name = "aten.special_chebyshev_polynomial_u.n_scalar"
    SCHEMA: ClassVar[str] = "special_chebyshev_polynomial_u.n_scalar(Tensor x, Scalar n) -> Tensor"


@aten_operator
class SpecialChebyshevPolynomialUXScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_chebyshev_polynomial_u.x_scalar``."""

    name = "aten.special_chebyshev_polynomial_u.x_scalar"
    SCHEMA: ClassVar[str] = "special_chebyshev_polynomial_u.x_scalar(Scalar x, Tensor n) -> Tensor"


@aten_operator
class SpecialChebyshevPolynomialVOp(PureAtenOp):
    """PyTorch's operator ``aten::special_chebyshev_polynomial_v``."""

    name = "aten.special_chebyshev_polynomial_v"
    SCHEMA: ClassVar[str] = "special_chebyshev_polynomial_v(Tensor x, Tensor n) -> Tensor"


@aten_operator
class SpecialChebyshevPolynomialVNScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_chebyshev_polynomial_v.n_scalar``."""

    name = "aten.special_chebyshev_polynomial_v.n_scalar"
    SCHEMA: ClassVar[str] = "special_chebyshev_polynomial_v.n_scalar(Tensor x, Scalar n) -> Tensor"


@aten_operator
class SpecialChebyshevPolynomialVXScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_chebyshev_polynomial_v.x_scalar``."""

    name = "aten.special_chebyshev_polynomial_v.x_scalar"
    SCHEMA: ClassVar[str] = "special_chebyshev_polynomial_v.x_scalar(Scalar x, Tensor n) -> Tensor"


@aten_operator
class SpecialChebyshevPolynomialWOp(PureAtenOp):
    """PyTorch's operator ``aten::special_chebyshev_polynomial_w``."""

    name = "aten.special_chebyshev_polynomial_w"
    SCHEMA: ClassVar[str] = "special_chebyshev_polynomial_w(Tensor x, Tensor n) -> Tensor"


@aten_operator
class SpecialChebyshevPolynomialWNScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_chebyshev_polynomial_w.n_scalar``."""

    name = "aten.special_chebyshev_polynomial_w.n_scalar"
    SCHEMA: ClassVar[str] = "special_chebyshev_polynomial_w.n_scalar(Tensor x, Scalar n) -> Tensor"


@aten_operator
class SpecialChebyshevPolynomialWXScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_chebyshev_polynomial_w.x_scalar``."""

    name = "aten.special_chebyshev_polynomial_w.x_scalar"
    SCHEMA: ClassVar[str] = "special_chebyshev_polynomial_w.x_scalar(Scalar x, Tensor n) -> Tensor"


@aten_operator
class SpecialDigammaOp(PureAtenOp):
    """PyTorch's operator ``aten::special_digamma``."""

    name = "aten.special_digamma"
    SCHEMA: ClassVar[str] = "special_digamma(Tensor self) -> Tensor"


@aten_operator
class SpecialEntrOp(PureAtenOp):
    """PyTorch's operator ``aten::special_entr``."""

    name = "aten.special_entr"
    SCHEMA: ClassVar[str] = "special_entr(Tensor self) -> Tensor"


@aten_operator
class SpecialErfOp(PureAtenOp):
    """PyTorch's operator ``aten::special_erf``."""

    name = "aten.special_erf"
    SCHEMA: ClassVar[str] = "special_erf(Tensor self) -> Tensor"


@aten_operator
class SpecialErfcOp(PureAtenOp):
    """PyTorch's operator ``aten::special_erfc``."""

    name = "aten.special_erfc"
    SCHEMA: ClassVar[str] = "special_erfc(Tensor self) -> Tensor"


@aten_operator
class SpecialErfcxOp(PureAtenOp):
    """PyTorch's operator ``aten::special_erfcx``."""

    name = "aten.special_erfcx"
    SCHEMA: ClassVar[str] = "special_erfcx(Tensor self) -> Tensor"


@aten_operator
class SpecialErfinvOp(PureAtenOp):
    """PyTorch's operator ``aten::special_erfinv``."""

    name = "aten.special_erfinv"
    SCHEMA: ClassVar[str] = "special_erfinv(Tensor self) -> Tensor"


@aten_operator
class SpecialExp2Op(PureAtenOp):
    """PyTorch's operator ``aten::special_exp2``."""

    name = "aten.special_exp2"
    SCHEMA: ClassVar[str] = "special_exp2(Tensor self) -> Tensor"


@aten_operator
class SpecialExpitOp(PureAtenOp):
    """PyTorch's operator ``aten::special_expit``."""

    name = "aten.special_expit"
    SCHEMA: ClassVar[str] = "special_expit(Tensor self) -> Tensor"


@aten_operator
class SpecialExpm1Op(PureAtenOp):
    """PyTorch's operator ``aten::special_expm1``."""

    name = "aten.special_expm1"
    SCHEMA: ClassVar[str] = "special_expm1(Tensor self) -> Tensor"


@aten_operator
class SpecialGammaincOp(PureAtenOp):
    """PyTorch's operator ``aten::special_gammainc``."""

    name = "aten.special_gammainc"
    SCHEMA: ClassVar[str] = "special_gammainc(Tensor self, Tensor other) -> Tensor"


@aten_operator
class SpecialGammainccOp(PureAtenOp):
    """PyTorch's operator ``aten::special_gammaincc``."""

    name = "aten.special_gammaincc"
    SCHEMA: ClassVar[str] = "special_gammaincc(Tensor self, Tensor other) -> Tensor"


@aten_operator
class SpecialGammalnOp(PureAtenOp):
    """PyTorch's operator ``aten::special_gammaln``."""

    name = "aten.special_gammaln"
    SCHEMA: ClassVar[str] = "special_gammaln(Tensor self) -> Tensor"


@aten_operator
class SpecialHermitePolynomialHOp(PureAtenOp):
    """PyTorch's operator ``aten::special_hermite_polynomial_h``."""

    name = "aten.special_hermite_polynomial_h"
    SCHEMA: ClassVar[str] = "special_hermite_polynomial_h(Tensor x, Tensor n) -> Tensor"


@aten_operator
class SpecialHermitePolynomialHNScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_hermite_polynomial_h.n_scalar``."""

    name = "aten.special_hermite_polynomial_h.n_scalar"
    SCHEMA: ClassVar[str] = "special_hermite_polynomial_h.n_scalar(Tensor x, Scalar n) -> Tensor"


@aten_operator
class SpecialHermitePolynomialHXScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_hermite_polynomial_h.x_scalar``."""

    name = "aten.special_hermite_polynomial_h.x_scalar"
    SCHEMA: ClassVar[str] = "special_hermite_polynomial_h.x_scalar(Scalar x, Tensor n) -> Tensor"


@aten_operator
class SpecialHermitePolynomialHeOp(PureAtenOp):
    """PyTorch's operator ``aten::special_hermite_polynomial_he``."""

    name = "aten.special_hermite_polynomial_he"
    SCHEMA: ClassVar[str] = "special_hermite_polynomial_he(Tensor x, Tensor n) -> Tensor"


@aten_operator
class SpecialHermitePolynomialHeNScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_hermite_polynomial_he.n_scalar``."""

    name = "aten.special_hermite_polynomial_he.n_scalar"
    SCHEMA: ClassVar[str] = "special_hermite_polynomial_he.n_scalar(Tensor x, Scalar n) -> Tensor"


@aten_operator
class SpecialHermitePolynomialHeXScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_hermite_polynomial_he.x_scalar``."""

    name = "aten.special_hermite_polynomial_he.x_scalar"
    SCHEMA: ClassVar[str] = "special_hermite_polynomial_he.x_scalar(Scalar x, Tensor n) -> Tensor"


@aten_operator
class SpecialI0Op(PureAtenOp):
    """PyTorch's operator ``aten::special_i0``."""

    name = "aten.special_i0"
    SCHEMA: ClassVar[str] = "special_i0(Tensor self) -> Tensor"


@aten_operator
class SpecialI0eOp(PureAtenOp):
    """PyTorch's operator ``aten::special_i0e``."""

    name = "aten.special_i0e"
    SCHEMA: ClassVar[str] = "special_i0e(Tensor self) -> Tensor"


@aten_operator
class SpecialI1Op(PureAtenOp):
    """PyTorch's operator ``aten::special_i1``."""

    name = "aten.special_i1"
    SCHEMA: ClassVar[str] = "special_i1(Tensor self) -> Tensor"


@aten_operator
class SpecialI1eOp(PureAtenOp):
    """PyTorch's operator ``aten::special_i1e``."""

    name = "aten.special_i1e"
    SCHEMA: ClassVar[str] = "special_i1e(Tensor self) -> Tensor"


@aten_operator
class SpecialLaguerrePolynomialLOp(PureAtenOp):
    """PyTorch's operator ``aten::special_laguerre_polynomial_l``."""

    name = "aten.special_laguerre_polynomial_l"
    SCHEMA: ClassVar[str] = "special_laguerre_polynomial_l(Tensor x, Tensor n) -> Tensor"


@aten_operator
class SpecialLaguerrePolynomialLNScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_laguerre_polynomial_l.n_scalar``."""

    name = "aten.special_laguerre_polynomial_l.n_scalar"
    SCHEMA: ClassVar[str] = "special_laguerre_polynomial_l.n_scalar(Tensor x, Scalar n) -> Tensor"


@aten_operator
class SpecialLaguerrePolynomialLXScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_laguerre_polynomial_l.x_scalar``."""

    name = "aten.special_laguerre_polynomial_l.x_scalar"
    SCHEMA: ClassVar[str] = "special_laguerre_polynomial_l.x_scalar(Scalar x, Tensor n) -> Tensor"


@aten_operator
class SpecialLegendrePolynomialPOp(PureAtenOp):
    """PyTorch's operator ``aten::special_legendre_polynomial_p``."""

    name = "aten.special_legendre_polynomial_p"
    SCHEMA: ClassVar[str] = "special_legendre_polynomial_p(Tensor x, Tensor n) -> Tensor"


@aten_operator
class SpecialLegendrePolynomialPNScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_legendre_polynomial_p.n_scalar``."""

    name = "aten.special_legendre_polynomial_p.n_scalar"
    SCHEMA: ClassVar[str] = "special_legendre_polynomial_p.n_scalar(Tensor x, Scalar n) -> Tensor"


@aten_operator
class SpecialLegendrePolynomialPXScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_legendre_polynomial_p.x_scalar``."""

    name = "aten.special_legendre_polynomial_p.x_scalar"
    SCHEMA: ClassVar[str] = "special_legendre_polynomial_p.x_scalar(Scalar x, Tensor n) -> Tensor"


@aten_operator
class SpecialLog1pOp(PureAtenOp):
    """PyTorch's operator ``aten::special_log1p``."""

    name = "aten.special_log1p"
    SCHEMA: ClassVar[str] = "special_log1p(Tensor self) -> Tensor"


@aten_operator
class SpecialLogNdtrOp(PureAtenOp):
    """PyTorch's operator ``aten::special_log_ndtr``."""

    name = "aten.special_log_ndtr"
    SCHEMA: ClassVar[str] = "special_log_ndtr(Tensor self) -> Tensor"


@aten_operator
class SpecialLogSoftmaxOp(PureAtenOp):
    """PyTorch's operator ``aten::special_log_softmax``."""

    name = "aten.special_log_softmax"
    SCHEMA: ClassVar[str] = (
        "special_log_softmax(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class SpecialLogitOp(PureAtenOp):
    """PyTorch's operator ``aten::special_logit``."""

    name = "aten.special_logit"
    SCHEMA: ClassVar[str] = "special_logit(Tensor self, float? eps=None) -> Tensor"


@aten_operator
class SpecialLogsumexpOp(PureAtenOp):
    """PyTorch's operator ``aten::special_logsumexp``."""

    name = "aten.special_logsumexp"
    SCHEMA: ClassVar[str] = (
        "special_logsumexp(Tensor self, int[1] dim, bool keepdim=False) -> Tensor"
    )


@aten_operator
class SpecialModifiedBesselI0Op(PureAtenOp):
    """PyTorch's operator ``aten::special_modified_bessel_i0``."""

    name = "aten.special_modified_bessel_i0"
    SCHEMA: ClassVar[str] = "special_modified_bessel_i0(Tensor self) -> Tensor"


@aten_operator
class SpecialModifiedBesselI1Op(PureAtenOp):
    """PyTorch's operator ``aten::special_modified_bessel_i1``."""

    name = "aten.special_modified_bessel_i1"
    SCHEMA: ClassVar[str] = "special_modified_bessel_i1(Tensor self) -> Tensor"


@aten_operator
class SpecialModifiedBesselK0Op(PureAtenOp):
    """PyTorch's operator ``aten::special_modified_bessel_k0``."""

    name = "aten.special_modified_bessel_k0"
    SCHEMA: ClassVar[str] = "special_modified_bessel_k0(Tensor self) -> Tensor"


@aten_operator
class SpecialModifiedBesselK1Op(PureAtenOp):
    """PyTorch's operator ``aten::special_modified_bessel_k1``."""

    name = "aten.special_modified_bessel_k1"
    SCHEMA: ClassVar[str] = "special_modified_bessel_k1(Tensor self) -> Tensor"


@aten_operator
class SpecialMultigammalnOp(PureAtenOp):
    """PyTorch's operator ``aten::special_multigammaln``."""

    name = "aten.special_multigammaln"
    SCHEMA: ClassVar[str] = "special_multigammaln(Tensor self, int p) -> Tensor"


@aten_operator
class SpecialNdtrOp(PureAtenOp):
    """PyTorch's operator ``aten::special_ndtr``."""

    name = "aten.special_ndtr"
    SCHEMA: ClassVar[str] = "special_ndtr(Tensor self) -> Tensor"


@aten_operator
class SpecialNdtriOp(PureAtenOp):
    """PyTorch's operator ``aten::special_ndtri``."""

    name = "aten.special_ndtri"
    SCHEMA: ClassVar[str] = "special_ndtri(Tensor self) -> Tensor"


@aten_operator
class SpecialPolygammaOp(PureAtenOp):
    """PyTorch's operator ``aten::special_polygamma``."""

    name = "aten.special_polygamma"
    SCHEMA: ClassVar[str] = "special_polygamma(int n, Tensor self) -> Tensor"


@aten_operator
class SpecialPsiOp(PureAtenOp):
    """PyTorch's operator ``aten::special_psi``."""

    name = "aten.special_psi"
    SCHEMA: ClassVar[str] = "special_psi(Tensor self) -> Tensor"


@aten_operator
class SpecialRoundOp(PureAtenOp):
    """PyTorch's operator ``aten::special_round``."""

    name = "aten.special_round"
    SCHEMA: ClassVar[str] = "special_round(Tensor self, *, int decimals=0) -> Tensor"


@aten_operator
class SpecialScaledModifiedBesselK0Op(PureAtenOp):
    """PyTorch's operator ``aten::special_scaled_modified_bessel_k0``."""

    name = "aten.special_scaled_modified_bessel_k0"
    SCHEMA: ClassVar[str] = "special_scaled_modified_bessel_k0(Tensor x) -> Tensor"


@aten_operator
class SpecialScaledModifiedBesselK1Op(PureAtenOp):
    """PyTorch's operator ``aten::special_scaled_modified_bessel_k1``."""

    name = "aten.special_scaled_modified_bessel_k1"
    SCHEMA: ClassVar[str] = "special_scaled_modified_bessel_k1(Tensor x) -> Tensor"


@aten_operator
class SpecialShiftedChebyshevPolynomialTOp(PureAtenOp):
    """PyTorch's operator ``aten::special_shifted_chebyshev_polynomial_t``."""

    name = "aten.special_shifted_chebyshev_polynomial_t"
    SCHEMA: ClassVar[str] = "special_shifted_chebyshev_polynomial_t(Tensor x, Tensor n) -> Tensor"


@aten_operator
class SpecialShiftedChebyshevPolynomialTNScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_shifted_chebyshev_polynomial_t.n_scalar``."""

    name = "aten.special_shifted_chebyshev_polynomial_t.n_scalar"
    SCHEMA: ClassVar[str] = (
        "special_shifted_chebyshev_polynomial_t.n_scalar(Tensor x, Scalar n) -> Tensor"
    )


@aten_operator
class SpecialShiftedChebyshevPolynomialTXScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_shifted_chebyshev_polynomial_t.x_scalar``."""

    name = "aten.special_shifted_chebyshev_polynomial_t.x_scalar"
    SCHEMA: ClassVar[str] = (
        "special_shifted_chebyshev_polynomial_t.x_scalar(Scalar x, Tensor n) -> Tensor"
    )


@aten_operator
class SpecialShiftedChebyshevPolynomialUOp(PureAtenOp):
    """PyTorch's operator ``aten::special_shifted_chebyshev_polynomial_u``."""

    name = "aten.special_shifted_chebyshev_polynomial_u"
    SCHEMA: ClassVar[str] = "special_shifted_chebyshev_polynomial_u(Tensor x, Tensor n) -> Tensor"


@aten_operator
class SpecialShiftedChebyshevPolynomialUNScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_shifted_chebyshev_polynomial_u.n_scalar``."""

    name = "aten.special_shifted_chebyshev_polynomial_u.n_scalar"
    SCHEMA: ClassVar[str] = (
        "special_shifted_chebyshev_polynomial_u.n_scalar(Tensor x, Scalar n) -> Tensor"
    )


@aten_operator
class SpecialShiftedChebyshevPolynomialUXScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_shifted_chebyshev_polynomial_u.x_scalar``."""

    name = "aten.special_shifted_chebyshev_polynomial_u.x_scalar"
    SCHEMA: ClassVar[str] = (
        "special_shifted_chebyshev_polynomial_u.x_scalar(Scalar x, Tensor n) -> Tensor"
    )


@aten_operator
class SpecialShiftedChebyshevPolynomialVOp(PureAtenOp):
    """PyTorch's operator ``aten::special_shifted_chebyshev_polynomial_v``."""

    name = "aten.special_shifted_chebyshev_polynomial_v"
    SCHEMA: ClassVar[str] = "special_shifted_chebyshev_polynomial_v(Tensor x, Tensor n) -> Tensor"


@aten_operator
class SpecialShiftedChebyshevPolynomialVNScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_shifted_chebyshev_polynomial_v.n_scalar``."""

    name = "aten.special_shifted_chebyshev_polynomial_v.n_scalar"
    SCHEMA: ClassVar[str] = (
        "special_shifted_chebyshev_polynomial_v.n_scalar(Tensor x, Scalar n) -> Tensor"
    )


@aten_operator
class SpecialShiftedChebyshevPolynomialVXScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_shifted_chebyshev_polynomial_v.x_scalar``."""

    name = "aten.special_shifted_chebyshev_polynomial_v.x_scalar"
    SCHEMA: ClassVar[str] = (
        "special_shifted_chebyshev_polynomial_v.x_scalar(Scalar x, Tensor n) -> Tensor"
    )


@aten_operator
class SpecialShiftedChebyshevPolynomialWOp(PureAtenOp):
    """PyTorch's operator ``aten::special_shifted_chebyshev_polynomial_w``."""

    name = "aten.special_shifted_chebyshev_polynomial_w"
    SCHEMA: ClassVar[str] = "special_shifted_chebyshev_polynomial_w(Tensor x, Tensor n) -> Tensor"


@aten_operator
class SpecialShiftedChebyshevPolynomialWNScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_shifted_chebyshev_polynomial_w.n_scalar``."""

    name = "aten.special_shifted_chebyshev_polynomial_w.n_scalar"
    SCHEMA: ClassVar[str] = (
        "special_shifted_chebyshev_polynomial_w.n_scalar(Tensor x, Scalar n) -> Tensor"
    )


@aten_operator
class SpecialShiftedChebyshevPolynomialWXScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_shifted_chebyshev_polynomial_w.x_scalar``."""

    name = "aten.special_shifted_chebyshev_polynomial_w.x_scalar"
    SCHEMA: ClassVar[str] = (
        "special_shifted_chebyshev_polynomial_w.x_scalar(Scalar x, Tensor n) -> Tensor"
    )


@aten_operator
class SpecialSincOp(PureAtenOp):
    """PyTorch's operator ``aten::special_sinc``."""

    name = "aten.special_sinc"
    SCHEMA: ClassVar[str] = "special_sinc(Tensor self) -> Tensor"


@aten_operator
class SpecialSoftmaxOp(PureAtenOp):
    """PyTorch's operator ``aten::special_softmax``."""

    name = "aten.special_softmax"
    SCHEMA: ClassVar[str] = (
        "special_softmax(Tensor self, int dim, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class SpecialSphericalBesselJ0Op(PureAtenOp):
    """PyTorch's operator ``aten::special_spherical_bessel_j0``."""

    name = "aten.special_spherical_bessel_j0"
    SCHEMA: ClassVar[str] = "special_spherical_bessel_j0(Tensor x) -> Tensor"


@aten_operator
class SpecialXlog1pyOp(PureAtenOp):
    """PyTorch's operator ``aten::special_xlog1py``."""

    name = "aten.special_xlog1py"
    SCHEMA: ClassVar[str] = "special_xlog1py(Tensor self, Tensor other) -> Tensor"


@aten_operator
class SpecialXlog1pyOtherScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_xlog1py.other_scalar``."""

    name = "aten.special_xlog1py.other_scalar"
    SCHEMA: ClassVar[str] = "special_xlog1py.other_scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class SpecialXlog1pySelfScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_xlog1py.self_scalar``."""

    name = "aten.special_xlog1py.self_scalar"
    SCHEMA: ClassVar[str] = "special_xlog1py.self_scalar(Scalar self, Tensor other) -> Tensor"


@aten_operator
class SpecialXlogyOp(PureAtenOp):
    """PyTorch's operator ``aten::special_xlogy``."""

    name = "aten.special_xlogy"
    SCHEMA: ClassVar[str] = "special_xlogy(Tensor self, Tensor other) -> Tensor"


@aten_operator
class SpecialXlogyOtherScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_xlogy.other_scalar``."""

    name = "aten.special_xlogy.other_scalar"
    SCHEMA: ClassVar[str] = "special_xlogy.other_scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class SpecialXlogySelfScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_xlogy.self_scalar``."""

    name = "aten.special_xlogy.self_scalar"
    SCHEMA: ClassVar[str] = "special_xlogy.self_scalar(Scalar self, Tensor other) -> Tensor"


@aten_operator
class SpecialZetaOp(PureAtenOp):
    """PyTorch's operator ``aten::special_zeta``."""

    name = "aten.special_zeta"
    SCHEMA: ClassVar[str] = "special_zeta(Tensor self, Tensor other) -> Tensor"


@aten_operator
class SpecialZetaOtherScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_zeta.other_scalar``."""

    name = "aten.special_zeta.other_scalar"
    SCHEMA: ClassVar[str] = "special_zeta.other_scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class SpecialZetaSelfScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::special_zeta.self_scalar``."""

    name = "aten.special_zeta.self_scalar"
    SCHEMA: ClassVar[str] = "special_zeta.self_scalar(Scalar self, Tensor other) -> Tensor"


@aten_operator
class SplitTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::split.Tensor``."""

    name = "aten.split.Tensor"
    SCHEMA: ClassVar[str] = "split.Tensor(Tensor self, int split_size, int dim=0) -> Tensor[]"


@aten_operator
class SplitSizesOp(PureAtenOp):
    """PyTorch's operator ``aten::split.sizes``."""

    name = "aten.split.sizes"
    SCHEMA: ClassVar[str] = "split.sizes(Tensor self, int[] split_size, int dim=0) -> Tensor[]"


@aten_operator
class SplitCopyTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::split_copy.Tensor``."""

    name = "aten.split_copy.Tensor"
    SCHEMA: ClassVar[str] = "split_copy.Tensor(Tensor self, int split_size, int dim=0) -> Tensor[]"


@aten_operator
class SplitWithSizesOp(PureAtenOp):
    """PyTorch's operator ``aten::split_with_sizes``."""

    name = "aten.split_with_sizes"
    SCHEMA: ClassVar[str] = (
        "split_with_sizes(Tensor self, int[] split_sizes, int dim=0) -> Tensor[]"
    )


@aten_operator
class SplitWithSizesCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::split_with_sizes_copy``."""

    name = "aten.split_with_sizes_copy"
    SCHEMA: ClassVar[str] = (
        "split_with_sizes_copy(Tensor self, int[] split_sizes, int dim=0) -> Tensor[]"
    )


@aten_operator
class SqrtOp(PureAtenOp):
    """PyTorch's operator ``aten::sqrt``."""

    name = "aten.sqrt"
    SCHEMA: ClassVar[str] = "sqrt(Tensor self) -> Tensor"


@aten_operator
class SquareOp(PureAtenOp):
    """PyTorch's operator ``aten::square``."""

    name = "aten.square"
    SCHEMA: ClassVar[str] = "square(Tensor self) -> Tensor"


@aten_operator
class SqueezeOp(PureAtenOp):
    """PyTorch's operator ``aten::squeeze``."""

    name = "aten.squeeze"
    SCHEMA: ClassVar[str] = "squeeze(Tensor self) -> Tensor"


@aten_operator
class SqueezeDimOp(PureAtenOp):
    """PyTorch's operator ``aten::squeeze.dim``."""

    name = "aten.squeeze.dim"
    SCHEMA: ClassVar[str] = "squeeze.dim(Tensor self, int dim) -> Tensor"


@aten_operator
class SqueezeDimsOp(PureAtenOp):
    """PyTorch's operator ``aten::squeeze.dims``."""

    name = "aten.squeeze.dims"
    SCHEMA: ClassVar[str] = "squeeze.dims(Tensor self, int[] dim) -> Tensor"


@aten_operator
class SqueezeCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::squeeze_copy``."""

    name = "aten.squeeze_copy"
    SCHEMA: ClassVar[str] = "squeeze_copy(Tensor self) -> Tensor"


@aten_operator
class SqueezeCopyDimOp(PureAtenOp):
    """PyTorch's operator ``aten::squeeze_copy.dim``."""

    name = "aten.squeeze_copy.dim"
    SCHEMA: ClassVar[str] = "squeeze_copy.dim(Tensor self, int dim) -> Tensor"


@aten_operator
class SqueezeCopyDimsOp(PureAtenOp):
    """PyTorch's operator ``aten::squeeze_copy.dims``."""

    name = "aten.squeeze_copy.dims"
    SCHEMA: ClassVar[str] = "squeeze_copy.dims(Tensor self, int[] dim) -> Tensor"


@aten_operator
class SspaddmmOp(PureAtenOp):
    """PyTorch's operator ``aten::sspaddmm``."""

    name = "aten.sspaddmm"
    SCHEMA: ClassVar[str] = (
        "sspaddmm(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor"
    )


@aten_operator
class StackOp(PureAtenOp):
    """PyTorch's operator ``aten::stack``."""

    name = "aten.stack"
    SCHEMA: ClassVar[str] = "stack(Tensor[] tensors, int dim=0) -> Tensor"


@aten_operator
class StdOp(PureAtenOp):
    """PyTorch's operator ``aten::std``."""

    name = "aten.std"
    SCHEMA: ClassVar[str] = "std(Tensor self, bool unbiased=True) -> Tensor"


@aten_operator
class StdCorrectionOp(PureAtenOp):
    """PyTorch's operator ``aten::std.correction``."""

    name = "aten.std.correction"
    SCHEMA: ClassVar[str] = (
        "std.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> Tensor"
    )


@aten_operator
class StdDimOp(PureAtenOp):
    """PyTorch's operator ``aten::std.dim``."""

    name = "aten.std.dim"
    SCHEMA: ClassVar[str] = (
        "std.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> Tensor"
    )


@aten_operator
class StdMeanOp(PureAtenOp):
    """PyTorch's operator ``aten::std_mean``."""

    name = "aten.std_mean"
    SCHEMA: ClassVar[str] = "std_mean(Tensor self, bool unbiased=True) -> (Tensor, Tensor)"


@aten_operator
class StdMeanCorrectionOp(PureAtenOp):
    """PyTorch's operator ``aten::std_mean.correction``."""

    name = "aten.std_mean.correction"
    SCHEMA: ClassVar[str] = (
        "std_mean.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> (Tensor, Tensor)"
    )


@aten_operator
class StdMeanDimOp(PureAtenOp):
    """PyTorch's operator ``aten::std_mean.dim``."""

    name = "aten.std_mean.dim"
    SCHEMA: ClassVar[str] = (
        "std_mean.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> (Tensor, Tensor)"
    )


@aten_operator
class StftOp(PureAtenOp):
    """PyTorch's operator ``aten::stft``."""

    name = "aten.stft"
    SCHEMA: ClassVar[str] = (
        "stft(Tensor self, int n_fft, int? hop_length=None, int? win_length=None, Tensor? window=None, bool normalized=False, bool? onesided=None, bool? return_complex=None, bool? align_to_window=None) -> Tensor"
    )


@aten_operator
class StftCenterOp(PureAtenOp):
    """PyTorch's operator ``aten::stft.center``."""

    name = "aten.stft.center"
    SCHEMA: ClassVar[str] = (
        'stft.center(Tensor self, int n_fft, int? hop_length=None, int? win_length=None, Tensor? window=None, bool center=True, str pad_mode="reflect", bool normalized=False, bool? onesided=None, bool? return_complex=None, bool? align_to_window=None) -> Tensor'
    )


@aten_operator
class StorageOffsetOp(PureAtenOp):
    """PyTorch's operator ``aten::storage_offset``."""

    name = "aten.storage_offset"
    SCHEMA: ClassVar[str] = "storage_offset(Tensor self) -> int"


@aten_operator
class StrideIntOp(PureAtenOp):
    """PyTorch's operator ``aten::stride.int``."""

    name = "aten.stride.int"
    SCHEMA: ClassVar[str] = "stride.int(Tensor self, int dim) -> int"


@aten_operator
class SubScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::sub.Scalar``."""

    name = "aten.sub.Scalar"
    SCHEMA: ClassVar[str] = "sub.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor"


@aten_operator
class SubTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::sub.Tensor``."""

    name = "aten.sub.Tensor"
    SCHEMA: ClassVar[str] = "sub.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor"


@aten_operator
class SubtractScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::subtract.Scalar``."""

    name = "aten.subtract.Scalar"
    SCHEMA: ClassVar[str] = "subtract.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor"


@aten_operator
class SubtractTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::subtract.Tensor``."""

    name = "aten.subtract.Tensor"
    SCHEMA: ClassVar[str] = (
        "subtract.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor"
    )


@aten_operator
class SumOp(PureAtenOp):
    """PyTorch's operator ``aten::sum``."""

    name = "aten.sum"
    SCHEMA: ClassVar[str] = "sum(Tensor self, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class SumDimIntListOp(PureAtenOp):
    """PyTorch's operator ``aten::sum.dim_IntList``."""

    name = "aten.sum.dim_IntList"
    SCHEMA: ClassVar[str] = (
        "sum.dim_IntList(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class SumToSizeOp(PureAtenOp):
    """PyTorch's operator ``aten::sum_to_size``."""

    name = "aten.sum_to_size"
    SCHEMA: ClassVar[str] = "sum_to_size(Tensor self, int[] size) -> Tensor"


@aten_operator
class SvdOp(PureAtenOp):
    """PyTorch's operator ``aten::svd``."""

    name = "aten.svd"
    SCHEMA: ClassVar[str] = (
        "svd(Tensor self, bool some=True, bool compute_uv=True) -> (Tensor U, Tensor S, Tensor V)"
    )


@aten_operator
class SwapaxesOp(PureAtenOp):
    """PyTorch's operator ``aten::swapaxes``."""

    name = "aten.swapaxes"
    SCHEMA: ClassVar[str] = "swapaxes(Tensor self, int axis0, int axis1) -> Tensor"


@aten_operator
class SwapdimsOp(PureAtenOp):
    """PyTorch's operator ``aten::swapdims``."""

    name = "aten.swapdims"
    SCHEMA: ClassVar[str] = "swapdims(Tensor self, int dim0, int dim1) -> Tensor"


@aten_operator
class SymNumelOp(PureAtenOp):
    """PyTorch's operator ``aten::sym_numel``."""

    name = "aten.sym_numel"
    SCHEMA: ClassVar[str] = "sym_numel(Tensor self) -> int"


@aten_operator
class SymSizeIntOp(PureAtenOp):
    """PyTorch's operator ``aten::sym_size.int``."""

    name = "aten.sym_size.int"
    SCHEMA: ClassVar[str] = "sym_size.int(Tensor self, int dim) -> int"


@aten_operator
class SymStorageOffsetOp(PureAtenOp):
    """PyTorch's operator ``aten::sym_storage_offset``."""

    name = "aten.sym_storage_offset"
    SCHEMA: ClassVar[str] = "sym_storage_offset(Tensor self) -> int"


@aten_operator
class SymStrideIntOp(PureAtenOp):
    """PyTorch's operator ``aten::sym_stride.int``."""

    name = "aten.sym_stride.int"
    SCHEMA: ClassVar[str] = "sym_stride.int(Tensor self, int dim) -> int"


@aten_operator
class TOp(PureAtenOp):
    """PyTorch's operator ``aten::t``."""

    name = "aten.t"
    SCHEMA: ClassVar[str] = "t(Tensor self) -> Tensor"


@aten_operator
class TCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::t_copy``."""

    name = "aten.t_copy"
    SCHEMA: ClassVar[str] = "t_copy(Tensor self) -> Tensor"


@aten_operator
class TakeOp(PureAtenOp):
    """PyTorch's operator ``aten::take``."""

    name = "aten.take"
    SCHEMA: ClassVar[str] = "take(Tensor self, Tensor index) -> Tensor"


@aten_operator
class TakeAlongDimOp(PureAtenOp):
    """PyTorch's operator ``aten::take_along_dim``."""

    name = "aten.take_along_dim"
    SCHEMA: ClassVar[str] = "take_along_dim(Tensor self, Tensor indices, int? dim=None) -> Tensor"


@aten_operator
class TanOp(PureAtenOp):
    """PyTorch's operator ``aten::tan``."""

    name = "aten.tan"
    SCHEMA: ClassVar[str] = "tan(Tensor self) -> Tensor"


@aten_operator
class TanhOp(PureAtenOp):
    """PyTorch's operator ``aten::tanh``."""

    name = "aten.tanh"
    SCHEMA: ClassVar[str] = "tanh(Tensor self) -> Tensor"


@aten_operator
class TensorSplitIndicesOp(PureAtenOp):
    """PyTorch's operator ``aten::tensor_split.indices``."""

    name = "aten.tensor_split.indices"
    SCHEMA: ClassVar[str] = (
        "tensor_split.indices(Tensor self, int[] indices, int dim=0) -> Tensor[]"
    )


@aten_operator
class TensorSplitSectionsOp(PureAtenOp):
    """PyTorch's operator ``aten::tensor_split.sections``."""

    name = "aten.tensor_split.sections"
    SCHEMA: ClassVar[str] = (
        "tensor_split.sections(Tensor self, int sections, int dim=0) -> Tensor[]"
    )


@aten_operator
class TensorSplitTensorIndicesOrSectionsOp(PureAtenOp):
    """PyTorch's operator ``aten::tensor_split.tensor_indices_or_sections``."""

    name = "aten.tensor_split.tensor_indices_or_sections"
    SCHEMA: ClassVar[str] = (
        "tensor_split.tensor_indices_or_sections(Tensor self, Tensor tensor_indices_or_sections, int dim=0) -> Tensor[]"
    )


@aten_operator
class TensordotOp(PureAtenOp):
    """PyTorch's operator ``aten::tensordot``."""

    name = "aten.tensordot"
    SCHEMA: ClassVar[str] = (
        "tensordot(Tensor self, Tensor other, int[] dims_self, int[] dims_other) -> Tensor"
    )


@aten_operator
class ThnnConv2dOp(PureAtenOp):
    """PyTorch's operator ``aten::thnn_conv2d``."""

    name = "aten.thnn_conv2d"
    SCHEMA: ClassVar[str] = (
        "thnn_conv2d(Tensor self, Tensor weight, int[2] kernel_size, Tensor? bias=None, int[2] stride=[1, 1], int[2] padding=[0, 0]) -> Tensor"
    )


@aten_operator
class ThresholdOp(PureAtenOp):
    """PyTorch's operator ``aten::threshold``."""

    name = "aten.threshold"
    SCHEMA: ClassVar[str] = "threshold(Tensor self, Scalar threshold, Scalar value) -> Tensor"


@aten_operator
class TileOp(PureAtenOp):
    """PyTorch's operator ``aten::tile``."""

    name = "aten.tile"
    SCHEMA: ClassVar[str] = "tile(Tensor self, int[] dims) -> Tensor"


@aten_operator
class ToDeviceOp(PureAtenOp):
    """PyTorch's operator ``aten::to.device``."""

    name = "aten.to.device"
    SCHEMA: ClassVar[str] = "to.device(Tensor self, ScalarType dtype, bool copy=False) -> Tensor"


@aten_operator
class ToDtypeOp(PureAtenOp):
    """PyTorch's operator ``aten::to.dtype``."""

    name = "aten.to.dtype"
    SCHEMA: ClassVar[str] = "to.dtype(Tensor self, ScalarType dtype, bool copy=False) -> Tensor"


@aten_operator
class ToDtypeLayoutOp(PureAtenOp):
    """PyTorch's operator ``aten::to.dtype_layout``."""

    name = "aten.to.dtype_layout"
    SCHEMA: ClassVar[str] = (
        "to.dtype_layout(Tensor self, *, ScalarType? dtype=None, bool copy=False) -> Tensor"
    )


@aten_operator
class ToOtherOp(PureAtenOp):
    """PyTorch's operator ``aten::to.other``."""

    name = "aten.to.other"
    SCHEMA: ClassVar[str] = "to.other(Tensor self, Tensor other, bool copy=False) -> Tensor"


@aten_operator
class ToDenseOp(PureAtenOp):
    """PyTorch's operator ``aten::to_dense``."""

    name = "aten.to_dense"
    SCHEMA: ClassVar[str] = (
        "to_dense(Tensor self, ScalarType? dtype=None, *, bool? masked_grad=None) -> Tensor"
    )


@aten_operator
class ToPaddedTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::to_padded_tensor``."""

    name = "aten.to_padded_tensor"
    SCHEMA: ClassVar[str] = (
        "to_padded_tensor(Tensor self, float padding, int[]? output_size=None) -> Tensor"
    )


@aten_operator
class TopkOp(PureAtenOp):
    """PyTorch's operator ``aten::topk``."""

    name = "aten.topk"
    SCHEMA: ClassVar[str] = (
        "topk(Tensor self, int k, int dim=-1, bool largest=True, bool sorted=True) -> (Tensor values, Tensor indices)"
    )


@aten_operator
class TraceOp(PureAtenOp):
    """PyTorch's operator ``aten::trace``."""

    name = "aten.trace"
    SCHEMA: ClassVar[str] = "trace(Tensor self) -> Tensor"


@aten_operator
class TransposeIntOp(PureAtenOp):
    """PyTorch's operator ``aten::transpose.int``."""

    name = "aten.transpose.int"
    SCHEMA: ClassVar[str] = "transpose.int(Tensor self, int dim0, int dim1) -> Tensor"


@aten_operator
class TransposeCopyIntOp(PureAtenOp):
    """PyTorch's operator ``aten::transpose_copy.int``."""

    name = "aten.transpose_copy.int"
    SCHEMA: ClassVar[str] = "transpose_copy.int(Tensor self, int dim0, int dim1) -> Tensor"


@aten_operator
class TrapezoidDxOp(PureAtenOp):
    """PyTorch's operator ``aten::trapezoid.dx``."""

    name = "aten.trapezoid.dx"
    SCHEMA: ClassVar[str] = "trapezoid.dx(Tensor y, *, Scalar dx=1, int dim=-1) -> Tensor"


@aten_operator
class TrapezoidXOp(PureAtenOp):
    """PyTorch's operator ``aten::trapezoid.x``."""

    name = "aten.trapezoid.x"
    SCHEMA: ClassVar[str] = "trapezoid.x(Tensor y, Tensor x, *, int dim=-1) -> Tensor"


@aten_operator
class TrapzDxOp(PureAtenOp):
    """PyTorch's operator ``aten::trapz.dx``."""

    name = "aten.trapz.dx"
    SCHEMA: ClassVar[str] = "trapz.dx(Tensor y, *, float dx=1., int dim=-1) -> Tensor"


@aten_operator
class TrapzXOp(PureAtenOp):
    """PyTorch's operator ``aten::trapz.x``."""

    name = "aten.trapz.x"
    SCHEMA: ClassVar[str] = "trapz.x(Tensor y, Tensor x, *, int dim=-1) -> Tensor"


@aten_operator
class TriangularSolveOp(PureAtenOp):
    """PyTorch's operator ``aten::triangular_solve``."""

    name = "aten.triangular_solve"
    SCHEMA: ClassVar[str] = (
        "triangular_solve(Tensor self, Tensor A, bool upper=True, bool transpose=False, bool unitriangular=False) -> (Tensor solution, Tensor cloned_coefficient)"
    )


@aten_operator
class TrilOp(PureAtenOp):
    """PyTorch's operator ``aten::tril``."""

    name = "aten.tril"
    SCHEMA: ClassVar[str] = "tril(Tensor self, int diagonal=0) -> Tensor"


@aten_operator
class TrilIndicesOp(PureAtenOp):
    """PyTorch's operator ``aten::tril_indices``."""

    name = "aten.tril_indices"
    SCHEMA: ClassVar[str] = (
        "tril_indices(int row, int col, int offset=0, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class TripletMarginLossOp(PureAtenOp):
    """PyTorch's operator ``aten::triplet_margin_loss``."""

    name = "aten.triplet_margin_loss"
    SCHEMA: ClassVar[str] = (
        "triplet_margin_loss(Tensor anchor, Tensor positive, Tensor negative, float margin=1., float p=2., float eps=9.9999999999999995e-07, bool swap=False, int reduction=1) -> Tensor"
    )


@aten_operator
class TriuOp(PureAtenOp):
    """PyTorch's operator ``aten::triu``."""

    name = "aten.triu"
    SCHEMA: ClassVar[str] = "triu(Tensor self, int diagonal=0) -> Tensor"


@aten_operator
class TriuIndicesOp(PureAtenOp):
    """PyTorch's operator ``aten::triu_indices``."""

    name = "aten.triu_indices"
    SCHEMA: ClassVar[str] = (
        "triu_indices(int row, int col, int offset=0, *, ScalarType? dtype=None) -> Tensor"
    )


@aten_operator
class TrueDivideScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::true_divide.Scalar``."""

    name = "aten.true_divide.Scalar"
    SCHEMA: ClassVar[str] = "true_divide.Scalar(Tensor self, Scalar other) -> Tensor"


@aten_operator
class TrueDivideTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::true_divide.Tensor``."""

    name = "aten.true_divide.Tensor"
    SCHEMA: ClassVar[str] = "true_divide.Tensor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class TruncOp(PureAtenOp):
    """PyTorch's operator ``aten::trunc``."""

    name = "aten.trunc"
    SCHEMA: ClassVar[str] = "trunc(Tensor self) -> Tensor"


@aten_operator
class TypeAsOp(PureAtenOp):
    """PyTorch's operator ``aten::type_as``."""

    name = "aten.type_as"
    SCHEMA: ClassVar[str] = "type_as(Tensor self, Tensor other) -> Tensor"


@aten_operator
class UnbindIntOp(PureAtenOp):
    """PyTorch's operator ``aten::unbind.int``."""

    name = "aten.unbind.int"
    SCHEMA: ClassVar[str] = "unbind.int(Tensor self, int dim=0) -> Tensor[]"


@aten_operator
class UnbindCopyIntOp(PureAtenOp):
    """PyTorch's operator ``aten::unbind_copy.int``."""

    name = "aten.unbind_copy.int"
    SCHEMA: ClassVar[str] = "unbind_copy.int(Tensor self, int dim=0) -> Tensor[]"


@aten_operator
class UnflattenIntOp(PureAtenOp):
    """PyTorch's operator ``aten::unflatten.int``."""

    name = "aten.unflatten.int"
    SCHEMA: ClassVar[str] = "unflatten.int(Tensor self, int dim, int[] sizes) -> Tensor"


@aten_operator
class UnflattenDenseTensorsOp(PureAtenOp):
    """PyTorch's operator ``aten::unflatten_dense_tensors``."""

    name = "aten.unflatten_dense_tensors"
    SCHEMA: ClassVar[str] = "unflatten_dense_tensors(Tensor flat, Tensor[] tensors) -> Tensor[]"


@aten_operator
class UnfoldOp(PureAtenOp):
    """PyTorch's operator ``aten::unfold``."""

    name = "aten.unfold"
    SCHEMA: ClassVar[str] = "unfold(Tensor self, int dimension, int size, int step) -> Tensor"


@aten_operator
class UnfoldCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::unfold_copy``."""

    name = "aten.unfold_copy"
    SCHEMA: ClassVar[str] = "unfold_copy(Tensor self, int dimension, int size, int step) -> Tensor"


@aten_operator
class UniformOp(RandomAtenOp):
    """PyTorch's operator ``aten::uniform``."""

    name = "aten.uniform"
    SCHEMA: ClassVar[str] = "uniform(Tensor self, float from=0., float to=1.) -> Tensor"


@aten_operator
class UniqueConsecutiveOp(PureAtenOp):
    """PyTorch's operator ``aten::unique_consecutive``."""

    name = "aten.unique_consecutive"
    SCHEMA: ClassVar[str] = (
        "unique_consecutive(Tensor self, bool return_inverse=False, bool return_counts=False, int? dim=None) -> (Tensor, Tensor, Tensor)"
    )


@aten_operator
class UniqueDimOp(PureAtenOp):
    """PyTorch's operator ``aten::unique_dim``."""

    name = "aten.unique_dim"
    SCHEMA: ClassVar[str] = (
        "unique_dim(Tensor self, int dim, bool sorted=True, bool return_inverse=False, bool return_counts=False) -> (Tensor, Tensor, Tensor)"
    )


@aten_operator
class UniqueDimConsecutiveOp(PureAtenOp):
    """PyTorch's operator ``aten::unique_dim_consecutive``."""

    name = "aten.unique_dim_consecutive"
    SCHEMA: ClassVar[str] = (
        "unique_dim_consecutive(Tensor self, int dim, bool return_inverse=False, bool return_counts=False) -> (Tensor, Tensor, Tensor)"
    )


@aten_operator
class UnsafeChunkOp(PureAtenOp):
    """PyTorch's operator ``aten::unsafe_chunk``."""

    name = "aten.unsafe_chunk"
    SCHEMA: ClassVar[str] = "unsafe_chunk(Tensor self, int chunks, int dim=0) -> Tensor[]"


@aten_operator
class UnsafeSplitTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::unsafe_split.Tensor``."""

    name = "aten.unsafe_split.Tensor"
    SCHEMA: ClassVar[str] = (
        "unsafe_split.Tensor(Tensor self, int split_size, int dim=0) -> Tensor[]"
    )


@aten_operator
class UnsafeSplitWithSizesOp(PureAtenOp):
    """PyTorch's operator ``aten::unsafe_split_with_sizes``."""

    name = "aten.unsafe_split_with_sizes"
    SCHEMA: ClassVar[str] = (
        "unsafe_split_with_sizes(Tensor self, int[] split_sizes, int dim=0) -> Tensor[]"
    )


@aten_operator
class UnsqueezeOp(PureAtenOp):
    """PyTorch's operator ``aten::unsqueeze``."""

    name = "aten.unsqueeze"
    SCHEMA: ClassVar[str] = "unsqueeze(Tensor self, int dim) -> Tensor"


@aten_operator
class UnsqueezeCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::unsqueeze_copy``."""

    name = "aten.unsqueeze_copy"
    SCHEMA: ClassVar[str] = "unsqueeze_copy(Tensor self, int dim) -> Tensor"


@aten_operator
class UpsampleBicubic2dOp(PureAtenOp):
    """PyTorch's operator ``aten::upsample_bicubic2d``."""

    name = "aten.upsample_bicubic2d"
    SCHEMA: ClassVar[str] = (
        "upsample_bicubic2d(Tensor self, int[2] output_size, bool align_corners, float? scales_h=None, float? scales_w=None) -> Tensor"
    )


@aten_operator
class UpsampleBicubic2dVecOp(PureAtenOp):
    """PyTorch's operator ``aten::upsample_bicubic2d.vec``."""

    name = "aten.upsample_bicubic2d.vec"
    SCHEMA: ClassVar[str] = (
        "upsample_bicubic2d.vec(Tensor input, int[]? output_size, bool align_corners, float[]? scale_factors) -> Tensor"
    )


@aten_operator
class UpsampleBilinear2dOp(PureAtenOp):
    """PyTorch's operator ``aten::upsample_bilinear2d``."""

    name = "aten.upsample_bilinear2d"
    SCHEMA: ClassVar[str] = (
        "upsample_bilinear2d(Tensor self, int[2] output_size, bool align_corners, float? scales_h=None, float? scales_w=None) -> Tensor"
    )


@aten_operator
class UpsampleBilinear2dVecOp(PureAtenOp):
    """PyTorch's operator ``aten::upsample_bilinear2d.vec``."""

    name = "aten.upsample_bilinear2d.vec"
    SCHEMA: ClassVar[str] = (
        "upsample_bilinear2d.vec(Tensor input, int[]? output_size, bool align_corners, float[]? scale_factors) -> Tensor"
    )


@aten_operator
class UpsampleLinear1dOp(PureAtenOp):
    """PyTorch's operator ``aten::upsample_linear1d``."""

    name = "aten.upsample_linear1d"
    SCHEMA: ClassVar[str] = (
        "upsample_linear1d(Tensor self, int[1] output_size, bool align_corners, float? scales=None) -> Tensor"
    )


@aten_operator
class UpsampleLinear1dVecOp(PureAtenOp):
    """PyTorch's operator ``aten::upsample_linear1d.vec``."""

    name = "aten.upsample_linear1d.vec"
    SCHEMA: ClassVar[str] = (
        "upsample_linear1d.vec(Tensor input, int[]? output_size, bool align_corners, float[]? scale_factors) -> Tensor"
    )


@aten_operator
class UpsampleNearest1dOp(PureAtenOp):
    """PyTorch's operator ``aten::upsample_nearest1d``."""

    name = "aten.upsample_nearest1d"
    SCHEMA: ClassVar[str] = (
        "upsample_nearest1d(Tensor self, int[1] output_size, float? scales=None) -> Tensor"
    )


@aten_operator
class UpsampleNearest1dVecOp(PureAtenOp):
    """PyTorch's operator ``aten::upsample_nearest1d.vec``."""

    name = "aten.upsample_nearest1d.vec"
    SCHEMA: ClassVar[str] = (
        "upsample_nearest1d.vec(Tensor input, int[]? output_size, float[]? scale_factors) -> Tensor"
    )


@aten_operator
class UpsampleNearest2dOp(PureAtenOp):
    """PyTorch's operator ``aten::upsample_nearest2d``."""

    name = "aten.upsample_nearest2d"
    SCHEMA: ClassVar[str] = (
        "upsample_nearest2d(Tensor self, int[2] output_size, float? scales_h=None, float? scales_w=None) -> Tensor"
    )


@aten_operator
class UpsampleNearest2dVecOp(PureAtenOp):
    """PyTorch's operator ``aten::upsample_nearest2d.vec``."""

    name = "aten.upsample_nearest2d.vec"
    SCHEMA: ClassVar[str] = (
        "upsample_nearest2d.vec(Tensor input, int[]? output_size, float[]? scale_factors) -> Tensor"
    )


@aten_operator
class UpsampleNearest3dOp(PureAtenOp):
    """PyTorch's operator ``aten::upsample_nearest3d``."""

    name = "aten.upsample_nearest3d"
    SCHEMA: ClassVar[str] = (
        "upsample_nearest3d(Tensor self, int[3] output_size, float? scales_d=None, float? scales_h=None, float? scales_w=None) -> Tensor"
    )


@aten_operator
class UpsampleNearest3dVecOp(PureAtenOp):
    """PyTorch's operator ``aten::upsample_nearest3d.vec``."""

    name = "aten.upsample_nearest3d.vec"
    SCHEMA: ClassVar[str] = (
        "upsample_nearest3d.vec(Tensor input, int[]? output_size, float[]? scale_factors) -> Tensor"
    )


@aten_operator
class UpsampleTrilinear3dOp(PureAtenOp):
    """PyTorch's operator ``aten::upsample_trilinear3d``."""

    name = "aten.upsample_trilinear3d"
    SCHEMA: ClassVar[str] = (
        "upsample_trilinear3d(Tensor self, int[3] output_size, bool align_corners, float? scales_d=None, float? scales_h=None, float? scales_w=None) -> Tensor"
    )


@aten_operator
class UpsampleTrilinear3dVecOp(PureAtenOp):
    """PyTorch's operator ``aten::upsample_trilinear3d.vec``."""

    name = "aten.upsample_trilinear3d.vec"
    SCHEMA: ClassVar[str] = (
        "upsample_trilinear3d.vec(Tensor input, int[]? output_size, bool align_corners, float[]? scale_factors) -> Tensor"
    )


@aten_operator
class ValuesOp(PureAtenOp):
    """PyTorch's operator ``aten::values``."""

    name = "aten.values"
    SCHEMA: ClassVar[str] = "values(Tensor self) -> Tensor"


@aten_operator
class ValuesCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::values_copy``."""

    name = "aten.values_copy"
    SCHEMA: ClassVar[str] = "values_copy(Tensor self) -> Tensor"


@aten_operator
class VanderOp(PureAtenOp):
    """PyTorch's operator ``aten::vander``."""

    name = "aten.vander"
    SCHEMA: ClassVar[str] = "vander(Tensor x, int? N=None, bool increasing=False) -> Tensor"


@aten_operator
class VarOp(PureAtenOp):
    """PyTorch's operator ``aten::var``."""

    name = "aten.var"
    SCHEMA: ClassVar[str] = "var(Tensor self, bool unbiased=True) -> Tensor"


@aten_operator
class VarCorrectionOp(PureAtenOp):
    """PyTorch's operator ``aten::var.correction``."""

    name = "aten.var.correction"
    SCHEMA: ClassVar[str] = (
        "var.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> Tensor"
    )


@aten_operator
class VarDimOp(PureAtenOp):
    """PyTorch's operator ``aten::var.dim``."""

    name = "aten.var.dim"
    SCHEMA: ClassVar[str] = (
        "var.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> Tensor"
    )


@aten_operator
class VarMeanOp(PureAtenOp):
    """PyTorch's operator ``aten::var_mean``."""

    name = "aten.var_mean"
    SCHEMA: ClassVar[str] = "var_mean(Tensor self, bool unbiased=True) -> (Tensor, Tensor)"


@aten_operator
class VarMeanCorrectionOp(PureAtenOp):
    """PyTorch's operator ``aten::var_mean.correction``."""

    name = "aten.var_mean.correction"
    SCHEMA: ClassVar[str] = (
        "var_mean.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> (Tensor, Tensor)"
    )


@aten_operator
class VarMeanDimOp(PureAtenOp):
    """PyTorch's operator ``aten::var_mean.dim``."""

    name = "aten.var_mean.dim"
    SCHEMA: ClassVar[str] = (
        "var_mean.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> (Tensor, Tensor)"
    )


@aten_operator
class VdotOp(PureAtenOp):
    """PyTorch's operator ``aten::vdot``."""

    name = "aten.vdot"
    SCHEMA: ClassVar[str] = "vdot(Tensor self, Tensor other) -> Tensor"


@aten_operator
class ViewOp(PureAtenOp):
    """PyTorch's operator ``aten::view``."""

    name = "aten.view"
    SCHEMA: ClassVar[str] = "view(Tensor self, int[] size) -> Tensor"


@aten_operator
class ViewDtypeOp(PureAtenOp):
    """PyTorch's operator ``aten::view.dtype``."""

    name = "aten.view.dtype"
    SCHEMA: ClassVar[str] = "view.dtype(Tensor self, ScalarType dtype) -> Tensor"


@aten_operator
class ViewAsOp(PureAtenOp):
    """PyTorch's operator ``aten::view_as``."""

    name = "aten.view_as"
    SCHEMA: ClassVar[str] = "view_as(Tensor self, Tensor other) -> Tensor"


@aten_operator
class ViewAsComplexOp(PureAtenOp):
    """PyTorch's operator ``aten::view_as_complex``."""

    name = "aten.view_as_complex"
    SCHEMA: ClassVar[str] = "view_as_complex(Tensor self) -> Tensor"


@aten_operator
class ViewAsComplexCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::view_as_complex_copy``."""

    name = "aten.view_as_complex_copy"
    SCHEMA: ClassVar[str] = "view_as_complex_copy(Tensor self) -> Tensor"


@aten_operator
class ViewAsRealOp(PureAtenOp):
    """PyTorch's operator ``aten::view_as_real``."""

    name = "aten.view_as_real"
    SCHEMA: ClassVar[str] = "view_as_real(Tensor self) -> Tensor"


@aten_operator
class ViewAsRealCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::view_as_real_copy``."""

    name = "aten.view_as_real_copy"
    SCHEMA: ClassVar[str] = "view_as_real_copy(Tensor self) -> Tensor"


@aten_operator
class ViewCopyOp(PureAtenOp):
    """PyTorch's operator ``aten::view_copy``."""

    name = "aten.view_copy"
    SCHEMA: ClassVar[str] = "view_copy(Tensor self, int[] size) -> Tensor"


@aten_operator
class ViewCopyDtypeOp(PureAtenOp):
    """PyTorch's operator ``aten::view_copy.dtype``."""

    name = "aten.view_copy.dtype"
    SCHEMA: ClassVar[str] = "view_copy.dtype(Tensor self, ScalarType dtype) -> Tensor"


@aten_operator
class VsplitArrayOp(PureAtenOp):
    """PyTorch's operator ``aten::vsplit.array``."""

    name = "aten.vsplit.array"
    SCHEMA: ClassVar[str] = "vsplit.array(Tensor self, int[] indices) -> Tensor[]"


@aten_operator
class VsplitIntOp(PureAtenOp):
    """PyTorch's operator ``aten::vsplit.int``."""

    name = "aten.vsplit.int"
    SCHEMA: ClassVar[str] = "vsplit.int(Tensor self, int sections) -> Tensor[]"


@aten_operator
class VstackOp(PureAtenOp):
    """PyTorch's operator ``aten::vstack``."""

    name = "aten.vstack"
    SCHEMA: ClassVar[str] = "vstack(Tensor[] tensors) -> Tensor"


@aten_operator
class WhereOp(PureAtenOp):
    """PyTorch's operator ``aten::where``."""

    name = "aten.where"
    SCHEMA: ClassVar[str] = "where(Tensor condition) -> Tensor[]"


@aten_operator
class WhereScalarOp(PureAtenOp):
    """PyTorch's operator ``aten::where.Scalar``."""

    name = "aten.where.Scalar"
    SCHEMA: ClassVar[str] = "where.Scalar(Tensor condition, Scalar self, Scalar other) -> Tensor"


@aten_operator
class WhereScalarOtherOp(PureAtenOp):
    """PyTorch's operator ``aten::where.ScalarOther``."""

    name = "aten.where.ScalarOther"
    SCHEMA: ClassVar[str] = (
        "where.ScalarOther(Tensor condition, Tensor self, Scalar other) -> Tensor"
    )


@aten_operator
class WhereScalarSelfOp(PureAtenOp):
    """PyTorch's operator ``aten::where.ScalarSelf``."""

    name = "aten.where.ScalarSelf"
    SCHEMA: ClassVar[str] = (
        "where.ScalarSelf(Tensor condition, Scalar self, Tensor other) -> Tensor"
    )


@aten_operator
class WhereSelfOp(PureAtenOp):
    """PyTorch's operator ``aten::where.self``."""

    name = "aten.where.self"
    SCHEMA: ClassVar[str] = "where.self(Tensor condition, Tensor self, Tensor other) -> Tensor"


@aten_operator
class XlogyScalarOtherOp(PureAtenOp):
    """PyTorch's operator ``aten::xlogy.Scalar_Other``."""

    name = "aten.xlogy.Scalar_Other"
    SCHEMA: ClassVar[str] = "xlogy.Scalar_Other(Tensor self, Scalar other) -> Tensor"


@aten_operator
class XlogyScalarSelfOp(PureAtenOp):
    """PyTorch's operator ``aten::xlogy.Scalar_Self``."""

    name = "aten.xlogy.Scalar_Self"
    SCHEMA: ClassVar[str] = "xlogy.Scalar_Self(Scalar self, Tensor other) -> Tensor"


@aten_operator
class XlogyTensorOp(PureAtenOp):
    """PyTorch's operator ``aten::xlogy.Tensor``."""

    name = "aten.xlogy.Tensor"
    SCHEMA: ClassVar[str] = "xlogy.Tensor(Tensor self, Tensor other) -> Tensor"


@aten_operator
class ZeroOp(PureAtenOp):
    """PyTorch's operator ``aten::zero``."""

    name = "aten.zero"
    SCHEMA: ClassVar[str] = "zero(Tensor self) -> Tensor"


@aten_operator
class ZerosOp(PureAtenOp):
    """PyTorch's operator ``aten::zeros``."""

    name = "aten.zeros"
    SCHEMA: ClassVar[str] = "zeros(int[] size, *, ScalarType? dtype=None) -> Tensor"


@aten_operator
class ZerosLikeOp(PureAtenOp):
    """PyTorch's operator ``aten::zeros_like``."""

    name = "aten.zeros_like"
    SCHEMA: ClassVar[str] = "zeros_like(Tensor self, *, ScalarType? dtype=None) -> Tensor"


Aten = Dialect(
    "aten",
    [
        _AdaptiveAvgPool2dOp,
        _AdaptiveAvgPool3dOp,
        _AddReluScalarOp,
        _AddReluTensorOp,
        _AddmmActivationOp,
        _AminmaxOp,
        _AminmaxDimOp,
        _AutocastToFullPrecisionOp,
        _AutocastToReducedPrecisionOp,
        _BatchNormImplIndexOp,
        _BatchNormNoUpdateOp,
        _BatchNormWithUpdateFunctionalOp,
        _CastByteOp,
        _CastCharOp,
        _CastDoubleOp,
        _CastFloatOp,
        _CastHalfOp,
        _CastIntOp,
        _CastLongOp,
        _CastShortOp,
        _CdistForwardOp,
        _CholeskySolveHelperOp,
        _ChooseQparamsPerTensorOp,
        _ChunkCatOp,
        _ComputeLinearCombinationOp,
        _ConjOp,
        _ConjCopyOp,
        _ConjPhysicalOp,
        _ConvDepthwise2dOp,
        _ConvertIndicesFromCooToCsrOp,
        _ConvertIndicesFromCsrToCooOp,
        _ConvertWeightToInt4packOp,
        _ConvertWeightToInt4packForCpuOp,
        _ConvolutionOp,
        _ConvolutionDeprecatedOp,
        _ConvolutionModeOp,
        _CopyFromOp,
        _CopyFromAndResizeOp,
        _CtcLossOp,
        _CtcLossTensorOp,
        _DebugHasInternalOverlapOp,
        _DimIOp,
        _DimVOp,
        _DimArangeOp,
        _EfficientzerotensorOp,
        _EmbeddingBagOp,
        _EmbeddingBagForwardOnlyOp,
        _EuclideanDistOp,
        _FftC2cOp,
        _FftC2rOp,
        _FoobarOp,
        _GridSampler2dCpuFallbackOp,
        _GroupedMmOp,
        _HasCompatibleShallowCopyTypeOp,
        _HasSameStorageNumelOp,
        _HistogramddBinEdgesOp,
        _HistogramddFromBinCtsOp,
        _HistogramddFromBinTensorsOp,
        _IndexPutImplOp,
        _IndicesOp,
        _IndicesCopyOp,
        _IntMmOp,
        _IsAllTrueOp,
        _IsAnyTrueOp,
        _IsZerotensorOp,
        _JaggedToPaddedDenseForwardOp,
        _LinalgDetOp,
        _LinalgEighOp,
        _LinalgEigvalsOp,
        _LinalgSlogdetOp,
        _LinalgSolveExOp,
        _LinalgSvdOp,
        _LogSoftmaxOp,
        _LogcumsumexpOp,
        _LuWithInfoOp,
        _MakeDepTokenOp,
        _MaskedScaleOp,
        _MaskedSoftmaxOp,
        _MixedDtypesLinearOp,
        _NativeBatchNormLegitNoStatsOp,
        _NativeBatchNormLegitFunctionalOp,
        _NativeBatchNormLegitNoTrainingOp,
        _NativeMultiHeadAttentionOp,
        _NegViewOp,
        _NegViewCopyOp,
        _NewZerosWithSameFeatureMetaOp,
        _NnpackAvailableOp,
        _NnpackSpatialConvolutionOp,
        _NnzOp,
        _PackPaddedSequenceOp,
        _PadCircularOp,
        _PadEnumOp,
        _PadPackedSequenceOp,
        _PaddedDenseToJaggedForwardOp,
        _PdistForwardOp,
        _PhiloxKeyFoldInOp,
        _PhiloxKeySplitOp,
        _PhiloxNormalOp,
        _PhiloxUniformOp,
        _PinMemoryOp,
        _PreluKernelOp,
        _ReshapeAliasOp,
        _ReshapeAliasCopyOp,
        _ReshapeCopyOp,
        _ReshapeFromTensorOp,
        _RowwisePruneOp,
        _SafeSoftmaxOp,
        _SampleDirichletOp,
        _SaturateWeightToFp16Op,
        _ScaledDotProductAttentionMathOp,
        _ScaledGroupedMmOp,
        _ScaledGroupedMmV2Op,
        _ScaledMmOp,
        _ScaledMmV2Op,
        _ShapeAsTensorOp,
        _SlowConv2dForwardOp,
        _SobolEngineDrawOp,
        _SoftmaxOp,
        _SpdiagsOp,
        _SpsolveOp,
        _StackOp,
        _StandardGammaOp,
        _ToCopyOp,
        _ToCpuOp,
        _ToDenseOp,
        _TransformBiasRescaleQkvOp,
        _TransformerEncoderLayerFwdOp,
        _TrilinearOp,
        _TritonMultiHeadAttentionOp,
        _TritonScaledDotAttentionOp,
        _UniqueOp,
        _Unique2Op,
        _UnsafeIndexTensorOp,
        _UnsafeIndexPutOp,
        _UnsafeMaskedIndexOp,
        _UnsafeMaskedIndexPutAccumulateOp,
        _UnsafeViewOp,
        _UpsampleBicubic2dAaOp,
        _UpsampleBicubic2dAaVecOp,
        _UpsampleBilinear2dAaOp,
        _UpsampleBilinear2dAaVecOp,
        _UpsampleLanczos2dAaOp,
        _UpsampleLanczos2dAaVecOp,
        _UpsampleNearestExact1dOp,
        _UpsampleNearestExact1dVecOp,
        _UpsampleNearestExact2dOp,
        _UpsampleNearestExact2dVecOp,
        _UpsampleNearestExact3dOp,
        _UpsampleNearestExact3dVecOp,
        _ValuesOp,
        _ValuesCopyOp,
        _VersionOp,
        _WeightInt4packMmOp,
        _WeightInt4packMmForCpuOp,
        _WeightInt4packMmWithScalesAndZerosOp,
        _WeightInt8packMmOp,
        _WeightNormOp,
        _WeightNormInterfaceOp,
        _WrappedLinearPrepackOp,
        AbsOp,
        AbsoluteOp,
        AcosOp,
        AcoshOp,
        AdaptiveAvgPool1dOp,
        AdaptiveAvgPool2dOp,
        AdaptiveAvgPool3dOp,
        AdaptiveMaxPool1dOp,
        AdaptiveMaxPool2dOp,
        AdaptiveMaxPool3dOp,
        AddScalarOp,
        AddTensorOp,
        AddbmmOp,
        AddcdivOp,
        AddcmulOp,
        AddmmOp,
        AddmmDtypeOp,
        AddmvOp,
        AddrOp,
        AdjointOp,
        AffineGridGeneratorOp,
        AliasOp,
        AliasCopyOp,
        AllOp,
        AllDimOp,
        AllDimsOp,
        AllcloseOp,
        AlphaDropoutOp,
        AmaxOp,
        AminOp,
        AminmaxOp,
        AngleOp,
        AnyOp,
        AnyDimOp,
        AnyDimsOp,
        ArangeOp,
        ArangeStartOp,
        ArangeStartStepOp,
        ArccosOp,
        ArccoshOp,
        ArcsinOp,
        ArcsinhOp,
        ArctanOp,
        Arctan2Op,
        ArctanhOp,
        ArgmaxOp,
        ArgminOp,
        ArgsortOp,
        ArgsortStableOp,
        ArgwhereOp,
        AsStridedOp,
        AsStridedCopyOp,
        AsStridedScatterOp,
        AsinOp,
        AsinhOp,
        AtanOp,
        Atan2Op,
        AtanhOp,
        Atleast1dOp,
        Atleast1dSequenceOp,
        Atleast2dOp,
        Atleast2dSequenceOp,
        Atleast3dOp,
        Atleast3dSequenceOp,
        AvgPool1dOp,
        AvgPool2dOp,
        AvgPool3dOp,
        BaddbmmOp,
        BaddbmmDtypeOp,
        BartlettWindowOp,
        BartlettWindowPeriodicOp,
        BatchNormOp,
        BatchNormElemtOp,
        BatchNormGatherStatsOp,
        BatchNormGatherStatsWithCountsOp,
        BatchNormStatsOp,
        BatchNormUpdateStatsOp,
        BernoulliOp,
        BernoulliTensorOp,
        BernoulliPOp,
        BilinearOp,
        BinaryCrossEntropyOp,
        BinaryCrossEntropyWithLogitsOp,
        BincountOp,
        BinomialOp,
        BitwiseAndScalarOp,
        BitwiseAndScalarTensorOp,
        BitwiseAndTensorOp,
        BitwiseLeftShiftScalarTensorOp,
        BitwiseLeftShiftTensorOp,
        BitwiseLeftShiftTensorScalarOp,
        BitwiseNotOp,
        BitwiseOrScalarOp,
        BitwiseOrScalarTensorOp,
        BitwiseOrTensorOp,
        BitwiseRightShiftScalarTensorOp,
        BitwiseRightShiftTensorOp,
        BitwiseRightShiftTensorScalarOp,
        BitwiseXorScalarOp,
        BitwiseXorScalarTensorOp,
        BitwiseXorTensorOp,
        BlackmanWindowOp,
        BlackmanWindowPeriodicOp,
        BlockDiagOp,
        BmmOp,
        BmmDtypeOp,
        BroadcastTensorsOp,
        BroadcastToOp,
        BucketizeScalarOp,
        BucketizeTensorOp,
        CanCastOp,
        CartesianProdOp,
        CatOp,
        CauchyOp,
        CcolIndicesOp,
        CcolIndicesCopyOp,
        CdistOp,
        CeilOp,
        CeluOp,
        ChainMatmulOp,
        ChalfOp,
        ChannelShuffleOp,
        CholeskyOp,
        CholeskyInverseOp,
        CholeskySolveOp,
        ChooseQparamsOptimizedOp,
        ChunkOp,
        ClampOp,
        ClampTensorOp,
        ClampMaxOp,
        ClampMaxTensorOp,
        ClampMinOp,
        ClampMinTensorOp,
        ClipOp,
        ClipTensorOp,
        CloneOp,
        CoalesceOp,
        Col2imOp,
        ColIndicesOp,
        ColIndicesCopyOp,
        ColumnStackOp,
        CombinationsOp,
        ComplexOp,
        ConcatOp,
        ConcatenateOp,
        ConjOp,
        ConjPhysicalOp,
        ConstantPadNdOp,
        ContiguousOp,
        Conv1dOp,
        Conv1dPaddingOp,
        Conv2dOp,
        Conv2dPaddingOp,
        Conv3dOp,
        Conv3dPaddingOp,
        ConvDepthwise3dOp,
        ConvTbcOp,
        ConvTranspose1dOp,
        ConvTranspose2dInputOp,
        ConvTranspose3dInputOp,
        ConvolutionOp,
        ConvolutionOverrideableOp,
        CopyOp,
        CopysignScalarOp,
        CopysignTensorOp,
        CorrcoefOp,
        CosOp,
        CoshOp,
        CosineEmbeddingLossOp,
        CosineSimilarityOp,
        CountNonzeroOp,
        CountNonzeroDimIntListOp,
        CovOp,
        CrossOp,
        CrossEntropyLossOp,
        CrowIndicesOp,
        CrowIndicesCopyOp,
        CtcLossIntListOp,
        CtcLossTensorOp,
        CummaxOp,
        CumminOp,
        CumprodOp,
        CumsumOp,
        CumulativeTrapezoidDxOp,
        CumulativeTrapezoidXOp,
        DataOp,
        Deg2radOp,
        DenseDimOp,
        DetOp,
        DetachOp,
        DetachCopyOp,
        DiagOp,
        DiagEmbedOp,
        DiagflatOp,
        DiagonalOp,
        DiagonalCopyOp,
        DiagonalScatterOp,
        DiffOp,
        DigammaOp,
        DimOp,
        DistOp,
        DivScalarOp,
        DivScalarModeOp,
        DivTensorOp,
        DivTensorModeOp,
        DivideScalarOp,
        DivideScalarModeOp,
        DivideTensorOp,
        DivideTensorModeOp,
        DotOp,
        DropoutOp,
        DsplitArrayOp,
        DsplitIntOp,
        DstackOp,
        EinsumOp,
        EluOp,
        EmbeddingOp,
        EmbeddingBagOp,
        EmbeddingBagPaddingIdxOp,
        EmbeddingRenormOp,
        EmptyMemoryFormatOp,
        EmptyLikeOp,
        EmptyPermutedOp,
        EmptyStridedOp,
        EqScalarOp,
        EqTensorOp,
        EqualOp,
        ErfOp,
        ErfcOp,
        ErfinvOp,
        ExpOp,
        Exp2Op,
        ExpandOp,
        ExpandAsOp,
        ExpandCopyOp,
        Expm1Op,
        ExponentialOp,
        EyeOp,
        EyeMOp,
        FeatureAlphaDropoutOp,
        FeatureDropoutOp,
        FftFftOp,
        FftFft2Op,
        FftFftfreqOp,
        FftFftnOp,
        FftFftshiftOp,
        FftHfftOp,
        FftHfft2Op,
        FftHfftnOp,
        FftIfftOp,
        FftIfft2Op,
        FftIfftnOp,
        FftIfftshiftOp,
        FftIhfftOp,
        FftIhfft2Op,
        FftIhfftnOp,
        FftIrfftOp,
        FftIrfft2Op,
        FftIrfftnOp,
        FftRfftOp,
        FftRfft2Op,
        FftRfftfreqOp,
        FftRfftnOp,
        FillScalarOp,
        FillTensorOp,
        FixOp,
        FlattenUsingIntsOp,
        FlattenDenseTensorsOp,
        FlipOp,
        FliplrOp,
        FlipudOp,
        FloatPowerScalarOp,
        FloatPowerTensorScalarOp,
        FloatPowerTensorTensorOp,
        FloorOp,
        FloorDivideOp,
        FloorDivideScalarOp,
        FmaxOp,
        FminOp,
        FmodScalarOp,
        FmodTensorOp,
        FracOp,
        FractionalMaxPool2dOp,
        FractionalMaxPool3dOp,
        FrexpTensorOp,
        FrobeniusNormDimOp,
        FullOp,
        FullLikeOp,
        GatherOp,
        GcdOp,
        GeScalarOp,
        GeTensorOp,
        GeluOp,
        GeometricOp,
        GeqrfOp,
        GerOp,
        GetDeviceOp,
        GluOp,
        GreaterScalarOp,
        GreaterTensorOp,
        GreaterEqualScalarOp,
        GreaterEqualTensorOp,
        GridSamplerOp,
        GridSampler2dOp,
        GridSampler3dOp,
        GroupNormOp,
        GruDataOp,
        GruInputOp,
        GruCellOp,
        GtScalarOp,
        GtTensorOp,
        HammingWindowOp,
        HammingWindowPeriodicOp,
        HammingWindowPeriodicAlphaOp,
        HammingWindowPeriodicAlphaBetaOp,
        HannWindowOp,
        HannWindowPeriodicOp,
        HardshrinkOp,
        HardsigmoidOp,
        HardswishOp,
        HardtanhOp,
        HashTensorOp,
        HeavisideOp,
        HingeEmbeddingLossOp,
        HistcOp,
        HistogramBinCtOp,
        HistogramBinsTensorOp,
        HistogramddOp,
        HistogramddTensorListBinsOp,
        HistogramddIntBinsOp,
        HsplitArrayOp,
        HsplitIntOp,
        HspmmOp,
        HstackOp,
        HuberLossOp,
        HypotOp,
        I0Op,
        IgammaOp,
        IgammacOp,
        Im2colOp,
        ImagOp,
        IndexTensorOp,
        IndexAddOp,
        IndexCopyOp,
        IndexFillIntScalarOp,
        IndexFillIntTensorOp,
        IndexPutOp,
        IndexReduceOp,
        IndexSelectOp,
        IndicesOp,
        IndicesCopyOp,
        InnerOp,
        InstanceNormOp,
        IntReprOp,
        InverseOp,
        IsComplexOp,
        IsConjOp,
        IsContiguousOp,
        IsContiguousMemoryFormatOp,
        IsDistributedOp,
        IsFloatingPointOp,
        IsInferenceOp,
        IsLeafOp,
        IsNegOp,
        IsPinnedOp,
        IsSameSizeOp,
        IsSetToOp,
        IsSignedOp,
        IscloseOp,
        IsfiniteOp,
        IsinScalarTensorOp,
        IsinTensorScalarOp,
        IsinTensorTensorOp,
        IsinfOp,
        IsnanOp,
        IsneginfOp,
        IsposinfOp,
        IsrealOp,
        IstftOp,
        KaiserWindowOp,
        KaiserWindowBetaOp,
        KaiserWindowPeriodicOp,
        KlDivOp,
        KronOp,
        KthvalueOp,
        L1LossOp,
        LayerNormOp,
        LcmOp,
        LdexpTensorOp,
        LeScalarOp,
        LeTensorOp,
        LeakyReluOp,
        LerpScalarOp,
        LerpTensorOp,
        LessScalarOp,
        LessTensorOp,
        LessEqualScalarOp,
        LessEqualTensorOp,
        LgammaOp,
        LiftOp,
        LiftFreshOp,
        LiftFreshCopyOp,
        LinalgPowsumOp,
        LinalgCholeskyOp,
        LinalgCholeskyExOp,
        LinalgCondOp,
        LinalgCondPStrOp,
        LinalgCrossOp,
        LinalgDetOp,
        LinalgDiagonalOp,
        LinalgEigOp,
        LinalgEighOp,
        LinalgEigvalsOp,
        LinalgEigvalshOp,
        LinalgHouseholderProductOp,
        LinalgInvOp,
        LinalgInvExOp,
        LinalgLdlFactorOp,
        LinalgLdlFactorExOp,
        LinalgLdlSolveOp,
        LinalgLstsqOp,
        LinalgLuOp,
        LinalgLuFactorOp,
        LinalgLuFactorExOp,
        LinalgLuSolveOp,
        LinalgMatmulOp,
        LinalgMatrixExpOp,
        LinalgMatrixNormOp,
        LinalgMatrixNormStrOrdOp,
        LinalgMatrixPowerOp,
        LinalgMatrixRankOp,
        LinalgMatrixRankAtolRtolFloatOp,
        LinalgMatrixRankAtolRtolTensorOp,
        LinalgMatrixRankTolTensorOp,
        LinalgMultiDotOp,
        LinalgNormOp,
        LinalgNormOrdStrOp,
        LinalgPinvOp,
        LinalgPinvAtolRtolFloatOp,
        LinalgPinvAtolRtolTensorOp,
        LinalgPinvRcondTensorOp,
        LinalgQrOp,
        LinalgSlogdetOp,
        LinalgSolveOp,
        LinalgSolveExOp,
        LinalgSolveTriangularOp,
        LinalgSvdOp,
        LinalgSvdvalsOp,
        LinalgTensorinvOp,
        LinalgTensorsolveOp,
        LinalgVanderOp,
        LinalgVecdotOp,
        LinalgVectorNormOp,
        LinearOp,
        LinspaceOp,
        LinspaceScalarTensorOp,
        LinspaceTensorScalarOp,
        LinspaceTensorTensorOp,
        LogOp,
        Log10Op,
        Log1pOp,
        Log2Op,
        LogNormalOp,
        LogSigmoidOp,
        LogSigmoidForwardOp,
        LogSoftmaxIntOp,
        LogaddexpOp,
        Logaddexp2Op,
        LogcumsumexpOp,
        LogdetOp,
        LogicalAndOp,
        LogicalNotOp,
        LogicalOrOp,
        LogicalXorOp,
        LogitOp,
        LogspaceOp,
        LogspaceScalarTensorOp,
        LogspaceTensorScalarOp,
        LogspaceTensorTensorOp,
        LogsumexpOp,
        LstmDataOp,
        LstmInputOp,
        LstmCellOp,
        LtScalarOp,
        LtTensorOp,
        LuSolveOp,
        LuUnpackOp,
        MHOp,
        MTOp,
        MarginRankingLossOp,
        MaskedFillScalarOp,
        MaskedFillTensorOp,
        MaskedScatterOp,
        MaskedSelectOp,
        MatmulOp,
        MatrixHOp,
        MatrixExpOp,
        MatrixPowerOp,
        MaxOp,
        MaxDimOp,
        MaxOtherOp,
        MaxPool1dOp,
        MaxPool1dWithIndicesOp,
        MaxPool2dOp,
        MaxPool2dWithIndicesOp,
        MaxPool3dOp,
        MaxPool3dWithIndicesOp,
        MaxUnpool2dOp,
        MaxUnpool3dOp,
        MaximumOp,
        MeanOp,
        MeanDimOp,
        MedianOp,
        MedianDimOp,
        MeshgridOp,
        MeshgridIndexingOp,
        MinOp,
        MinDimOp,
        MinOtherOp,
        MinimumOp,
        MishOp,
        MmOp,
        MmDtypeOp,
        ModeOp,
        MoveaxisIntOp,
        MoveaxisIntlistOp,
        MovedimIntOp,
        MovedimIntlistOp,
        MseLossOp,
        MsortOp,
        MulScalarOp,
        MulTensorOp,
        MultiMarginLossOp,
        MultilabelMarginLossOp,
        MultilabelMarginLossForwardOp,
        MultinomialOp,
        MultiplyScalarOp,
        MultiplyTensorOp,
        MvOp,
        MvlgammaOp,
        NanToNumOp,
        NanmeanOp,
        NanmedianOp,
        NanmedianDimOp,
        NanquantileOp,
        NanquantileScalarOp,
        NansumOp,
        NarrowOp,
        NarrowTensorOp,
        NarrowCopyOp,
        NativeBatchNormOp,
        NativeChannelShuffleOp,
        NativeDropoutOp,
        NativeGroupNormOp,
        NativeLayerNormOp,
        NativeNormOp,
        NativeNormScalarOptDimDtypeOp,
        NeScalarOp,
        NeTensorOp,
        NegOp,
        NegativeOp,
        NewEmptyOp,
        NewEmptyStridedOp,
        NewFullOp,
        NewOnesOp,
        NewZerosOp,
        NextafterOp,
        NllLossOp,
        NllLoss2dOp,
        NllLoss2dForwardOp,
        NllLossForwardOp,
        NllLossNdOp,
        NonzeroOp,
        NonzeroNumpyOp,
        NonzeroStaticOp,
        NormScalarOp,
        NormScalarOptDimOp,
        NormScalarOptDimDtypeOp,
        NormScalarOptDtypeOp,
        NormExceptDimOp,
        NormalTensorTensorOp,
        NormalTensorFloatOp,
        NormalFloatTensorOp,
        NormalFloatFloatOp,
        NormalFunctionalOp,
        NotEqualScalarOp,
        NotEqualTensorOp,
        NuclearNormOp,
        NuclearNormDimOp,
        NumelOp,
        NumpyTOp,
        OneHotOp,
        OnesOp,
        OnesLikeOp,
        OrgqrOp,
        OrmqrOp,
        OuterOp,
        OutputNrOp,
        PadOp,
        PadSequenceOp,
        PairwiseDistanceOp,
        PdistOp,
        PermuteOp,
        PermuteCopyOp,
        PinMemoryOp,
        PinverseOp,
        PixelShuffleOp,
        PixelUnshuffleOp,
        PoissonOp,
        PoissonNllLossOp,
        PolarOp,
        PolygammaOp,
        PositiveOp,
        PowScalarOp,
        PowTensorScalarOp,
        PowTensorTensorOp,
        PreluOp,
        ProdOp,
        ProdDimIntOp,
        PutOp,
        QPerChannelAxisOp,
        QPerChannelScalesOp,
        QPerChannelZeroPointsOp,
        QScaleOp,
        QZeroPointOp,
        QrOp,
        QuantileOp,
        QuantileScalarOp,
        Rad2degOp,
        RandOp,
        RandGeneratorOp,
        RandLikeOp,
        RandLikeGeneratorOp,
        RandintOp,
        RandintGeneratorOp,
        RandintLowOp,
        RandintLowGeneratorOp,
        RandintLikeOp,
        RandintLikeTensorOp,
        RandintLikeTensorGeneratorOp,
        RandintLikeGeneratorOp,
        RandintLikeLowDtypeOp,
        RandintLikeLowGeneratorDtypeOp,
        RandnOp,
        RandnGeneratorOp,
        RandnLikeOp,
        RandnLikeGeneratorOp,
        RandomOp,
        RandomFromOp,
        RandomToOp,
        RandpermOp,
        RandpermGeneratorOp,
        RangeOp,
        RangeStepOp,
        RavelOp,
        RealOp,
        ReciprocalOp,
        ReflectionPad1dOp,
        ReflectionPad2dOp,
        ReflectionPad3dOp,
        ReluOp,
        Relu6Op,
        RemainderScalarOp,
        RemainderScalarTensorOp,
        RemainderTensorOp,
        RenormOp,
        RepeatOp,
        RepeatInterleaveTensorOp,
        RepeatInterleaveSelfTensorOp,
        RepeatInterleaveSelfIntOp,
        ReplicationPad1dOp,
        ReplicationPad2dOp,
        ReplicationPad3dOp,
        ReshapeOp,
        ReshapeAsOp,
        ResizeOp,
        ResizeAsOp,
        ResolveConjOp,
        ResolveNegOp,
        RmsNormOp,
        RnnReluDataOp,
        RnnReluInputOp,
        RnnReluCellOp,
        RnnTanhDataOp,
        RnnTanhInputOp,
        RnnTanhCellOp,
        RollOp,
        Rot90Op,
        RoundOp,
        RoundDecimalsOp,
        RowIndicesOp,
        RowIndicesCopyOp,
        RowStackOp,
        RreluOp,
        RreluWithNoiseFunctionalOp,
        RsqrtOp,
        RsubScalarOp,
        RsubTensorOp,
        ScalarTensorOp,
        ScaledDotProductAttentionOp,
        ScatterReduceOp,
        ScatterSrcOp,
        ScatterValueOp,
        ScatterValueReduceOp,
        ScatterAddOp,
        ScatterReduceTwoOp,
        SearchsortedScalarOp,
        SearchsortedTensorOp,
        SegmentReduceOp,
        SelectIntOp,
        SelectCopyIntOp,
        SelectScatterOp,
        SeluOp,
        SetOp,
        SetSourceStorageOp,
        SetSourceStorageStorageOffsetOp,
        SetSourceTensorOp,
        SgnOp,
        SigmoidOp,
        SignOp,
        SignbitOp,
        SiluOp,
        SinOp,
        SincOp,
        SinhOp,
        SizeIntOp,
        SliceTensorOp,
        SliceCopyTensorOp,
        SliceInverseOp,
        SliceScatterOp,
        SlogdetOp,
        SlowConv3dOp,
        SlowConv3dForwardOp,
        SlowConvDilated2dOp,
        SlowConvDilated3dOp,
        SlowConvTranspose2dOp,
        SlowConvTranspose3dOp,
        SmmOp,
        SmoothL1LossOp,
        SoftMarginLossOp,
        SoftmaxIntOp,
        SoftplusOp,
        SoftshrinkOp,
        SortOp,
        SortStableOp,
        SpecialAiryAiOp,
        SpecialBesselJ0Op,
        SpecialBesselJ1Op,
        SpecialBesselY0Op,
        SpecialBesselY1Op,
        SpecialChebyshevPolynomialTOp,
        SpecialChebyshevPolynomialTNScalarOp,
        SpecialChebyshevPolynomialTXScalarOp,
        SpecialChebyshevPolynomialUOp,
        SpecialChebyshevPolynomialUNScalarOp,
        SpecialChebyshevPolynomialUXScalarOp,
        SpecialChebyshevPolynomialVOp,
        SpecialChebyshevPolynomialVNScalarOp,
        SpecialChebyshevPolynomialVXScalarOp,
        SpecialChebyshevPolynomialWOp,
        SpecialChebyshevPolynomialWNScalarOp,
        SpecialChebyshevPolynomialWXScalarOp,
        SpecialDigammaOp,
        SpecialEntrOp,
        SpecialErfOp,
        SpecialErfcOp,
        SpecialErfcxOp,
        SpecialErfinvOp,
        SpecialExp2Op,
        SpecialExpitOp,
        SpecialExpm1Op,
        SpecialGammaincOp,
        SpecialGammainccOp,
        SpecialGammalnOp,
        SpecialHermitePolynomialHOp,
        SpecialHermitePolynomialHNScalarOp,
        SpecialHermitePolynomialHXScalarOp,
        SpecialHermitePolynomialHeOp,
        SpecialHermitePolynomialHeNScalarOp,
        SpecialHermitePolynomialHeXScalarOp,
        SpecialI0Op,
        SpecialI0eOp,
        SpecialI1Op,
        SpecialI1eOp,
        SpecialLaguerrePolynomialLOp,
        SpecialLaguerrePolynomialLNScalarOp,
        SpecialLaguerrePolynomialLXScalarOp,
        SpecialLegendrePolynomialPOp,
        SpecialLegendrePolynomialPNScalarOp,
        SpecialLegendrePolynomialPXScalarOp,
        SpecialLog1pOp,
        SpecialLogNdtrOp,
        SpecialLogSoftmaxOp,
        SpecialLogitOp,
        SpecialLogsumexpOp,
        SpecialModifiedBesselI0Op,
        SpecialModifiedBesselI1Op,
        SpecialModifiedBesselK0Op,
        SpecialModifiedBesselK1Op,
        SpecialMultigammalnOp,
        SpecialNdtrOp,
        SpecialNdtriOp,
        SpecialPolygammaOp,
        SpecialPsiOp,
        SpecialRoundOp,
        SpecialScaledModifiedBesselK0Op,
        SpecialScaledModifiedBesselK1Op,
        SpecialShiftedChebyshevPolynomialTOp,
        SpecialShiftedChebyshevPolynomialTNScalarOp,
        SpecialShiftedChebyshevPolynomialTXScalarOp,
        SpecialShiftedChebyshevPolynomialUOp,
        SpecialShiftedChebyshevPolynomialUNScalarOp,
        SpecialShiftedChebyshevPolynomialUXScalarOp,
        SpecialShiftedChebyshevPolynomialVOp,
        SpecialShiftedChebyshevPolynomialVNScalarOp,
        SpecialShiftedChebyshevPolynomialVXScalarOp,
        SpecialShiftedChebyshevPolynomialWOp,
        SpecialShiftedChebyshevPolynomialWNScalarOp,
        SpecialShiftedChebyshevPolynomialWXScalarOp,
        SpecialSincOp,
        SpecialSoftmaxOp,
        SpecialSphericalBesselJ0Op,
        SpecialXlog1pyOp,
        SpecialXlog1pyOtherScalarOp,
        SpecialXlog1pySelfScalarOp,
        SpecialXlogyOp,
        SpecialXlogyOtherScalarOp,
        SpecialXlogySelfScalarOp,
        SpecialZetaOp,
        SpecialZetaOtherScalarOp,
        SpecialZetaSelfScalarOp,
        SplitTensorOp,
        SplitSizesOp,
        SplitCopyTensorOp,
        SplitWithSizesOp,
        SplitWithSizesCopyOp,
        SqrtOp,
        SquareOp,
        SqueezeOp,
        SqueezeDimOp,
        SqueezeDimsOp,
        SqueezeCopyOp,
        SqueezeCopyDimOp,
        SqueezeCopyDimsOp,
        SspaddmmOp,
        StackOp,
        StdOp,
        StdCorrectionOp,
        StdDimOp,
        StdMeanOp,
        StdMeanCorrectionOp,
        StdMeanDimOp,
        StftOp,
        StftCenterOp,
        StorageOffsetOp,
        StrideIntOp,
        SubScalarOp,
        SubTensorOp,
        SubtractScalarOp,
        SubtractTensorOp,
        SumOp,
        SumDimIntListOp,
        SumToSizeOp,
        SvdOp,
        SwapaxesOp,
        SwapdimsOp,
        SymNumelOp,
        SymSizeIntOp,
        SymStorageOffsetOp,
        SymStrideIntOp,
        TOp,
        TCopyOp,
        TakeOp,
        TakeAlongDimOp,
        TanOp,
        TanhOp,
        TensorSplitIndicesOp,
        TensorSplitSectionsOp,
        TensorSplitTensorIndicesOrSectionsOp,
        TensordotOp,
        ThnnConv2dOp,
        ThresholdOp,
        TileOp,
        ToDeviceOp,
        ToDtypeOp,
        ToDtypeLayoutOp,
        ToOtherOp,
        ToDenseOp,
        ToPaddedTensorOp,
        TopkOp,
        TraceOp,
        TransposeIntOp,
        TransposeCopyIntOp,
        TrapezoidDxOp,
        TrapezoidXOp,
        TrapzDxOp,
        TrapzXOp,
        TriangularSolveOp,
        TrilOp,
        TrilIndicesOp,
        TripletMarginLossOp,
        TriuOp,
        TriuIndicesOp,
        TrueDivideScalarOp,
        TrueDivideTensorOp,
        TruncOp,
        TypeAsOp,
        UnbindIntOp,
        UnbindCopyIntOp,
        UnflattenIntOp,
        UnflattenDenseTensorsOp,
        UnfoldOp,
        UnfoldCopyOp,
        UniformOp,
        UniqueConsecutiveOp,
        UniqueDimOp,
        UniqueDimConsecutiveOp,
        UnsafeChunkOp,
        UnsafeSplitTensorOp,
        UnsafeSplitWithSizesOp,
        UnsqueezeOp,
        UnsqueezeCopyOp,
        UpsampleBicubic2dOp,
        UpsampleBicubic2dVecOp,
        UpsampleBilinear2dOp,
        UpsampleBilinear2dVecOp,
        UpsampleLinear1dOp,
        UpsampleLinear1dVecOp,
        UpsampleNearest1dOp,
        UpsampleNearest1dVecOp,
        UpsampleNearest2dOp,
        UpsampleNearest2dVecOp,
        UpsampleNearest3dOp,
        UpsampleNearest3dVecOp,
        UpsampleTrilinear3dOp,
        UpsampleTrilinear3dVecOp,
        ValuesOp,
        ValuesCopyOp,
        VanderOp,
        VarOp,
        VarCorrectionOp,
        VarDimOp,
        VarMeanOp,
        VarMeanCorrectionOp,
        VarMeanDimOp,
        VdotOp,
        ViewOp,
        ViewDtypeOp,
        ViewAsOp,
        ViewAsComplexOp,
        ViewAsComplexCopyOp,
        ViewAsRealOp,
        ViewAsRealCopyOp,
        ViewCopyOp,
        ViewCopyDtypeOp,
        VsplitArrayOp,
        VsplitIntOp,
        VstackOp,
        WhereOp,
        WhereScalarOp,
        WhereScalarOtherOp,
        WhereScalarSelfOp,
        WhereSelfOp,
        XlogyScalarOtherOp,
        XlogyScalarSelfOp,
        XlogyTensorOp,
        ZeroOp,
        ZerosOp,
        ZerosLikeOp,
    ],
)
