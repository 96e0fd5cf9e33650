import { describe, expect, it } from 'vitest';
import { exportFormatNames } from '../../shared/export-formats.ts';
import { exportFormatByName } from './formats.ts';

describe('formats', () => {
  it.each(exportFormatNames)('%s is there under its name', (name) => {
    expect(exportFormatByName(name).name).toBe(name);
  });

  it('refuses a name that is none', () => {
    expect(() => exportFormatByName('onnxx')).toThrow(
      expect.objectContaining({
        code: 'unknown-format',
        facts: { format: 'onnxx', known: exportFormatNames },
      }) as Error,
    );
  });
});
