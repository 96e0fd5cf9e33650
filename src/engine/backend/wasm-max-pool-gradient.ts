import * as tf from '@tensorflow/tfjs';

/**
 * The gradient of a max pooling with respect to its input, as TensorFlow has it: each window's gradient goes to its
 * first largest value, row by row. tfjs's own WebAssembly kernel (4.22) gives it to the last one, and to none where
 * the largest value is 0, as it often is after relu. Plain loops: little work beside a convolution.
 *
 * `input` [batch, height, width, channels], `dy` of the pooling's output shape; both are read and left as they are.
 */
export function maxPoolGradient(
  input: tf.Tensor4D,
  dy: tf.Tensor4D,
  filterSize: number | [number, number],
  strides: number | [number, number],
  pad: tf.MaxPoolGradAttrs['pad'],
): tf.Tensor4D {
  const info = tf.backend_util.computePool2DInfo(input.shape, filterSize, strides, 1, pad);
  const { batchSize, inHeight, inWidth, outHeight, outWidth, inChannels: channels } = info;
  const values = input.dataSync<'float32'>();
  const upstream = dy.dataSync<'float32'>();
  const gradient = new Float32Array(values.length);
  const largest = new Int32Array(channels);
  let window = 0;
  for (let n = 0; n < batchSize; n++)
    for (let row = 0; row < outHeight; row++)
      for (let column = 0; column < outWidth; column++, window += channels) {
        const top = row * info.strideHeight - info.padInfo.top;
        const left = column * info.strideWidth - info.padInfo.left;
        largest.fill(-1);
        for (let h = Math.max(0, top); h < Math.min(inHeight, top + info.filterHeight); h++)
          for (let w = Math.max(0, left); w < Math.min(inWidth, left + info.filterWidth); w++) {
            const place = ((n * inHeight + h) * inWidth + w) * channels;
            for (let channel = 0; channel < channels; channel++) {
              const best = largest[channel]!;
              if (best < 0 || values[place + channel]! > values[best]!) largest[channel] = place + channel;
            }
          }
        for (let channel = 0; channel < channels; channel++)
          gradient[largest[channel]!]! += upstream[window + channel]!;
      }
  return tf.tensor4d(gradient, input.shape);
}
