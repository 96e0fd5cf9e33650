/**
 * Something that tests use where it can be had: what it is, or why it is not there.
 *
 * @typedef {{ value: string, reason: null } | { value: null, reason: string }} Provided
 */

/** @param {string} value @returns {Provided} */
export function provided(value) {
  return { value, reason: null };
}

/** @param {string} reason @returns {Provided} */
export function missing(reason) {
  return { value: null, reason };
}

/** The part of an error that says why: the last line of what a command said. @param {unknown} error */
export function lastLine(error) {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().split('\n').at(-1) ?? text;
}
