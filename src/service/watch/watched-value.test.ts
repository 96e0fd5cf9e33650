import { expect, it } from 'vitest';
import { watchedValue } from './watched-value.ts';

it('gives what is so, then every change; a slow watcher gets the last', async () => {
  const value = watchedValue(1);
  const stop = new AbortController();
  const watcher = value.watch(stop.signal);
  expect((await watcher.next()).value).toBe(1);
  const next = watcher.next();
  value.set(2);
  expect((await next).value).toBe(2);
  value.set(3);
  value.set(4);
  expect((await watcher.next()).value).toBe(4);
  const last = watcher.next();
  stop.abort();
  expect(await last).toEqual({ done: true, value: undefined });
});

it('serves many watchers, each at its own pace', async () => {
  const value = watchedValue('a');
  const { signal } = new AbortController();
  const [one, other] = [value.watch(signal), value.watch(signal)];
  await one.next();
  value.set('b');
  expect((await one.next()).value).toBe('b');
  expect((await other.next()).value).toBe('b');
  expect(value.value).toBe('b');
});
