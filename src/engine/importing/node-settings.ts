import type * as z from 'zod';
import type { KerasNode } from './keras-node.ts';
import type { NetworkTrace } from './trace-network.ts';

/** A layer's settings as they must be. Throws `model-layer-not-read`, naming the first that is another. */
export function nodeSettings<Schema extends z.ZodType>(
  trace: NetworkTrace,
  { name, config }: KerasNode,
  schema: Schema,
): z.infer<Schema> {
  const parsed = schema.safeParse(config);
  if (parsed.success) return parsed.data;
  const key = String(parsed.error.issues[0]?.path[0] ?? '');
  return trace.refuse(name, 'option', `${key}=${JSON.stringify(config[key] ?? null)}`.slice(0, 120));
}
