"""Opens exported models by Keras, without custom code, and runs them on inputs that are ready for them.

python run-exports.py JOBS.json      [{"model", "input", "shape", "dtype"}...]
Prints a JSON list, one object a job: Keras's version, the types of numbers in the file, of weights once loaded and of
the last activations, rows of outputs.
"""

import io
import json
import os
import sys
import zipfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import h5py
import keras
import numpy as np


def stored_types(path):
    if path.endswith(".keras"):
        with zipfile.ZipFile(path) as archive:
            path = io.BytesIO(archive.read("model.weights.h5"))
    types = set()
    with h5py.File(path) as file:
        file.visititems(lambda _, item: types.add(str(item.dtype)) if isinstance(item, h5py.Dataset) else None)
    return sorted(types)


def run(job):
    model = keras.models.load_model(job["model"], safe_mode=True)
    values = np.fromfile(job["input"], job["dtype"]).reshape(job["shape"])
    outputs = model.predict(values, verbose=0)
    return {
        "keras": keras.__version__,
        "stored": stored_types(job["model"]),
        "weights": sorted({str(weight.dtype) for weight in model.weights}),
        "computes": model.layers[-1].compute_dtype,
        "layers": [layer.name for layer in model.layers],
        "rows": outputs.tolist(),
    }


with open(sys.argv[1]) as file:
    print(json.dumps([run(job) for job in json.load(file)]))
