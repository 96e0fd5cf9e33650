import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openSubmissions, watchSubmissions } from './submissions.ts';

/** A backend whose device finishes work when it is told to. */
function madeBackend() {
  const unfinished: (() => void)[] = [];
  let handedOver = 0;
  const backend = {
    commandEncoder: { beginComputePass: () => ({}) as never } as { beginComputePass: () => never } | null,
    endComputePassEncoder: () => undefined,
    submitQueue: () => {
      handedOver++;
    },
    device: {
      queue: { onSubmittedWorkDone: () => new Promise<void>((resolve) => unfinished.push(resolve)) },
    },
  };
  return { backend, unfinished, handedOver: () => handedOver };
}

it('hands work over, and lets no more than two pieces of it wait', async () => {
  const { backend, unfinished, handedOver } = madeBackend();
  watchSubmissions(backend, { check: () => Promise.resolve() });
  const submissions = openSubmissions(backend);
  await submissions.admit();
  await submissions.admit();
  let admitted = false;
  const third = submissions.admit().then(() => (admitted = true));
  await setImmediate();
  expect(handedOver()).toBe(3);
  expect(admitted).toBe(false);
  unfinished[0]!();
  await third;
  expect(admitted).toBe(true);
});

it('says what failed, after handing over; hands nothing over where nothing was asked', async () => {
  const { backend, handedOver } = madeBackend();
  watchSubmissions(backend, { check: () => Promise.reject(new Error('no room')) });
  await expect(openSubmissions(backend).check()).rejects.toThrow('no room');
  expect(handedOver()).toBe(1);
  backend.commandEncoder = null;
  await expect(openSubmissions(backend).check()).rejects.toThrow('no room');
  expect(handedOver()).toBe(1);
});
