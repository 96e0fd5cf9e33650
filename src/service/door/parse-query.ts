import type { Context } from 'hono';
import type * as z from 'zod';
import { ThawError } from '../../shared/errors/thaw-error.ts';

/** The query of a request, checked. Throws `invalid-value` that names the first wrong parameter. */
export function parseQuery<Output>(schema: z.ZodType<Output>, context: Context): Output {
  const query = context.req.query();
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const option = String(issue?.path[0] ?? '');
  throw new ThawError('invalid-value', {
    option,
    value: query[option] ?? '',
    expected: issue?.message ?? '',
  });
}
