"""Makes Keras's networks with random weights, runs them on random pictures, and keeps both for comparison.

python make-bases.py FOLDER [NAME SIDE]...

Writes for each FOLDER/NAME.h5 (the layout of the files that Keras publishes), NAME.weights.h5 (Keras 3's own),
NAME.pixels (2 x SIDE x SIDE x 3 bytes) and NAME.features (float32). Prints a JSON object by name: the layers, the number
of parameters and the shape of the features.
"""

import importlib
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import h5py
import keras
import numpy as np
from keras.src.legacy.saving import legacy_h5_format

modules = {
    "vgg16": ("vgg16", "VGG16"),
    "vgg19": ("vgg19", "VGG19"),
    "resnet50": ("resnet50", "ResNet50"),
    "mobilenet": ("mobilenet", "MobileNet"),
    "mobilenet-v2": ("mobilenet_v2", "MobileNetV2"),
    "inception-v3": ("inception_v3", "InceptionV3"),
    "xception": ("xception", "Xception"),
}


def drawn(random, weight):
    """Kernels as Keras draws them for layers of relus; everything else away from what it begins as."""
    shape = weight.shape
    if weight.name.endswith("kernel"):
        fan = np.prod(shape[:-1]) if shape[-1] > 1 else np.prod(shape[:2])
        return random.normal(0, np.sqrt(2 / fan), shape)
    if weight.name in ("gamma", "moving_variance"):
        return random.uniform(0.6, 1.4, shape)
    return random.normal(0, 0.1, shape)


def make(folder, name, side):
    keras.backend.clear_session()
    module_name, class_name = modules[name]
    module = importlib.import_module(f"keras.applications.{module_name}")
    model = getattr(module, class_name)(weights=None, include_top=False, input_shape=(side, side, 3))
    random = np.random.default_rng(3)
    model.set_weights([drawn(random, weight) for weight in model.weights])
    with h5py.File(os.path.join(folder, f"{name}.h5"), "w") as file:
        legacy_h5_format.save_weights_to_hdf5_group(file, model)
    model.save_weights(os.path.join(folder, f"{name}.weights.h5"))
    pixels = random.integers(0, 256, (2, side, side, 3), "uint8")
    features = model.predict(module.preprocess_input(pixels.astype("float32")), verbose=0)
    pixels.tofile(os.path.join(folder, f"{name}.pixels"))
    features.astype("float32").tofile(os.path.join(folder, f"{name}.features"))
    return {
        "layers": [layer.name for layer in model.layers],
        "parameters": int(model.count_params()),
        "shape": list(features.shape[1:]),
    }


folder, *named = sys.argv[1:]
made = {name: make(folder, name, int(side)) for name, side in zip(named[::2], named[1::2])}
print(json.dumps(made))
