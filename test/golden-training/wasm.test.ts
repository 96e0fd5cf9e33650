import { beforeAll } from 'vitest';
import { openBackend, type ComputeBackend } from '../../src/engine/backend/open-backend.ts';
import { openEagerStep } from '../../src/engine/training/eager-step.ts';
import { testBlock5Training } from './block5-training.ts';
import { testHeadTraining } from './head-training.ts';

let backend: ComputeBackend;
beforeAll(async () => {
  backend = await openBackend('wasm');
});

testHeadTraining('operation by operation', openEagerStep);
testBlock5Training('operation by operation', openEagerStep, () => backend, 300_000);
