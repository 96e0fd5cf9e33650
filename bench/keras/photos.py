"""Photos as tf.data pipelines: Keras's side of decoding, changing and preprocessing, in its fastest honest form."""
import math

import tensorflow as tf

MEAN = (103.939, 116.779, 123.68)


def preprocess(pictures):
    """RGB, 0 to 255, to what VGG16's weights were trained with."""
    return tf.cast(pictures[..., ::-1], tf.float32) - tf.constant(MEAN)


def read(path, size):
    picture = tf.io.decode_jpeg(tf.io.read_file(path), channels=3)
    return tf.image.resize(picture, (size, size), antialias=True)


def augment(pictures):
    """The tutorial's augmentation (Thaw's shear of 11.5 degrees included) as one resampling: Keras's own layers would
    resample the pictures once for every change."""
    shape = tf.shape(pictures)
    count, side = shape[0], tf.cast(shape[1], tf.float32)

    def draw(limit):
        return tf.random.uniform([count], -limit, limit)

    turn, shear = draw(math.radians(40)), draw(math.radians(11.5))
    across, down = 1 + draw(0.2), 1 + draw(0.2)
    mirror = tf.where(tf.random.uniform([count]) < 0.5, 1.0, -1.0)
    a, b = across * mirror * tf.cos(turn), -down * tf.sin(turn + shear)
    c, d = across * mirror * tf.sin(turn), down * tf.cos(turn + shear)
    middle, zero = (side - 1) / 2, tf.zeros([count])
    right = middle + side * draw(0.2) - a * middle - b * middle
    below = middle + side * draw(0.2) - c * middle - d * middle
    return tf.raw_ops.ImageProjectiveTransformV3(
        images=pictures, transforms=tf.stack([a, b, right, c, d, below, zero, zero], 1),
        output_shape=shape[1:3], fill_value=0.0, interpolation="BILINEAR", fill_mode="NEAREST")


def dataset(paths, labels, size, training):
    """Batches of 20, decoded and changed on all cores while the network computes."""
    data = tf.data.Dataset.from_tensor_slices((paths, labels))
    if training:
        data = data.shuffle(len(paths)).repeat()
    data = data.map(lambda path, label: (read(path, size), label), tf.data.AUTOTUNE).batch(20)
    if training:
        data = data.map(lambda pictures, label: (augment(pictures), label), tf.data.AUTOTUNE)
    prepared = data.map(lambda pictures, label: (preprocess(pictures), label), tf.data.AUTOTUNE)
    return prepared.prefetch(tf.data.AUTOTUNE)
