/** The commands that compute with TensorFlow. */
const computing = new Set(['train', 'evaluate', 'predict', 'export', 'demo', 'serve']);
const onlyTelling = new Set(['-h', '--help', '-V', '--version']);

/** Those that show a person how it goes on by themselves: the usual base is best there beforehand. */
const welcoming = new Set(['demo', 'serve']);

/**
 * True for a command line that needs TensorFlow; packages and build are needed by all.
 *
 * @param {readonly string[]} parameters
 */
export function needsRuntime(parameters) {
  if (parameters.some((parameter) => onlyTelling.has(parameter))) return false;
  return computing.has(commandOf(parameters));
}

/**
 * True for a command line that the usual base's weights are fetched for. A training fetches those of its own base, which
 * may be another or none.
 *
 * @param {readonly string[]} parameters
 */
export function wantsWeights(parameters) {
  return welcoming.has(commandOf(parameters));
}

/** @param {readonly string[]} parameters */
function commandOf(parameters) {
  return parameters.find((parameter) => !parameter.startsWith('-')) ?? '';
}
