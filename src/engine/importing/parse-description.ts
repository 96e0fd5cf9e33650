import { ThawError } from '../../shared/errors/thaw-error.ts';
import { importLimits } from './import-limits.ts';

/** JSON of a model file; nothing in it is run. Throws `model-too-large`, `model-file-damaged`. */
export function parseDescription(content: Buffer | string, file: string): unknown {
  const { descriptionBytes: limitBytes } = importLimits;
  if (content.length > limitBytes)
    throw new ThawError('model-too-large', { file, what: 'description', bytes: content.length, limitBytes });
  try {
    return JSON.parse(content.toString()) as unknown;
  } catch (error) {
    const detail = error instanceof Error ? error.message.slice(0, 200) : 'JSON';
    throw new ThawError('model-file-damaged', { file, detail }, { cause: error });
  }
}
