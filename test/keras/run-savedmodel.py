"""Asks SavedModels by each of TensorFlow's loaders and by Keras's layer for them.

python run-savedmodel.py [FOLDER INPUT HEIGHT WIDTH]...      INPUT: raw values of the type that the model takes

Prints a JSON list, one object a model: rows by loader, the names of the classes where it gives them, the variables.
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np
import tensorflow as tf


def by_session(folder, values):
    with tf.compat.v1.Session(graph=tf.Graph()) as session:
        loaded = tf.compat.v1.saved_model.loader.load(session, ["serve"], folder)
        signature = loaded.signature_def["serving_default"]
        (taken,) = signature.inputs.values()
        return session.run(signature.outputs["probabilities"].name, {taken.name: values})


def by_layer(folder, values):
    layer = keras.layers.TFSMLayer(folder, call_endpoint="serving_default")
    taken = keras.Input(values.shape[1:], dtype=values.dtype.name)
    return keras.Model(taken, layer(taken)).predict(values, verbose=0)["probabilities"]


def run(folder, input_file, height, width):
    loaded = tf.saved_model.load(folder)
    serve = loaded.signatures["serving_default"]
    ((_, spec),) = serve.structured_input_signature[1].items()
    kind = spec.dtype.as_numpy_dtype
    values = np.fromfile(input_file, kind).reshape([-1, int(height), int(width), spec.shape[3]])
    answers = serve(tf.constant(values))
    devices = {operation.device for operation in serve.graph.get_operations()}
    return {
        "rows": {
            "load": answers["probabilities"].numpy().tolist(),
            "layer": by_layer(folder, values).tolist(),
            "session": by_session(folder, values).tolist(),
        },
        "classes": [name.decode() for name in answers["classes"].numpy()[0]] if "classes" in answers else None,
        "features": answers["features"].numpy().tolist() if "features" in answers else None,
        "variables": [[variable.name, variable.dtype.name] for variable in loaded.variables],
        "devices": sorted(devices),
    }


arguments = sys.argv[1:]
print(json.dumps([run(*arguments[start : start + 4]) for start in range(0, len(arguments), 4)]))
