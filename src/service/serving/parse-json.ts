import type * as z from 'zod';
import { ThawError } from '../../shared/errors/thaw-error.ts';

/** A body's JSON. Throws `body-invalid`. */
export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new ThawError('body-invalid', { at: '', expected: 'JSON' }, { cause });
  }
}

/** A value as a schema has it. Throws `body-invalid` that names the first place which is not. */
export function parsed<Output>(schema: z.ZodType<Output>, value: unknown, expected: string): Output {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const at = (result.error.issues[0]?.path ?? []).map(String).join('.');
  throw new ThawError('body-invalid', { at, expected });
}
