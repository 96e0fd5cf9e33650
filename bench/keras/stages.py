"""The stages that are timed, each in several forms: every one is tried on a few photos, and the fastest is taken."""
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import keras
import numpy as np
import tensorflow as tf
from PIL import Image

from networks import compiled, head_alone, open_base, tail
from photos import preprocess, read

BATCH = 20
# Photos on which forms are tried: a step over the head alone is short, and some forms take 10 at once.
TRIED = {"phase-1": 400}
TRIED_ELSEWHERE = 40


def with_pillow(path, size):
    return np.asarray(Image.open(path).convert("RGB").resize((size, size), Image.BILINEAR))


class Stages:
    """`request`: size, weights, paths, labels, and of the features of the same photos the .npy files."""

    def __init__(self, request):
        self.size, self.paths = request["size"], request["paths"]
        self.labels = np.array(request["labels"], "float32")[:, None]
        self.features = {layer: np.load(file) for layer, file in request["features"].items()}
        self.base = open_base(request["weights"], self.size)
        pixels = self.with_pillow(self.paths[: request["frozen"]])
        self.pixels = np.stack(pixels)
        self.chosen = {"decode": ("tf.data", self.decode), "decode-pillow": ("Pillow", self.pillow)}

    def with_pillow(self, paths):
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(lambda path: with_pillow(path, self.size), paths))

    def pillow(self):
        self.with_pillow(self.paths)

    def decode(self):
        data = tf.data.Dataset.from_tensor_slices(self.paths)
        data = data.map(lambda path: read(path, self.size), tf.data.AUTOTUNE)
        for _ in data.batch(BATCH).prefetch(2):
            pass

    def run(self, stage):
        if stage not in self.chosen:
            self.chosen[stage] = self.fastest(getattr(self, stage.replace("-", "_"))(), TRIED.get(stage, TRIED_ELSEWHERE))
        name, work = self.chosen[stage]
        start = time.perf_counter()
        work()
        return {"seconds": time.perf_counter() - start, "form": name}

    def fastest(self, forms, count):
        found = []
        for name, make in forms.items():
            try:
                tried, seconds = make(count), []
                tried()
                for _ in range(3):
                    start = time.perf_counter()
                    tried()
                    seconds.append(time.perf_counter() - start)
                found.append((min(seconds), name, make(None)))
                print(f"bench: {name}: {min(seconds):.2f} s for {count} photos", file=sys.stderr, flush=True)
            except Exception as error:
                print(f"bench: {name} failed: {error}", file=sys.stderr, flush=True)
        return min(found, key=lambda form: form[0])[1:]

    def frozen_pass(self):
        forms = {}
        for jit in (False, True):
            suffix = ", XLA" if jit else ""
            forms[f"tf.function{suffix}"] = self.by_function(jit)
            forms[f"model.predict{suffix}"] = self.by_predict(jit)
        return forms

    def by_function(self, jit):
        @tf.function(jit_compile=jit, input_signature=[tf.TensorSpec([BATCH, self.size, self.size, 3], tf.uint8)])
        def pass_(pictures):
            return self.base(preprocess(pictures), training=False)

        def make(count):
            pixels = self.pixels[:count]
            return lambda: [pass_(pixels[at : at + BATCH]).numpy() for at in range(0, len(pixels), BATCH)]

        return make

    def by_predict(self, jit):
        model = keras.Model(self.base.input, self.base.output)
        model.compile(jit_compile=jit)

        def make(count):
            data = tf.data.Dataset.from_tensor_slices(self.pixels[:count]).batch(BATCH)
            data = data.map(preprocess, tf.data.AUTOTUNE).prefetch(tf.data.AUTOTUNE)
            return lambda: model.predict(data, verbose=0)

        return make

    def phase_1(self):
        features = self.features["block5_pool"]
        return self.fits(lambda: head_alone(features.shape[1:]), features, 2e-5, (1, 10))

    def phase_2(self):
        features = self.features["block4_pool"]
        return self.fits(lambda: tail(self.base, features.shape[1:]), features, 1e-5, (1,))

    def fits(self, network, features, rate, steps):
        forms = {}
        for jit in (False, True):
            for together in steps:
                model = compiled(network(), rate, jit_compile=jit, steps_per_execution=together)
                suffix = (", XLA" if jit else "") + (f", {together} steps at once" if together > 1 else "")
                forms[f"fit of arrays{suffix}"] = self.of_arrays(model, features)
                forms[f"fit of tf.data{suffix}"] = self.of_dataset(model, features)
        return forms

    def of_arrays(self, model, features):
        return lambda count: lambda: model.fit(
            features[:count], self.labels[: len(features)][:count], batch_size=BATCH, epochs=1, verbose=0)

    def of_dataset(self, model, features):
        def make(count):
            data = tf.data.Dataset.from_tensor_slices((features[:count], self.labels[: len(features)][:count]))
            data = data.shuffle(len(features)).batch(BATCH).prefetch(tf.data.AUTOTUNE)
            return lambda: model.fit(data, epochs=1, verbose=0)

        return make
