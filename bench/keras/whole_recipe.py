"""The tutorial's two-phase recipe in Keras, end to end: every epoch augments the photos and runs the whole base.

Reads one JSON object from standard input: the split's parts as paths and labels, the lengths of the two phases, the
base's weights. Prints one JSON line with seconds and test accuracy.
"""
import json
import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")
import numpy as np
import keras
import tensorflow as tf

request = json.load(sys.stdin)
start = time.perf_counter()
size, mean = request["size"], tf.constant([103.939, 116.779, 123.68])
keras.utils.set_random_seed(request["seed"])
# The tutorial's augmentation with Keras's own layers, which run inside tf.data (Thaw's shear of 0.2 radians included).
augment = keras.Sequential([
    keras.layers.RandomFlip("horizontal"),
    keras.layers.RandomRotation(40 / 360, fill_mode="nearest"),
    keras.layers.RandomTranslation(0.2, 0.2, fill_mode="nearest"),
    keras.layers.RandomShear(0.2, 0.0, fill_mode="nearest"),
    keras.layers.RandomZoom(0.2, 0.2, fill_mode="nearest"),
])


def read(path, label):
    picture = tf.io.decode_jpeg(tf.io.read_file(path), channels=3)
    return tf.image.resize(picture, (size, size), antialias=True), label


def preprocess(picture, label):
    return picture[..., ::-1] - mean, label


def part(name, training):
    paths, labels = zip(*[(p["path"], p["label"]) for p in request["parts"][name]])
    data = tf.data.Dataset.from_tensor_slices((list(paths), np.array(labels, "float32")[:, None]))
    if training:
        data = data.shuffle(len(paths))
    data = data.map(read, tf.data.AUTOTUNE).batch(20)
    if training:
        data = data.map(lambda x, y: (augment(x, training=True), y), tf.data.AUTOTUNE)
    return data.map(preprocess, tf.data.AUTOTUNE).prefetch(tf.data.AUTOTUNE)


base = keras.applications.VGG16(weights=request["weights"], include_top=False, input_shape=(size, size, 3))
base.trainable = False
output = keras.layers.Flatten()(base.output)
output = keras.layers.Dropout(0.5)(keras.layers.Dense(256, activation="relu")(output))
model = keras.Model(base.input, keras.layers.Dense(1, activation="sigmoid")(output))
checkpoint = request["checkpoint"]
train, validation, test = part("train", True), part("validation", False), part("test", False)
for rate, epochs, first in ((2e-5, request["epochs"][0], None), (1e-5, request["epochs"][1], "block5_conv1")):
    if first:
        learning = False
        for layer in base.layers:
            learning = learning or layer.name == first
            layer.trainable = learning
        model.load_weights(checkpoint)
    model.compile(keras.optimizers.RMSprop(rate), "binary_crossentropy", metrics=["accuracy"])
    keep = keras.callbacks.ModelCheckpoint(checkpoint, save_weights_only=True, save_best_only=True)
    model.fit(train, validation_data=validation, epochs=epochs, callbacks=[keep], verbose=0)
model.load_weights(checkpoint)
accuracy = model.evaluate(test, verbose=0)[1]
print(json.dumps({"seconds": time.perf_counter() - start, "accuracy": accuracy}), flush=True)
