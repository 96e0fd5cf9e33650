import { beforeAll, describe, expect, it } from 'vitest';
import type { HostTensor, TensorMap } from '../../src/engine/storage/safetensors.ts';
import { readGolden, relativeL2 } from '../golden.ts';
import {
  changeOf,
  headFrom,
  initialHead,
  lossDistance,
  optimizerNamed,
  trainGolden,
  type OpenStep,
} from './golden-training.ts';

/** The head sets of test/golden, on the backend that the calling test file opened. */
export function testHeadTraining(way: string, open: OpenStep): void {
  let features: HostTensor;
  let labels: readonly number[];
  let head: TensorMap;

  beforeAll(() => {
    const golden = readGolden('features');
    features = golden.floats('block5_pool');
    labels = [...golden.floats('labels').values];
    head = initialHead();
  });

  describe(`head_training, ${way}`, () => {
    it.each(['rmsprop_2e-5', 'rmsprop_1e-5', 'adam_1e-5', 'sgd_momentum_1e-5', 'sgd_nesterov_1e-5'])(
      'agrees with Keras over ten steps of %s',
      async (name) => {
        const golden = readGolden<{ losses: Record<string, number[]> }>('head_training');
        const { losses, step } = await trainGolden({
          open,
          optimizer: optimizerNamed(name),
          from: headFrom,
          inputs: features,
          labels,
          initial: head,
          steps: 10,
        });
        const { parameters } = await step.state();
        step.close();
        expect(lossDistance(losses, golden.facts.losses[name]!)).toBeLessThan(1e-3);
        for (const [ours, theirs] of [
          ['dense/kernel', 'dense1_kernel'],
          ['dense/bias', 'dense1_bias'],
          ['predictions/kernel', 'dense2_kernel'],
        ] as const) {
          const { values: change } = golden.floats(`${name}/${theirs}_change`);
          expect(relativeL2(changeOf(parameters, head, ours), change), theirs).toBeLessThan(2e-2);
        }
      },
    );
  });

  describe(`sgd_decay_l2, ${way}`, () => {
    it('agrees with Keras over ten steps of SGD with time decay and an L2 penalty', async () => {
      const golden = readGolden<{ losses_with_penalty: number[] }>('sgd_decay_l2');
      const { losses, step } = await trainGolden({
        open,
        optimizer: { kind: 'sgd', learningRate: 1e-5, momentum: 0.9, nesterov: false, decay: 0.05 },
        l2: 5e-2,
        from: headFrom,
        inputs: features,
        labels,
        initial: head,
        steps: 10,
      });
      const { parameters } = await step.state();
      step.close();
      expect(lossDistance(losses, golden.facts.losses_with_penalty)).toBeLessThan(1e-3);
      expect(
        relativeL2(
          changeOf(parameters, head, 'predictions/kernel'),
          golden.floats('dense2_kernel_change').values,
        ),
      ).toBeLessThan(2e-2);
    });
  });
}
