"""The tutorial's two-phase recipe in Keras, where every epoch augments the photos and runs the whole base: what it
takes. An epoch takes minutes, so a share of the steps is timed after as many that warm up.

Reads one JSON object from standard input: the parts as paths and labels, the base's weights, the policy, and how many
steps to time, and for each phase whether to take XLA (null: what is faster here). Prints one JSON line: seconds to start, and for each phase those of a step (two shares, one after the
other), of a look at the validation part and at the test part, and whether XLA was faster.
"""
import json
import os
import sys
import time

began = time.perf_counter()
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")
import keras
import numpy as np

from networks import compiled, head, open_base
from photos import dataset

request = json.load(sys.stdin)
keras.mixed_precision.set_global_policy(request["policy"])
STEPS = request["steps"]
# Steps for which each way of compiling is tried.
TRIED = min(4, STEPS)


def part(name):
    paths, labels = zip(*[(photo["path"], photo["label"]) for photo in request["parts"][name]])
    return dataset(list(paths), np.array(labels, "float32")[:, None], request["size"], name == "train")


class EpochClock(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.seconds = []

    def on_epoch_begin(self, epoch, logs=None):
        self.start = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        self.seconds.append(time.perf_counter() - self.start)


def step_seconds(model, steps, epochs):
    """Seconds of a step, epoch by epoch without the first one."""
    clock = EpochClock()
    model.fit(train, steps_per_epoch=steps, epochs=epochs, callbacks=[clock], verbose=0)
    return [seconds / steps for seconds in clock.seconds[1:]]


def look_seconds(model, data):
    model.evaluate(data, verbose=0)
    start = time.perf_counter()
    model.evaluate(data, verbose=0)
    return time.perf_counter() - start


def faster(model, rate):
    tried = {}
    for jit in (False, True):
        try:
            tried[jit] = min(step_seconds(compiled(model, rate, jit_compile=jit), TRIED, 3))
        except Exception as error:
            print(f"bench: jit_compile={jit} failed: {error}", file=sys.stderr, flush=True)
    print(f"bench: seconds a step by jit_compile: {tried}", file=sys.stderr, flush=True)
    return min(tried, key=tried.get)


def measure(model, rate, xla):
    jit = faster(model, rate) if xla is None else xla
    compiled(model, rate, jit_compile=jit)
    return {"xla": jit, "step": step_seconds(model, STEPS, 3), "validation": look_seconds(model, validation),
            "test": look_seconds(model, test)}


train, validation, test = part("train"), part("validation"), part("test")
base = open_base(request["weights"], request["size"])
output = base.output
for layer in head():
    output = layer(output)
model = keras.Model(base.input, output)
answer = {"start": time.perf_counter() - began, "phases": [measure(model, 2e-5, request["xla"][0])]}
# In Keras a base with block 5 thawed is trainable itself; only its lower layers stay frozen.
base.trainable = True
for layer in base.layers:
    layer.trainable = layer.name.startswith("block5")
answer["phases"].append(measure(model, 1e-5, request["xla"][1]))
print(json.dumps(answer), flush=True)
