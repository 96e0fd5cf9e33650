import * as tf from '@tensorflow/tfjs';

/**
 * The gradients of a convolution of one filter a channel, which tfjs's WebAssembly backend lacks, made of kernels that
 * it has. Source: V. Dumoulin and F. Visin, arXiv:1603.07285, section 4.
 */

/** What tfjs gives both kernels. */
export interface DepthwiseAttributes {
  readonly strides: number | [number, number];
  readonly pad: tf.Conv2DBackpropFilterAttrs['pad'];
}

/** By the filter [height, width, channels, 1]: for each of its places the input under it times the gradient, summed. */
export function depthwiseFilterGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  filterShape: readonly [number, number, number, number],
  { strides, pad }: DepthwiseAttributes,
): tf.Tensor4D {
  return tf.tidy(() => {
    const info = tf.backend_util.computeConv2DInfo(
      x.shape,
      [...filterShape],
      strides,
      1,
      pad,
      undefined,
      true,
    );
    const { top, bottom, left, right } = info.padInfo;
    const padded = tf.pad4d(x, [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ]);
    const [pictures, rows, columns, channels] = dy.shape;
    const { strideHeight, strideWidth } = info;
    const sums: tf.Tensor[] = [];
    for (let row = 0; row < filterShape[0]; row++)
      for (let column = 0; column < filterShape[1]; column++) {
        const end = [row + (rows - 1) * strideHeight + 1, column + (columns - 1) * strideWidth + 1] as const;
        const seen = tf.stridedSlice(
          padded,
          [0, row, column, 0],
          [pictures, ...end, channels],
          [1, strideHeight, strideWidth, 1],
        );
        sums.push(tf.sum(tf.mul(seen, dy), [0, 1, 2]));
      }
    return tf.reshape(tf.stack(sums), [...filterShape]);
  });
}

/** By the input: the gradient, spread out by the stride, under the filter turned round. */
export function depthwiseInputGradient(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  inputShape: readonly [number, number, number, number],
  { strides, pad }: DepthwiseAttributes,
): tf.Tensor4D {
  return tf.tidy(() => {
    const info = tf.backend_util.computeConv2DInfo(
      [...inputShape],
      filter.shape,
      strides,
      1,
      pad,
      undefined,
      true,
    );
    const spread = spreadOut(dy, info.strideHeight, info.strideWidth);
    const { top, left } = info.padInfo;
    const vertical = edges(inputShape[1], spread.shape[1], filter.shape[0], top);
    const horizontal = edges(inputShape[2], spread.shape[2], filter.shape[1], left);
    // What reaches beyond the input's end is nothing but zeros of the spreading.
    const inner = tf.slice4d(
      spread,
      [0, 0, 0, 0],
      [-1, spread.shape[1] + Math.min(0, vertical[1]), spread.shape[2] + Math.min(0, horizontal[1]), -1],
    );
    const padded = tf.pad4d(inner, [
      [0, 0],
      [vertical[0], Math.max(0, vertical[1])],
      [horizontal[0], Math.max(0, horizontal[1])],
      [0, 0],
    ]);
    return tf.depthwiseConv2d(padded, tf.reverse(filter, [0, 1]), 1, 'valid');
  });
}

/** Zeros before and after, so that the filter leaves as many places as the input has; below 0: so many too many. */
function edges(
  input: number,
  spread: number,
  filter: number,
  padding: number,
): [before: number, after: number] {
  const before = filter - 1 - padding;
  return [before, input - spread - before + filter - 1];
}

/** Every place with `height` - 1 rows and `width` - 1 columns of zeros after it. */
function spreadOut(dy: tf.Tensor4D, height: number, width: number): tf.Tensor4D {
  const [pictures, rows, columns, channels] = dy.shape;
  const wide = tf.pad(tf.reshape(dy, [pictures * rows * columns, channels]), [
    [0, 0],
    [0, (width - 1) * channels],
  ]);
  const line = columns * width * channels;
  const high = tf.pad(tf.reshape(wide, [pictures * rows, line]), [
    [0, 0],
    [0, (height - 1) * line],
  ]);
  return tf.reshape(high, [pictures, rows * height, columns * width, channels]);
}
