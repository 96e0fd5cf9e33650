"""Checks exported ONNX models by onnx itself where it is installed, and runs them by onnxruntime.

python run-onnx.py JOBS.json      [{"model", "input", "shape", "dtype"}...]
Prints a JSON list, one object a job: onnxruntime's version, whether onnx's checker was asked, metadata, rows of answers.
"""

import json
import sys

import numpy as np
import onnxruntime

try:
    import onnx
except ImportError:
    onnx = None


def run(job):
    if onnx:
        onnx.checker.check_model(job["model"], full_check=True)
    session = onnxruntime.InferenceSession(job["model"], providers=["CPUExecutionProvider"])
    values = np.fromfile(job["input"], job["dtype"]).reshape(job["shape"])
    answers, *_ = session.run(["probabilities"], {session.get_inputs()[0].name: values})
    return {
        "onnxruntime": onnxruntime.__version__,
        "checked": onnx is not None,
        "metadata": session.get_modelmeta().custom_metadata_map,
        "rows": answers.tolist(),
    }


with open(sys.argv[1]) as file:
    print(json.dumps([run(job) for job in json.load(file)]))
