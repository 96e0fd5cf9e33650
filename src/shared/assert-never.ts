/** Closes a switch over a union: a case that was forgotten is a compile error. */
export function assertNever(value: never): never {
  throw new Error(`no case for ${JSON.stringify(value)}`);
}
