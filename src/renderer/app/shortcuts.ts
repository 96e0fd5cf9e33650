import { steps, type Step } from '../shared/app.ts';

/** The step that Ctrl or Cmd with a digit means; null for other keys. */
export function stepOfKey({
  key,
  ctrlKey,
  metaKey,
  altKey,
  shiftKey,
}: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): Step | null {
  if (ctrlKey === metaKey || altKey || shiftKey || !/^[1-6]$/u.test(key)) return null;
  return steps[Number(key) - 1] ?? null;
}
