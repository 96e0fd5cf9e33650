import { beforeAll, describe } from 'vitest';
import { openEagerStep } from '../../src/engine/training/eager-step.ts';
import { hasSoftwareGpu, openSoftwareGpu, skippedWithoutGpu } from '../software-gpu.ts';
import { testHeadTraining } from './head-training.ts';

describe.skipIf(!hasSoftwareGpu)(`WebGPU${skippedWithoutGpu}`, () => {
  beforeAll(openSoftwareGpu);

  testHeadTraining('on a GPU, operation by operation', openEagerStep);
});
