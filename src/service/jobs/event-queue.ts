/** Events on their way to one reader: pushed as they come, read in order, ended once. */
export interface EventQueue<Item> extends AsyncIterable<Item> {
  push(item: Item): void;
  /** No more events; what was pushed before is still read. */
  end(): void;
}

export function eventQueue<Item>(): EventQueue<Item> {
  const waiting: Item[] = [];
  let ended = false;
  let wake: () => void = () => undefined;
  return {
    push(item) {
      if (ended) return;
      waiting.push(item);
      wake();
    },
    end() {
      ended = true;
      wake();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        while (waiting.length > 0) yield waiting.shift()!;
        if (ended) return;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
