import { expect, it } from 'vitest';
import { afterDeath } from './restart-policy.ts';

const policy = { delays: [1, 2, 4], recoveredAfter: 100, mostDeaths: 5 };

it('waits longer after each early death, and gives up at last', () => {
  let deaths = 0;
  const waits: (number | null)[] = [];
  for (let death = 0; death < 5; death++) {
    const next = afterDeath(deaths, 50, policy);
    deaths = next.deaths;
    waits.push(next.kind === 'restart' ? next.afterMs : null);
  }
  expect(waits).toEqual([1, 2, 4, 4, null]);
});

it('counts anew after a long life', () => {
  expect(afterDeath(4, 100, policy)).toEqual({ kind: 'restart', afterMs: 1, deaths: 1 });
  expect(afterDeath(4, 99, policy)).toEqual({ kind: 'give-up', deaths: 5 });
});
