"""Reads an event file as TensorFlow does, and says what it found as JSON.

tensorboard-events.py FILE
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import tensorflow as tf

found = {"versions": [], "scalars": {}, "histograms": {}, "graph": None}
for event in tf.compat.v1.train.summary_iterator(sys.argv[1]):
    if event.file_version:
        found["versions"].append(event.file_version)
    if event.graph_def:
        definition = tf.compat.v1.GraphDef.FromString(event.graph_def)
        with tf.Graph().as_default() as graph:
            # Fails where an operation, its inputs or its shapes are not TensorFlow's.
            tf.import_graph_def(definition, name="")
            last = graph.get_operations()[-1]
            found["graph"] = {
                "nodes": [node.name for node in definition.node],
                "output": last.outputs[0].shape.as_list(),
            }
    for value in event.summary.value:
        if value.HasField("histo"):
            spread = value.histo
            found["histograms"][f"{value.tag} {event.step}"] = {
                "min": spread.min,
                "max": spread.max,
                "num": spread.num,
                "sum": spread.sum,
                "sumSquares": spread.sum_squares,
                "limits": list(spread.bucket_limit),
                "counts": list(spread.bucket),
            }
        else:
            found["scalars"][f"{value.tag} {event.step}"] = value.simple_value
print(json.dumps(found))
