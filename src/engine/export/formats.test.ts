import { describe, expect, it } from 'vitest';
import { exportFormatNames } from '../../shared/export-formats.ts';
import { exportFormatByName, exportFormatFor } from './formats.ts';

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

  it.each(exportFormatNames)('%s takes the forms and types that it says, and refuses others', (name) => {
    const { forms, weightTypes } = exportFormatByName(name);
    for (const form of ['network', 'photo'] as const)
      for (const weights of ['float32', 'float16'] as const) {
        const choose = () => exportFormatFor(name, { form, weights });
        if (!forms.includes(form))
          expect(choose).toThrow(expect.objectContaining({ code: 'export-form-missing' }) as Error);
        else if (!weightTypes.includes(weights))
          expect(choose).toThrow(expect.objectContaining({ code: 'export-weights-missing' }) as Error);
        else expect(choose().name).toBe(name);
      }
  });
});
