"""Keras's side of the comparison of stages, kept warm: worker.py POLICY reads one JSON request a line and answers one
JSON line with seconds and the form that was taken. The first request, `prepare`, holds the data."""
import json
import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")
import keras

keras.mixed_precision.set_global_policy(sys.argv[1])
from stages import Stages

stages = None
for line in sys.stdin:
    request = json.loads(line)
    if request["stage"] == "prepare":
        start = time.perf_counter()
        stages = Stages(request)
        answer = {"seconds": time.perf_counter() - start, "form": ""}
    else:
        answer = stages.run(request["stage"])
    print(json.dumps(answer), flush=True)
