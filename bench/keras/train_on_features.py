"""Keras trained on the same splits and the same cached features as Thaw: what the trainer itself is worth.

Reads one JSON object from standard input: a folder with .npy files (block4_pool and block5_pool of the plain photos
and of each augmented copy, rows in the order of `paths`), the parts as row numbers, labels, lengths and seed. Prints
one JSON line: correct answers on the test rows, their number, and the best epochs by validation loss.
"""
import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")
import numpy as np
import keras

request = json.load(sys.stdin)
keras.utils.set_random_seed(request["seed"])
folder, copies = request["features"], request["copies"]
labels = np.array(request["labels"], "float32")[:, None]
rows = {name: np.array(request["parts"][name]) for name in ("train", "validation", "test")}


def features(layer, which):
    return np.load(f"{folder}/{layer}-{which}.npy", mmap_mode="r")


class Epochs(keras.utils.PyDataset):
    """One pass a epoch in a new order; each photo takes one of its copies in turn, as Thaw does."""

    def __init__(self, layer):
        super().__init__()
        self.sources = [features(layer, copy) for copy in range(copies)]
        self.epoch = 0
        self.on_epoch_end()

    def __len__(self):
        return -(-len(self.order) // 20)

    def __getitem__(self, step):
        batch = self.order[step * 20 : step * 20 + 20]
        values = np.stack([self.sources[(self.epoch + int(row)) % copies][row] for row in batch])
        return values.astype("float32"), labels[batch]

    def on_epoch_end(self):
        self.order = np.random.default_rng((request["seed"], self.epoch)).permutation(rows["train"])
        self.epoch += 1


def fit(model, layer, rate, epochs):
    model.compile(keras.optimizers.RMSprop(rate), "binary_crossentropy", metrics=["accuracy"])
    plain = features(layer, "plain")
    validation = np.asarray(plain[rows["validation"]], "float32"), labels[rows["validation"]]
    best = [np.inf, None, 0]

    def keep(epoch, logs):
        if logs["val_loss"] < best[0]:
            best[:] = [logs["val_loss"], model.get_weights(), epoch + 1]

    model.fit(Epochs(layer), validation_data=validation, epochs=epochs, verbose=0,
              callbacks=[keras.callbacks.LambdaCallback(on_epoch_end=keep)])
    model.set_weights(best[1])
    return best[2]


head = [keras.layers.Flatten(), keras.layers.Dense(256, activation="relu"), keras.layers.Dropout(0.5),
        keras.layers.Dense(1, activation="sigmoid")]
shape = features("block5_pool", "plain").shape[1:]
first = fit(keras.Sequential([keras.Input(shape), *head]), "block5_pool", 2e-5, request["epochs"][0])
base = keras.applications.VGG16(weights=request["weights"], include_top=False, input_shape=(request["size"],) * 2 + (3,))
names = ("block5_conv1", "block5_conv2", "block5_conv3", "block5_pool")
tail = keras.Sequential([keras.Input(features("block4_pool", "plain").shape[1:]), *[base.get_layer(n) for n in names], *head])
second = fit(tail, "block4_pool", 1e-5, request["epochs"][1])
answers = tail.predict(np.asarray(features("block4_pool", "plain")[rows["test"]], "float32"), verbose=0) > 0.5
correct = int((answers == (labels[rows["test"]] > 0.5)).sum())
print(json.dumps({"correct": correct, "count": len(rows["test"]), "bestEpochs": [first, second]}), flush=True)
