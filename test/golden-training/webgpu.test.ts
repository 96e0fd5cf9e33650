import { beforeAll, describe } from 'vitest';
import { openGpuStep } from '../../src/engine/training/gpu-step.ts';
import { hasSoftwareGpu, openSoftwareGpu, skippedWithoutGpu } from '../software-gpu.ts';
import { testHeadTraining } from './head-training.ts';

describe.skipIf(!hasSoftwareGpu)(`WebGPU${skippedWithoutGpu}`, () => {
  beforeAll(openSoftwareGpu);

  testHeadTraining('on a GPU', openGpuStep);
});
