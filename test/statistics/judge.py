"""Writes judged.json: made-up answers with what scikit-learn, SciPy and statsmodels say of them.

Needs scikit-learn, scipy and statsmodels, which the tests do not: they read the file. Run: python judge.py
"""

import json
from pathlib import Path

import numpy as np
import scipy
import sklearn
import statsmodels
from scipy import optimize, special
from sklearn import metrics
from statsmodels.stats import contingency_tables, proportion


def answers(rng, num_photos, num_classes):
    """Logits that tell something, rounded for the file. Of two classes some are equal; among many, scikit-learn and
    Thaw take equals in another order."""
    labels = rng.integers(0, num_classes, num_photos)
    logits = rng.normal(0, 1.5, (num_photos, num_classes))
    logits[np.arange(num_photos), labels] += 1.2
    return labels, np.round(logits, 1 if num_classes == 2 else 4)


def judge_temperature(logits, labels):
    """As Guo et al. fit it, to targets of (n + 1/2) / (n + 1)."""
    count, num_classes = logits.shape
    right = (count + 0.5) / (count + 1)
    targets = np.full(logits.shape, (1 - right) / (num_classes - 1))
    targets[np.arange(count), labels] = right

    def loss(log_temperature):
        return -np.sum(targets * special.log_softmax(logits / np.exp(log_temperature), axis=1))

    found = optimize.minimize_scalar(loss, bounds=(np.log(0.05), np.log(20)), options={"xatol": 1e-10})
    return float(np.exp(found.x))


def judge(seed, num_photos, num_classes):
    rng = np.random.default_rng(seed)
    labels, logits = answers(rng, num_photos, num_classes)
    probabilities = special.softmax(logits, axis=1).astype(np.float32)  # As Thaw keeps them: equals stay equal.
    answered = probabilities.argmax(axis=1)
    precision, recall, f1, support = metrics.precision_recall_fscore_support(
        labels, answered, labels=range(num_classes), zero_division=np.nan
    )
    said = {
        "labels": labels.tolist(),
        "logits": logits.tolist(),
        "confusionMatrix": metrics.confusion_matrix(labels, answered, labels=range(num_classes)).tolist(),
        "accuracy": metrics.accuracy_score(labels, answered),
        "precision": precision.tolist(),
        "recall": recall.tolist(),
        "f1": f1.tolist(),
        "support": support.tolist(),
        "logLoss": metrics.log_loss(labels, probabilities, labels=range(num_classes)),
        "temperature": judge_temperature(logits, labels),
        "topK": {
            k: metrics.top_k_accuracy_score(labels, probabilities, k=k, labels=range(num_classes), normalize=False)
            for k in (3, 5)
            if k < num_classes
        },
    }
    if num_classes == 2:
        said["rocArea"] = metrics.roc_auc_score(labels, probabilities[:, 1])
        said["averagePrecision"] = metrics.average_precision_score(labels, probabilities[:, 1])
    return said


def judge_pairs(one, other):
    table = [[50, one], [other, 20]]
    return {"pair": [one, other], "p": contingency_tables.mcnemar(table, exact=True).pvalue}


def judge_share(correct, count):
    low, high = proportion.proportion_confint(correct, count, alpha=0.05, method="wilson")
    return {"correct": correct, "count": count, "low": low, "high": high}


Path(__file__).with_name("judged.json").write_text(
    json.dumps(
        {
            "versions": {m.__name__: m.__version__ for m in (sklearn, scipy, statsmodels, np)},
            "answers": [judge(1, 120, 2), judge(2, 150, 5), judge(3, 160, 8)],
            "mcnemar": [judge_pairs(*pair) for pair in [(1, 5), (3, 12), (0, 10), (40, 61), (7, 7)]],
            "wilson": [judge_share(*share) for share in [(48, 50), (0, 12), (12, 12), (963, 1000), (1, 3)]],
        }
    )
    + "\n"
)
