/** The commands that compute with TensorFlow and start from pretrained weights. */
const computing = new Set(['train', 'evaluate', 'predict', 'export', 'demo', 'serve']);
const onlyTelling = new Set(['-h', '--help', '-V', '--version']);

/**
 * True for a command line that needs TensorFlow and the weights; packages and build are needed by all.
 *
 * @param {readonly string[]} parameters
 */
export function needsRuntime(parameters) {
  if (parameters.some((parameter) => onlyTelling.has(parameter))) return false;
  const command = parameters.find((parameter) => !parameter.startsWith('-'));
  return command !== undefined && computing.has(command);
}
