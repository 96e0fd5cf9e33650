import { openLine } from './line.ts';
import type { House } from './house.ts';
import { letPageIn } from './page-rights.ts';
import { slowClients, type SlowClient } from './slow-clients.ts';
import { count, newTally, type Tally } from './tally.ts';

/** How a crowd was borne. */
export interface Borne {
  readonly tally: Tally;
  /** Milliseconds in which a page that was there before, and a new one, had an answer meanwhile. */
  readonly before: number;
  readonly fresh: number;
  /** Seconds after which the service had ended all of them. */
  readonly endedAfter: number;
}

/** Milliseconds; the service gives them half a minute. */
const patience = 90_000;
const list = { path: 'projects.list', method: 'query' } as const;

/** So many connections at once, all of them slow. Asked: pages are answered meanwhile, and the crowd is ended. */
export async function bearCrowd(house: House, size: number): Promise<Borne> {
  const { port, token, rights } = house;
  const tally = newTally(`${size.toLocaleString('en')} slow connections at once`);
  const known = await openLine(port, { cookie: rights.cookie, origin: rights.origin }, { page: rights.key });
  await known.ask(list, undefined);
  const begun = performance.now();
  const people = await slowClients(port, size);
  await Promise.all(people.map(({ arrived }) => arrived));
  const seconds = setInterval(() => {
    for (const person of people) person.drip();
  }, 1_000);

  const timed = async (work: () => Promise<unknown>, name: string): Promise<number> => {
    const start = performance.now();
    const fault = await work().then(
      () => null,
      (error: unknown) => `${name}: ${String(error)}`,
    );
    count(tally, fault === null ? 'answered' : 'unanswered', fault);
    return performance.now() - start;
  };
  const before = await timed(async () => {
    await requireAnswer(known.ask(list, undefined));
  }, 'a page that was there');
  const fresh = await timed(async () => {
    const { cookie, key, origin } = await letPageIn(port, token);
    const line = await openLine(port, { cookie, origin }, { page: key });
    await requireAnswer(line.ask(list, undefined));
    line.close();
  }, 'a new page');

  const late = setTimeout(() => {
    for (const person of people) person.give();
  }, patience);
  const outcome = async ({ name, ended }: SlowClient): Promise<void> => {
    const left = await ended;
    count(tally, left, left === 'still there' ? `${name}: still there` : null);
  };
  await Promise.all(people.filter(({ deaf }) => !deaf).map(outcome));
  // Who does not read does not see the end either.
  for (const person of people) person.listen();
  await Promise.all(people.filter(({ deaf }) => deaf).map(outcome));
  clearInterval(seconds);
  clearTimeout(late);
  known.close();
  return { tally, before, fresh, endedAfter: (performance.now() - begun) / 1000 };
}

async function requireAnswer(asked: Promise<{ readonly kind: string }>): Promise<void> {
  const { kind } = await asked;
  if (kind !== 'result') throw new Error(kind);
}
