import { beforeEach, expect, it, vi } from 'vitest';
import type { TrainingNews, TrainingView } from '../../../shared/app/run-view.ts';
import type { Client } from '../../shared/client.ts';

// The runes as they are outside of a component: plain values.
vi.stubGlobal(
  '$state',
  Object.assign((value: unknown) => value, { raw: (value: unknown) => value }),
);
const { LiveRuns } = await import('./live-runs.ts');

interface Subscription {
  onData(news: TrainingNews): void;
  onError(error: unknown): void;
  onComplete(): void;
}

let subscriptions: Subscription[];
let runs: InstanceType<typeof LiveRuns>;

beforeEach(() => {
  subscriptions = [];
  const subscribe = (_input: unknown, subscription: Subscription): { unsubscribe(): void } => {
    subscriptions.push(subscription);
    return { unsubscribe: () => undefined };
  };
  runs = new LiveRuns({ training: { watch: { subscribe } } } as unknown as Client);
});

const viewIn = (state: TrainingView['state']): TrainingNews => ({
  kind: 'all',
  view: { state } as TrainingView,
  epochs: [],
});

it('shares a run that is watched', () => {
  expect(runs.of('cats', 'one')).toBe(runs.of('cats', 'one'));
  expect(runs.of('cats', 'two')).not.toBe(runs.of('cats', 'one'));
  expect(subscriptions).toHaveLength(2);
});

it('watches anew a name whose run is over for the service', () => {
  const discarded = runs.of('cats', 'one');
  subscriptions[0]!.onData(viewIn('running'));
  // Held back for the next redraw when the end comes.
  subscriptions[0]!.onData(viewIn('paused'));
  expect([discarded.view?.state, discarded.ended]).toEqual(['running', false]);
  subscriptions[0]!.onComplete();
  expect([discarded.view?.state, discarded.ended]).toEqual(['paused', true]);

  const next = runs.of('cats', 'one');
  expect(next).not.toBe(discarded);
  expect(next.view).toBeNull();
  expect(subscriptions).toHaveLength(2);
});

it('keeps the run that took the name when the one before is forgotten', () => {
  const before = runs.of('cats', 'one');
  subscriptions[0]!.onComplete();
  const next = runs.of('cats', 'one');
  runs.forget(before);
  expect(runs.of('cats', 'one')).toBe(next);
});
