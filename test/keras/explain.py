"""The tutorial's own lines on a small network, for comparison: the pattern of a filter, and channels as grey levels.

python explain.py ASKED.json      prints a JSON object; its values are listed in src/engine/explanation/keras.test.ts
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np
import tensorflow as tf


def network(layers):
    model = keras.Sequential([keras.Input((None, None, 3))])
    for layer in layers:
        if layer["kind"] == "maxPool2d":
            model.add(keras.layers.MaxPooling2D(layer["side"]))
            continue
        kernel = np.array(layer["kernel"], "float32").reshape(layer["kernelShape"])
        model.add(keras.layers.Conv2D(kernel.shape[3], kernel.shape[:2], padding=layer["padding"], activation="relu"))
        model.layers[-1].set_weights([kernel, np.array(layer["bias"], "float32")])
    return model


def deprocess_image(x):
    x = x - x.mean()
    x /= x.std() + 1e-5
    x *= 0.1
    x += 0.5
    x = np.clip(x, 0, 1)
    x *= 255
    return np.clip(x, 0, 255).astype("uint8")


def pattern(model, noise, size, filter_index, steps, step, mean, scale, bgr):
    pixels = np.array(noise, "float32").reshape([1, size, size, 3])
    ordered = pixels[..., ::-1] if bgr else pixels
    x = tf.constant((ordered - np.array(mean, "float32")) * np.float32(scale))
    responses = []
    for _ in range(steps):
        with tf.GradientTape() as tape:
            tape.watch(x)
            loss = tf.reduce_mean(model(x)[:, :, :, filter_index])
        grads = tape.gradient(loss, x)
        grads /= tf.sqrt(tf.reduce_mean(tf.square(grads))) + 1e-5
        responses.append(float(loss))
        x += grads * step * scale
    responses.append(float(tf.reduce_mean(model(x)[:, :, :, filter_index])))
    pixels = x.numpy()[0] / scale + np.array(mean)
    pixels = pixels[..., ::-1] if bgr else pixels
    return {
        "values": pixels.ravel().tolist(),
        "picture": deprocess_image(pixels).ravel().tolist(),
        "responses": responses,
    }


def levels(values, shape):
    channels = []
    for channel in np.moveaxis(np.array(values, "float64").reshape(shape), -1, 0):
        channel -= channel.mean()
        channel /= channel.std()
        channel *= 64
        channel += 128
        channels.append(np.clip(channel, 0, 255).astype("uint8").ravel().tolist())
    return channels


with open(sys.argv[1], encoding="utf-8") as file:
    asked = json.load(file)
print(
    json.dumps(
        {
            "patterns": [
                pattern(network(one.pop("layers")), **one) for one in asked["patterns"]
            ],
            "levels": levels(**asked["levels"]),
        }
    )
)
