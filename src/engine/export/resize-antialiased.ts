import * as tf from '@tensorflow/tfjs';

/**
 * Bilinear resizing whose triangle widens where a picture shrinks, in float32: what Keras's Resizing with `antialias`
 * and TensorFlow's ScaleAndTranslate compute. Source: tensorflow/core/kernels/image/scale_and_translate_op.cc.
 */
export function resizeAntialiased(pictures: tf.Tensor4D, height: number, width: number): tf.Tensor4D {
  return tf.tidy(() => {
    const [batch, rows, columns, channels] = pictures.shape;
    const tall =
      rows === height
        ? pictures
        : tf.stack(
            tf
              .unstack(pictures)
              .map((each) =>
                tf.matMul(weightsOf(rows, height), tf.reshape(each, [rows, columns * channels])),
              ),
          );
    if (columns === width) return tf.reshape(tall, [batch, height, width, channels]);
    const turned = tf.transpose(tf.reshape(tall, [batch, height, columns, channels]), [2, 0, 1, 3]);
    const wide = tf.matMul(weightsOf(columns, width), tf.reshape(turned, [columns, -1]));
    return tf.transpose(tf.reshape(wide, [width, batch, height, channels]), [1, 2, 0, 3]);
  });
}

/** Of every pixel before in every one afterwards: [to, from]; those of a row sum to 1. */
function weightsOf(from: number, to: number): tf.Tensor2D {
  const scale = from / to;
  const reach = Math.max(1, scale);
  const weights = new Float32Array(to * from);
  for (let target = 0; target < to; target++) {
    const centre = (target + 0.5) * scale;
    const row = weights.subarray(target * from, (target + 1) * from);
    let sum = 0;
    for (let source = 0; source < from; source++) {
      const weight = Math.max(0, 1 - Math.abs(source + 0.5 - centre) / reach);
      row[source] = weight;
      sum += weight;
    }
    for (let source = 0; source < from; source++) row[source]! /= sum;
  }
  return tf.tensor2d(weights, [to, from]);
}
