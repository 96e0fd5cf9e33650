/**
 * One sigmoid answer per photo as two probabilities: p is that of the class that sorts second, 1 - p that of the
 * first. Returns count x 2.
 */
export function twoClassPairs(answers: Float32Array): Float32Array {
  const pairs = new Float32Array(answers.length * 2);
  answers.forEach((probability, row) => {
    pairs[2 * row] = 1 - probability;
    pairs[2 * row + 1] = probability;
  });
  return pairs;
}
