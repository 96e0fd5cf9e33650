"""Scores decoded pictures by exported .h5 files, as a user of Keras would: with the two files beside each.

python score-export.py [MODEL.h5 LABELS.json PREPROCESSING.json PIXELS]...      prints a JSON list, one object a model
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np


def read_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def preprocess(pixels, steps, folder):
    values = pixels.astype("float32")
    for step in steps:
        if step["step"] == "order-channels" and step["order"] == "bgr":
            values = values[..., ::-1]
        elif step["step"] == "subtract":
            values = values - np.array(step["mean"], "float32")
        elif step["step"] == "subtract-image":
            values = values - np.load(os.path.join(folder, step["file"]))
        elif step["step"] == "multiply":
            values = values * np.float32(step["by"])
    return values


def score(model_file, labels_file, preprocessing_file, pixels_file):
    model = keras.models.load_model(model_file)
    labels = read_json(labels_file)
    preprocessing = read_json(preprocessing_file)
    shape = [preprocessing["input"][side] for side in ("height", "width", "channels")]
    pixels = np.fromfile(pixels_file, "uint8").reshape([-1, *shape])
    answers = model.predict(preprocess(pixels, preprocessing["steps"], os.path.dirname(preprocessing_file)), verbose=0)
    if labels["output"]["kind"] == "sigmoid":
        assert labels["output"]["probabilityOf"] == labels["classes"][1]
        answers = np.concatenate([1 - answers, answers], 1)
    return {
        "keras": keras.__version__,
        "layers": [layer.name for layer in model.layers],
        "rows": answers.tolist(),
    }


files = sys.argv[1:]
print(json.dumps([score(*files[start : start + 4]) for start in range(0, len(files), 4)]))
