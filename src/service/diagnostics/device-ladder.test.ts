import { expect, it } from 'vitest';
import type { BackendFacts } from '../../shared/job-results/set-up-results.ts';
import { deviceLadder } from './device-ladder.ts';

const found = {
  device: 'a processor',
  tensorflowVersion: null,
  bf16: 'none',
  vector: [],
  secondsToStart: 1,
} as const;

it('names every rung and why it was not taken', () => {
  const facts: BackendFacts = {
    ...found,
    backend: 'tensorflow',
    passedOver: [{ backend: 'tensorflow-cuda', reason: 'no usable GPU' }],
  };
  expect(deviceLadder(facts)).toEqual([
    { backend: 'tensorflow-cuda', state: 'passed-over', reason: 'no usable GPU' },
    { backend: 'tensorflow', state: 'taken' },
    { backend: 'webgpu', state: 'slower' },
    { backend: 'wasm', state: 'slower' },
  ]);
});

it('ends with the one that runs everywhere, and has none where none opened', () => {
  const facts: BackendFacts = {
    ...found,
    backend: 'wasm',
    passedOver: [
      { backend: 'tensorflow', reason: 'it was not set up' },
      { backend: 'webgpu', reason: 'there is no GPU' },
    ],
  };
  expect(deviceLadder(facts).map(({ backend }) => backend)).toEqual(['tensorflow', 'webgpu', 'wasm']);
  expect(deviceLadder(null)).toEqual([]);
});
