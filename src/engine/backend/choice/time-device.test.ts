import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { openBackend } from '../open-backend.ts';
import { timeDevice } from './time-device.ts';

it('times the first layers, and leaves nothing behind', async () => {
  const backend = await openBackend('wasm');
  const before = tf.memory().numTensors;
  const rate = await timeDevice(backend);
  expect(rate).toBeGreaterThan(0);
  expect(rate).toBeLessThan(Infinity);
  expect(tf.memory().numTensors).toBe(before);
});
