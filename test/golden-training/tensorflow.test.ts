import { beforeAll } from 'vitest';
import { openBackend, type ComputeBackend } from '../../src/engine/backend/open-backend.ts';
import { openEagerStep } from '../../src/engine/training/eager-step.ts';
import { openGraphStep } from '../../src/engine/training/graph-step/open-graph-step.ts';
import { testBlock5Training } from './block5-training.ts';
import type { OpenStep } from './golden-training.ts';
import { testHeadTraining } from './head-training.ts';

let backend: ComputeBackend;
beforeAll(async () => {
  backend = await openBackend('tensorflow');
});

const ways: Readonly<Record<string, OpenStep>> = {
  'operation by operation': openEagerStep,
  'one graph': (options) => openGraphStep(backend.binding!, options, 'fp32'),
};
for (const [way, open] of Object.entries(ways)) {
  testHeadTraining(way, open);
  testBlock5Training(way, open, () => backend, 300_000);
}
