/** Below this a probability counts as this: a loss stays finite. Source: Keras's epsilon. */
const leastProbability = 1e-7;

/** Mean over the photos of -log(probability of the photo's class). `probabilities`: photos x classes, row-major. */
export function meanCrossEntropy(probabilities: Float32Array, labels: readonly number[]): number {
  const numClasses = probabilities.length / labels.length;
  const sum = labels.reduce(
    (total, label, row) =>
      total - Math.log(Math.max(probabilities[row * numClasses + label]!, leastProbability)),
    0,
  );
  return sum / labels.length;
}
