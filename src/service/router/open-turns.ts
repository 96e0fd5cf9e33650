import { ThawError } from '../../shared/errors/thaw-error.ts';

/** Lets so many works run at once; further ones wait, first come, first served. */
export interface Turns {
  /** Throws `cancelled` where the turn never comes. */
  take<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Nobody wants to know any longer: what waits is not begun, nor is anything after. */
  end(): void;
}

/** @param most works at once, at least 1. */
export function openTurns(most: number): Turns {
  const waiting: (() => void)[] = [];
  let running = 0;
  let ended = false;
  return {
    async take(work) {
      if (running < most) running += 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        if (ended) throw new ThawError('cancelled', { run: null });
        return await work();
      } finally {
        const next = waiting.shift();
        // The place goes from one to the next.
        if (next) next();
        else running -= 1;
      }
    },
    end() {
      ended = true;
    },
  };
}
