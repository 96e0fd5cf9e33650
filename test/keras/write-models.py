"""Image classifiers as people make them in Keras, each as .keras and as .h5, with Keras's own answers.

Usage: write-models.py FOLDER. Prints a list of {name, size, channels, before, pixels, rows}: `pixels` names a file of raw
bytes (pictures x size x size x channels), `rows` has what the model answers; `before`: what was done to the pixels first.
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np
from keras import applications, layers

folder = sys.argv[1]
pictures = 4


def restless(model):
    """Other numbers in every weight, batch statistics too, so that nothing is as it was initialised."""
    random = np.random.default_rng(5)
    for weight in model.weights:
        values = weight.numpy()
        # What an adapted Normalization computes with is settled when it is adapted.
        settled = "seed" in weight.path or weight.path.replace("batch_normalization", "").find("normalization") >= 0
        if values.dtype.kind != "f" or settled:
            continue
        if "variance" in weight.path:
            weight.assign(random.uniform(0.5, 1.5, values.shape))
        elif "gamma" in weight.path:
            weight.assign(random.uniform(0.8, 1.2, values.shape))
        elif values.ndim == 1:
            weight.assign(random.normal(0, 0.1, values.shape))
    return model


def augmentation():
    parts = [layers.RandomFlip("horizontal"), layers.RandomRotation(0.1), layers.RandomZoom(0.1)]
    return keras.Sequential(parts, name="data_augmentation")


def tutorial():
    base = applications.VGG16(include_top=False, weights=None, input_shape=(48, 48, 3))
    head = [layers.Flatten(), layers.Dense(32, activation="relu"), layers.Dropout(0.5)]
    model = keras.Sequential([base, *head, layers.Dense(1, activation="sigmoid")])
    model.compile(loss="binary_crossentropy", optimizer="rmsprop")
    return model


def with_base(base, preprocess, units, from_logits=True):
    size = base.input_shape[1]
    inputs = keras.Input((size, size, 3))
    x = preprocess(augmentation()(inputs))
    x = layers.Dropout(0.2)(layers.GlobalAveragePooling2D()(base(x, training=False)))
    model = keras.Model(inputs, layers.Dense(units)(x))
    loss = keras.losses.BinaryCrossentropy if units == 1 else keras.losses.SparseCategoricalCrossentropy
    model.compile(loss=loss(from_logits=from_logits))
    return model


def mobilenet(units):
    base = applications.MobileNet(include_top=False, alpha=0.25, weights=None, input_shape=(64, 64, 3))
    return with_base(base, applications.mobilenet.preprocess_input, units)


def mobilenet_v2(units):
    base = applications.MobileNetV2(include_top=False, alpha=0.35, weights=None, input_shape=(64, 64, 3))
    return with_base(base, layers.Rescaling(1 / 127.5, offset=-1), units)


def mobilenet_with_top():
    return applications.MobileNet(alpha=0.25, weights=None, input_shape=(32, 32, 3), classes=5)


def scratch(units, normalization):
    model = keras.Sequential([keras.Input((40, 40, 3)), normalization])
    for filters in (8, 16):
        model.add(layers.Conv2D(filters, 3, activation="relu"))
        model.add(layers.MaxPooling2D())
    for layer in (layers.Flatten(), layers.Dense(24, activation="relu"), layers.Dense(units), layers.Softmax()):
        model.add(layer)
    return model


def adapted():
    layer = layers.Normalization()
    layer.adapt(np.random.default_rng(3).uniform(0, 255, (10, 8, 8, 3)).astype("float32"))
    return layer


def caffe():
    inputs = keras.Input((33, 33, 3))
    x = applications.vgg16.preprocess_input(inputs)
    x = layers.ZeroPadding2D(((1, 2), (0, 1)))(x)
    x = layers.Conv2D(6, 5, strides=2, use_bias=False)(x)
    x = layers.BatchNormalization(center=False)(x)
    x = keras.activations.relu(x)
    left = layers.SeparableConv2D(6, 3, padding="same", activation="relu6")(x)
    x = layers.Add()([x, left]) + left
    x = layers.Concatenate()([x, layers.AveragePooling2D(3, strides=1, padding="same")(x)])
    x = layers.DepthwiseConv2D(3)(x)
    x = layers.BatchNormalization(scale=False, epsilon=1e-5)(layers.Flatten()(x))
    return keras.Model(inputs, layers.Dense(4, activation="softmax", use_bias=False)(layers.GaussianNoise(0.3)(x)))


def torch():
    inputs = keras.Input((32, 32, 3))
    x = applications.densenet.preprocess_input(inputs)
    x = layers.Conv2D(6, 3, padding="same", activation="relu")(x)
    return keras.Model(inputs, layers.Dense(2, activation="softmax")(layers.GlobalAveragePooling2D()(x)))


def grey():
    model = keras.Sequential([keras.Input((28, 28, 1)), layers.Conv2D(8, 3, activation="relu")])
    for layer in (layers.MaxPooling2D(3), layers.Flatten(), layers.Dense(10, activation="softmax")):
        model.add(layer)
    return model


def resized():
    # Photos come in the size that it resizes to, so that resizing changes nothing.
    model = keras.Sequential([keras.Input((None, None, 3)), layers.Resizing(36, 36), layers.Rescaling(1 / 255)])
    for layer in (layers.Conv2D(8, 3), layers.ReLU(), layers.GlobalAveragePooling2D()):
        model.add(layer)
    model.add(layers.Dense(3, activation="softmax"))
    return model


def normalised(model, inputs):
    """Batch statistics as training would leave them; with drawn ones nothing of a picture gets through thirty layers."""
    found = [layer for layer in model.layers if isinstance(layer, layers.BatchNormalization)]
    for layer in found:
        layer.momentum = 0.0
    model(inputs, training=True)
    for layer in found:
        layer.momentum = 0.99


def outspoken(model, inputs):
    """A last layer whose answers differ from picture to picture: drawn weights alone hardly tell them apart."""
    last = [layer for layer in model.layers if hasattr(layer, "kernel")][-1]
    taken = keras.Model(model.inputs, last.input).predict(inputs, verbose=0)
    taken = taken.reshape(len(inputs), -1).astype("float64")
    units = last.kernel.shape[-1]
    kernel = np.random.default_rng(9).normal(size=(taken.shape[1], units))
    mean = taken.mean(0)
    # Nothing that all pictures have in common decides.
    kernel -= np.outer(mean, mean @ kernel) / (mean @ mean)
    kernel *= 0.6 / np.abs(taken @ kernel).max()
    last.kernel.assign(kernel.reshape(last.kernel.shape).astype("float32"))


keras.utils.set_random_seed(11)
# What is done before the model, in Thaw's words, and the same in numpy.
before = {
    None: lambda x: x,
    "0..1": lambda x: x / 255,
    "vgg16": lambda x: applications.vgg16.preprocess_input(x.copy()),
    "-1..1": lambda x: x / 127.5 - 1,
}
models = [
    ("tutorial", tutorial(), "0..1"),
    ("tutorial, caffe", tutorial(), "vgg16"),
    ("mobilenet, ten", mobilenet(10), None),
    ("mobilenet v2, two", mobilenet_v2(1), None),
    ("mobilenet with its top", mobilenet_with_top(), "-1..1"),
    ("scratch, ten", scratch(10, layers.Normalization(mean=[120.0, 110, 100], variance=[3000.0, 4000, 5000])), None),
    ("scratch, two", scratch(2, adapted()), None),
    ("caffe inside", caffe(), None),
    ("torch inside", torch(), None),
    ("grey", grey(), "0..1"),
    ("resized inside", resized(), None),
]
told = []
for number, (name, model, kind) in enumerate(models):
    restless(model)
    _, height, _, channels = model.input_shape
    size = height or 36
    pixels = np.random.default_rng(number).integers(0, 256, (pictures, size, size, channels), dtype=np.uint8)
    # Smooth enough that pictures differ as wholes.
    pixels = (pixels * np.linspace(0.3, 1, pictures)[:, None, None, None]).astype(np.uint8)
    inputs = before[kind](pixels.astype("float32"))
    if "mobilenet" in name:
        base = next((layer for layer in model.layers if layer.name.startswith("mobilenet")), model)
        normalised(base, before["-1..1"](pixels.astype("float32")))
    outspoken(model, inputs)
    answers = model.predict(inputs, verbose=0)
    if "mobilenet" in name and "top" not in name:
        answers = 1 / (1 + np.exp(-answers)) if answers.shape[1] == 1 else keras.ops.softmax(answers).numpy()
    path = os.path.join(folder, f"model-{number}")
    pixels.tofile(path + ".pixels")
    model.save(path + ".keras")
    model.save(path + ".h5")
    told.append({"name": name, "path": path, "size": size, "channels": channels, "before": kind, "rows": answers.tolist()})
print(json.dumps(told))
