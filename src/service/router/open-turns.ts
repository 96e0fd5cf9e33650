/** Lets so many works run at once; further ones wait, first come, first served. */
export interface Turns {
  take<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** @param most works at once, at least 1. */
export function openTurns(most: number): Turns {
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    async take(work) {
      if (running < most) running += 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        // The place goes from one to the next.
        if (next) next();
        else running -= 1;
      }
    },
  };
}
