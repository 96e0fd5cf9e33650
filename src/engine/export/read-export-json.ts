import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { exportForms } from '../../shared/export-formats.ts';

/** In both files: what the exported model takes; exports of older versions do not say it. */
export const formSchema = z.enum(exportForms).default('network');

/** Reads a small file that goes with an export. Throws `file-damaged`. */
export async function readExportJson<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.infer<Schema>> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new ThawError('file-damaged', { file, detail: String(error) }, { cause: error });
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new ThawError('file-damaged', { file, detail: z.prettifyError(parsed.error) });
  return parsed.data;
}
