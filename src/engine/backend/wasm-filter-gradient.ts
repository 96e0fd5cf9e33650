import * as tf from '@tensorflow/tfjs';

/**
 * The kernel that tfjs's WebAssembly backend lacks for fine-tuning: the gradient of a convolution with respect to its
 * filter, made of kernels that it has.
 *
 * dW[kh, kw, ci, co] = sum over n, oh, ow of x[n, oh s + kh - p, ow s + kw - p, ci] dY[n, oh, ow, co] is itself a
 * convolution: channels take the batch's place, x (ci, H, W, n) is the padded picture and dY (oh, ow, n, co) the
 * filter, spread out by s where the stride is s. Source: V. Dumoulin and F. Visin, arXiv:1603.07285, section 4.
 */
export function conv2dFilterGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  filterShape: readonly [number, number, number, number],
  strides: number | [number, number],
  pad: tf.Conv2DBackpropFilterAttrs['pad'],
): tf.Tensor4D {
  return tf.tidy(() => {
    const info = tf.backend_util.computeConv2DInfo(x.shape, [...filterShape], strides, 1, pad);
    const { top, bottom, left, right } = info.padInfo;
    const padded = tf.pad4d(x, [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ]);
    const picture = tf.transpose(padded, [3, 1, 2, 0]);
    const filter = tf.transpose(dy, [1, 2, 0, 3]);
    const spread: [number, number] = [info.strideHeight, info.strideWidth];
    const gradient = tf.conv2d(picture, filter, 1, 'valid', 'NHWC', spread);
    // Where the stride does not reach the picture's last rows, there is more of it than the filter is large.
    const inner = tf.slice4d(gradient, [0, 0, 0, 0], [-1, filterShape[0], filterShape[1], -1]);
    return tf.transpose(inner, [1, 2, 0, 3]);
  });
}
