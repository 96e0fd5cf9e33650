"""Opens exported models by Keras, without custom code, and runs them on inputs that are ready for them.

python run-exports.py JOBS.json      [{"model", "input", "shape", "dtype"}...]
Prints a JSON list, one object a job: Keras's version, the types of weights and of the last activations, rows of outputs.
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np


def run(job):
    model = keras.models.load_model(job["model"], safe_mode=True)
    values = np.fromfile(job["input"], job["dtype"]).reshape(job["shape"])
    outputs = model.predict(values, verbose=0)
    return {
        "keras": keras.__version__,
        "weights": sorted({str(weight.dtype) for weight in model.weights}),
        "computes": model.layers[-1].compute_dtype,
        "layers": [layer.name for layer in model.layers],
        "rows": outputs.tolist(),
    }


with open(sys.argv[1]) as file:
    print(json.dumps([run(job) for job in json.load(file)]))
