/**
 * TensorFlow for NVIDIA cards and the libraries of NVIDIA that it calls, as they lie in Python's package index. Of each of NVIDIA's the oldest
 * version that the wheel's own `and-cuda` asks for: those it was built with (CUDA 12.5, cuDNN 9.3).
 */
import { pinnedWheel } from './pinned-wheel.ts'
import type { Wheel } from './pinned-wheel.ts'

const platform = 'linux-x64'

/** TensorFlow first. */
export const cudaWheels: readonly [Wheel, ...Wheel[]] = [
  {
    project: 'tensorflow',
    version: '2.21.0',
    file: 'tensorflow-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl',
    bytes: 572_440_367,
    sha256: '9056fbc9ba04235810b71ae6cbd958a196e8804fb53bbcffbf3e23b56155f124',
    platform,
    libraries: [
      { path: 'tensorflow/libtensorflow_cc.so.2', bytes: 1_096_372_272 },
      { path: 'tensorflow/libtensorflow_framework.so.2', bytes: 162_648_808 },
    ],
    headers: pinnedWheel.headers,
  },
  {
    project: 'nvidia-cublas-cu12',
    version: '12.5.3.2',
    file: 'nvidia_cublas_cu12-12.5.3.2-py3-none-manylinux2014_x86_64.whl',
    bytes: 363_313_169,
    sha256: 'ca070ad70e9fa6654084575d01bd001f30cc4665e33d4bb9fc8e0f321caa034b',
    platform,
    libraries: [
      { path: 'nvidia/cublas/lib/libcublas.so.12', bytes: 104_128_480 },
      { path: 'nvidia/cublas/lib/libcublasLt.so.12', bytes: 446_820_528 },
    ],
    headers: [],
  },
  {
    project: 'nvidia-cuda-cupti-cu12',
    version: '12.5.82',
    file: 'nvidia_cuda_cupti_cu12-12.5.82-py3-none-manylinux2014_x86_64.whl',
    bytes: 13_811_507,
    sha256: 'bde77a5feb66752ec61db2adfe47f56b941842825b4c7e2068aff27c9d107953',
    platform,
    libraries: [
      { path: 'nvidia/cuda_cupti/lib/libcupti.so.12', bytes: 7_807_144 },
    ],
    headers: [],
  },
  {
    project: 'nvidia-cuda-nvcc-cu12',
    version: '12.5.82',
    file: 'nvidia_cuda_nvcc_cu12-12.5.82-py3-none-manylinux2014_x86_64.whl',
    bytes: 22_468_537,
    sha256: 'b03e545b8e8c3ce7ebcd7fc44063180ff52ff01d064ece2127ed90a04ef12cd0',
    platform,
    libraries: [
      { path: 'nvidia/cuda_nvcc/bin/ptxas', bytes: 30_924_560 },
      { path: 'nvidia/cuda_nvcc/nvvm/lib64/libnvvm.so', bytes: 27_384_192 },
      { path: 'nvidia/cuda_nvcc/nvvm/libdevice/libdevice.10.bc', bytes: 483_796 },
    ],
    headers: [],
  },
  {
    project: 'nvidia-cuda-nvrtc-cu12',
    version: '12.5.82',
    file: 'nvidia_cuda_nvrtc_cu12-12.5.82-py3-none-manylinux2014_x86_64.whl',
    bytes: 24_873_108,
    sha256: '3dbd97b0104b4bfbc3c4f8c79cd2496307c89c43c29a9f83125f1d76296ff3fd',
    platform,
    libraries: [
      { path: 'nvidia/cuda_nvrtc/lib/libnvrtc-builtins.so.12.5', bytes: 5_322_632 },
      { path: 'nvidia/cuda_nvrtc/lib/libnvrtc.so.12', bytes: 62_921_032 },
    ],
    headers: [],
  },
  {
    project: 'nvidia-cuda-runtime-cu12',
    version: '12.5.82',
    file: 'nvidia_cuda_runtime_cu12-12.5.82-py3-none-manylinux2014_x86_64.whl',
    bytes: 895_707,
    sha256: '3e79a060e126df40fd3a068f3f787eb000fa51b251ec6cd97d09579632687115',
    platform,
    libraries: [
      { path: 'nvidia/cuda_runtime/lib/libcudart.so.12', bytes: 712_032 },
    ],
    headers: [],
  },
  {
    project: 'nvidia-cudnn-cu12',
    version: '9.3.0.75',
    file: 'nvidia_cudnn_cu12-9.3.0.75-py3-none-manylinux2014_x86_64.whl',
    bytes: 577_163_502,
    sha256: '9ad9c6929ebb5295eb4a1728024666d1c88283373e265a0c5c883e6f9d5cd76d',
    platform,
    libraries: [
      { path: 'nvidia/cudnn/lib/libcudnn.so.9', bytes: 108_760 },
      { path: 'nvidia/cudnn/lib/libcudnn_adv.so.9', bytes: 245_380_928 },
      { path: 'nvidia/cudnn/lib/libcudnn_cnn.so.9', bytes: 6_301_232 },
      { path: 'nvidia/cudnn/lib/libcudnn_engines_precompiled.so.9', bytes: 452_999_128 },
      { path: 'nvidia/cudnn/lib/libcudnn_engines_runtime_compiled.so.9', bytes: 12_594_608 },
      { path: 'nvidia/cudnn/lib/libcudnn_graph.so.9', bytes: 4_362_800 },
      { path: 'nvidia/cudnn/lib/libcudnn_heuristic.so.9', bytes: 54_529_720 },
      { path: 'nvidia/cudnn/lib/libcudnn_ops.so.9', bytes: 109_061_784 },
    ],
    headers: [],
  },
  {
    project: 'nvidia-cufft-cu12',
    version: '11.2.3.61',
    file: 'nvidia_cufft_cu12-11.2.3.61-py3-none-manylinux2014_x86_64.whl',
    bytes: 192_524_114,
    sha256: '9a6e8df162585750f61983a638104a48c756aa13f9f48e19ab079b38e3c828b8',
    platform,
    libraries: [
      { path: 'nvidia/cufft/lib/libcufft.so.11', bytes: 276_827_776 },
    ],
    headers: [],
  },
  {
    project: 'nvidia-cusolver-cu12',
    version: '11.6.3.83',
    file: 'nvidia_cusolver_cu12-11.6.3.83-py3-none-manylinux2014_x86_64.whl',
    bytes: 130_341_232,
    sha256: '93cfafacde4428b71778eeb092ec615a02a3d05404da1bcf91c53e3fa1bce42b',
    platform,
    libraries: [
      { path: 'nvidia/cusolver/lib/libcusolver.so.11', bytes: 127_953_480 },
    ],
    headers: [],
  },
  {
    project: 'nvidia-cusparse-cu12',
    version: '12.5.1.3',
    file: 'nvidia_cusparse_cu12-12.5.1.3-py3-none-manylinux2014_x86_64.whl',
    bytes: 217_558_979,
    sha256: '016df8e993c437e8301e62739f01775cba988fd5253cd4c64173f8e8d2f8e752',
    platform,
    libraries: [
      { path: 'nvidia/cusparse/lib/libcusparse.so.12', bytes: 295_715_544 },
    ],
    headers: [],
  },
  {
    project: 'nvidia-nccl-cu12',
    version: '2.27.7',
    file: 'nvidia_nccl_cu12-2.27.7-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl',
    bytes: 322_546_339,
    sha256: 'de5ba5562f08029a19cb1cd659404b18411ed0d6c90ac5f52f30bf99ad5809aa',
    platform,
    libraries: [
      { path: 'nvidia/nccl/lib/libnccl.so.2', bytes: 430_126_192 },
    ],
    headers: [],
  },
  {
    project: 'nvidia-nvjitlink-cu12',
    version: '12.5.82',
    file: 'nvidia_nvjitlink_cu12-12.5.82-py3-none-manylinux2014_x86_64.whl',
    bytes: 21_298_879,
    sha256: 'f9b37bc5c8cf7509665cb6ada5aaa0ce65618f2332b7d3e78e9790511f111212',
    platform,
    libraries: [
      { path: 'nvidia/nvjitlink/lib/libnvJitLink.so.12', bytes: 54_560_656 },
    ],
    headers: [],
  },
]
