/**
 * A layer's name as Thaw and Keras 3 can have it: without slashes and control characters, and not that of another
 * layer; where it is, its model's name stands before it. `taken` includes the picture's own.
 */
export function freeName(name: string, model: string, taken: ReadonlySet<string>): string {
  const plain = tidied(name) || 'layer';
  if (!taken.has(plain)) return plain;
  const longer = model === '' ? plain : `${tidied(model)}_${plain}`;
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? longer : `${longer}_${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}

function tidied(name: string): string {
  return name.replaceAll(/[\u0000-\u001f\u007f/\\]/g, '_').slice(0, 90);
}
