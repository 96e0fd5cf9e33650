import { describe, expect, it } from 'vitest';
import { stepOfKey } from './shortcuts.ts';

const bare = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe('keys for the steps', () => {
  it('are Ctrl or Cmd with a digit', () => {
    expect(stepOfKey({ ...bare, key: '1', ctrlKey: true })).toBe('data');
    expect(stepOfKey({ ...bare, key: '6', metaKey: true })).toBe('export');
  });
  it('are nothing else', () => {
    for (const more of [
      {},
      { ctrlKey: true, shiftKey: true },
      { ctrlKey: true, altKey: true },
      { ctrlKey: true, metaKey: true },
    ])
      expect(stepOfKey({ ...bare, key: '1', ...more })).toBeNull();
    expect(stepOfKey({ ...bare, key: '7', ctrlKey: true })).toBeNull();
    expect(stepOfKey({ ...bare, key: 'F1', ctrlKey: true })).toBeNull();
  });
});
