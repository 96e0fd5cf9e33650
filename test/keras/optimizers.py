"""Updates and rates as Keras has them.

optimizers.py CASES: a JSON object with `updates` (optimizer's name and arguments, first parameter, gradients; penalty)
and `rates` (schedule's name and arguments, steps) and `plateau` (arguments, losses). Prints the same shape of answers.
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np


def update(case):
    """The parameter after each of the gradients, one after the other."""
    schedule = case.get("schedule")
    arguments = dict(case["arguments"])
    if schedule:
        arguments["learning_rate"] = schedule_of(schedule)
    optimizer = getattr(keras.optimizers, case["name"])(**arguments)
    variable = keras.Variable(np.array(case["parameter"], "float32"))
    optimizer.build([variable])
    after = []
    for gradient in case["gradients"]:
        optimizer.apply([keras.ops.convert_to_tensor(np.array(gradient, "float32"))])
        after.append(np.asarray(variable).tolist())
    return after


def schedule_of(case):
    arguments = dict(case["arguments"])
    # JSON has no 0.0, and Keras makes a whole number a tensor of whole numbers.
    if "initial_learning_rate" in arguments:
        arguments["initial_learning_rate"] = float(arguments["initial_learning_rate"])
    return getattr(keras.optimizers.schedules, case["name"])(**arguments)


def rates(case):
    schedule = schedule_of(case)
    return [float(schedule(step)) for step in case["steps"]]


class OnlyRate:
    """What ReduceLROnPlateau needs of a model."""

    def __init__(self, rate):
        self.optimizer = keras.optimizers.SGD(rate)


def plateau(case):
    """The rate in the epoch after each of the losses."""
    callback = keras.callbacks.ReduceLROnPlateau(monitor="val_loss", **case["arguments"])
    callback.set_model(OnlyRate(case["rate"]))
    callback.on_train_begin()
    after = []
    for epoch, loss in enumerate(case["losses"]):
        callback.on_epoch_end(epoch, {"val_loss": loss})
        after.append(float(keras.ops.convert_to_numpy(callback.model.optimizer.learning_rate)))
    return after


def penalty(case):
    return float(keras.regularizers.L2(case["l2"])(np.array(case["parameter"], "float32")))


cases = json.loads(sys.argv[1])
print(
    json.dumps(
        {
            "updates": [update(case) for case in cases["updates"]],
            "rates": [rates(case) for case in cases["rates"]],
            "plateau": [plateau(case) for case in cases["plateau"]],
            "penalties": [penalty(case) for case in cases["penalties"]],
        }
    )
)
