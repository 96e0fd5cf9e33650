import { beforeAll } from 'vitest';
import { openBackend, type ComputeBackend } from '../../src/engine/backend/open-backend.ts';
import { testBlock5Training } from './block5-training.ts';
import { testHeadTraining } from './head-training.ts';

let backend: ComputeBackend;
beforeAll(async () => {
  backend = await openBackend('wasm');
});

testHeadTraining();
testBlock5Training(() => backend, 300_000);
