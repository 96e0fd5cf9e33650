import { stopIfCancelled } from './stop-if-cancelled.ts';

/**
 * Maps items with at most `limit` under way at once; results come in the order of the items. The first failure or a
 * cancel (`cancelled`) starts nothing new, waits for what is under way, and is thrown.
 */
export async function mapInParallel<Item, Result>(
  items: readonly Item[],
  limit: number,
  signal: AbortSignal,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  let next = 0;
  let failure: { readonly error: unknown } | null = null;
  const runner = async (): Promise<void> => {
    while (next < items.length && failure === null) {
      const index = next++;
      try {
        stopIfCancelled(signal);
        results[index] = await work(items[index]!);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, runner));
  // TypeScript does not see that the runners may have set it.
  const ended = failure as { readonly error: unknown } | null;
  if (ended) throw ended.error;
  return results;
}
