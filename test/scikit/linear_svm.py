"""Writes src/engine/training/fixtures/scikit-svm.json: photos as five numbers, and what scikit-learn's LinearSVC makes of them.

Needs scikit-learn (1.9.1 wrote the file): python linear_svm.py > scikit-svm.json
LinearSVC penalises its intercept as another weight, which Thaw does where `l2Biases` is true.
"""

import json

import numpy
from sklearn.svm import LinearSVC

generator = numpy.random.default_rng(7)
centres = numpy.array([[1, 0, 0, 0.5, -0.5], [0, 1, 0, -0.5, 0.5], [-0.5, -0.5, 1, 0, 0]])
labels = numpy.array([index % 3 for index in range(45)])
features = numpy.round(centres[labels] + generator.normal(0, 0.8, (45, 5)), 2)

fits = []
for classes in (2, 3):
    chosen = labels < classes
    x, y = features[chosen], labels[chosen]
    for loss in ("hinge", "squared_hinge"):
        for c in (0.05, 0.5):
            machine = LinearSVC(loss=loss, C=c, dual=True, tol=1e-9, max_iter=10_000_000, random_state=0)
            machine.fit(x, y)
            signs = numpy.where(y[:, None] == (numpy.array([1]) if classes == 2 else numpy.arange(3)), 1, -1)
            slack = numpy.maximum(0, 1 - signs * (x @ machine.coef_.T + machine.intercept_))
            losses = slack if loss == "hinge" else slack**2
            squares = (machine.coef_**2).sum() + (machine.intercept_**2).sum()
            fits.append(
                {
                    "classes": classes,
                    "loss": loss.replace("_", "-"),
                    "c": c,
                    "kernel": machine.coef_.T.tolist(),
                    "bias": machine.intercept_.tolist(),
                    "objective": float(squares / 2 + c * losses.sum()),
                }
            )

print(json.dumps({"features": features.tolist(), "labels": labels.tolist(), "fits": fits}, indent=1))
