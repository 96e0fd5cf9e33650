"""Keras's side of the speed comparison: reads one JSON request a line, answers one JSON line with seconds.

Keras is given its best honest form: compiled, tf.data with parallel decoding and prefetch, oneDNN on.
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
from PIL import Image

MEAN = np.array([103.939, 116.779, 123.68], "float32")
state = {}


def decode(paths, size):
    return np.stack([np.asarray(Image.open(p).convert("RGB").resize((size, size), Image.BILINEAR)) for p in paths])


def preprocess(pixels):
    return pixels[..., ::-1].astype("float32") - MEAN


def head(units=256, dropout=0.5):
    return [keras.layers.Flatten(), keras.layers.Dense(units, activation="relu"), keras.layers.Dropout(dropout),
            keras.layers.Dense(1, activation="sigmoid")]


def compiled(model, rate):
    model.compile(keras.optimizers.RMSprop(rate), "binary_crossentropy", metrics=["accuracy"])
    return model


def prepare(request):
    size = request["size"]
    base = keras.applications.VGG16(weights=request["weights"], include_top=False, input_shape=(size, size, 3))
    base.trainable = False
    paths, labels = request["paths"], np.array(request["labels"], "float32")
    side = size // 32
    state.update(size=size, base=base, paths=paths, labels=labels, pixels=decode(paths, size))
    state["block5"] = np.random.default_rng(1).random((len(paths), side, side, 512), "float32")
    state["block4"] = np.random.default_rng(2).random((len(paths), size // 16, size // 16, 512), "float32")
    state["head"] = compiled(keras.Sequential([keras.Input(state["block5"].shape[1:]), *head()]), 2e-5)
    tail = [keras.Input(state["block4"].shape[1:])]
    for name in ("block5_conv1", "block5_conv2", "block5_conv3", "block5_pool"):
        layer = base.get_layer(name)
        tail.append(type(layer).from_config({**layer.get_config(), "trainable": True}))
    state["tail"] = compiled(keras.Sequential([*tail, *head()]), 1e-5)


def timed_decode():
    paths = tf.data.Dataset.from_tensor_slices(state["paths"])
    size = state["size"]

    def read(path):
        picture = tf.io.decode_jpeg(tf.io.read_file(path), channels=3)
        return tf.image.resize(picture, (size, size), antialias=True)

    for _ in paths.map(read, num_parallel_calls=tf.data.AUTOTUNE).batch(20).prefetch(2):
        pass


def timed_decode_pillow():
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda path: decode([path], state["size"]), state["paths"]))


STAGES = {
    "decode": timed_decode,
    "decode-pillow": timed_decode_pillow,
    "frozen-pass": lambda: state["base"].predict(preprocess(state["pixels"]), batch_size=20, verbose=0),
    "phase-1": lambda: state["head"].fit(state["block5"], state["labels"], batch_size=20, epochs=1, verbose=0),
    "phase-2": lambda: state["tail"].fit(state["block4"], state["labels"], batch_size=20, epochs=1, verbose=0),
}

for line in sys.stdin:
    request = json.loads(line)
    start = time.perf_counter()
    if request["stage"] == "prepare":
        prepare(request)
    else:
        STAGES[request["stage"]]()
    print(json.dumps({"seconds": time.perf_counter() - start}), flush=True)
