"""Runs the programs of kits as they are written, each as the main one, in one interpreter: TensorFlow is loaded once.

python run-programs.py JOBS      JOBS: a JSON file with a list of [PROGRAM, PHOTO...]

Prints a JSON list: what each program printed.
"""

import contextlib
import io
import json
import os
import runpy
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"


def run(program, *photos):
    sys.argv = [program, *photos]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        runpy.run_path(program, run_name="__main__")
    return printed.getvalue()


with open(sys.argv[1], encoding="utf-8") as jobs:
    print(json.dumps([run(*job) for job in json.load(jobs)]))
