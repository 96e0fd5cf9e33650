"""Makes a TensorFlow Lite model by a program and asks it.

python run-tflite.py PROGRAM.py FOLDER INPUT.f32      PROGRAM makes model.tflite where it runs, in FOLDER

Prints rows of probabilities as JSON.
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import tensorflow as tf

program, folder, input_file = sys.argv[1:]
os.chdir(folder)
with open(program, encoding="utf-8") as file:
    exec(compile(file.read(), program, "exec"), {})
ask = tf.lite.Interpreter("model.tflite").get_signature_runner("serving_default")
shape = ask.get_input_details()["preprocessed_picture"]["shape"]
pictures = np.fromfile(input_file, "float32").reshape([-1, 1, *shape[1:]])
print(json.dumps([ask(preprocessed_picture=picture)["probabilities"][0].tolist() for picture in pictures]))
