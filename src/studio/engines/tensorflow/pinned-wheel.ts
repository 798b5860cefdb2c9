/** The one build of TensorFlow that was proven to work, as it lies in Python's package index. */

export interface Wheel {
  /** Name of the project in the index. */
  project: string
  version: string
  file: string
  bytes: number
  sha256: string
  /** Of `process.platform` and `process.arch`. */
  platform: string
  /** What is unpacked of it, by its path in the wheel, with the size it has unpacked. */
  libraries: readonly { path: string; bytes: number }[]
  headers: readonly string[]
}

/** Python's own index. Another one may be named, as `pip` lets one do. */
export const usualIndex = 'https://pypi.org/simple/'

export const pinnedWheel: Wheel = {
  project: 'tensorflow-cpu',
  version: '2.21.0',
  file: 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl',
  bytes: 273_829_956,
  sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
  platform: 'linux-x64',
  libraries: [
    { path: 'tensorflow/libtensorflow_cc.so.2', bytes: 788_086_608 },
    { path: 'tensorflow/libtensorflow_framework.so.2', bytes: 65_222_328 },
  ],
  headers: [
    'tensorflow/include/tensorflow/c/c_api.h',
    'tensorflow/include/tensorflow/c/c_api_macros.h',
    'tensorflow/include/tensorflow/c/eager/c_api.h',
    'tensorflow/include/tensorflow/c/tf_attrtype.h',
    'tensorflow/include/tensorflow/c/tf_buffer.h',
    'tensorflow/include/tensorflow/c/tf_datatype.h',
    'tensorflow/include/tensorflow/c/tf_status.h',
    'tensorflow/include/tensorflow/c/tf_tensor.h',
    'tensorflow/include/tensorflow/c/tf_tstring.h',
    'tensorflow/include/tensorflow/core/platform/ctstring.h',
    'tensorflow/include/tensorflow/core/platform/ctstring_internal.h',
    'tensorflow/include/tsl/platform/ctstring.h',
    'tensorflow/include/tsl/platform/ctstring_internal.h',
    'tensorflow/include/xla/tsl/c/tsl_status.h',
  ],
}
