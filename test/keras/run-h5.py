"""Opens .h5 models by Keras and runs them on inputs that are ready for them.

python run-h5.py [MODEL.h5 INPUT.f32]...      prints a JSON list: names of layers and rows of outputs, one object a model
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np


def run(model_file, input_file):
    model = keras.models.load_model(model_file)
    values = np.fromfile(input_file, "float32").reshape([-1, *model.input_shape[1:]])
    rows = model.predict(values, verbose=0)
    return {"layers": [layer.name for layer in model.layers], "rows": rows.tolist()}


files = sys.argv[1:]
print(json.dumps([run(*files[start : start + 2]) for start in range(0, len(files), 2)]))
