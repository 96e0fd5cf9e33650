import type { Contestant } from './compare-rounds.ts';
import type { KerasStage, KerasWorker } from './keras-worker.ts';
import type { Precision, Stage, ThawStages } from './thaw-stages.ts';

/** Contestants of one stage, who take turns. */
export interface StageGroup {
  readonly title: string;
  readonly stage: Stage;
  readonly contestants: readonly Contestant[];
  /** Names, and the ratios that are aimed at: at least, and better. */
  readonly pairs: readonly (readonly [string, string, string])[];
}

interface Sides {
  readonly thaw: ThawStages;
  readonly keras32: KerasWorker;
  readonly keras16: KerasWorker;
}

interface PhotoCounts {
  readonly frozen: number;
  readonly fineTuned: number;
  readonly count: number;
}

/** What is compared with what; all run photos a second. `tellForm` hears in which form Keras ran. */
export function stageGroups(
  { thaw, keras32, keras16 }: Sides,
  { frozen, fineTuned, count }: PhotoCounts,
  tellForm: (stage: Stage, name: string, form: string) => void,
): readonly StageGroup[] {
  const ours = (name: string, stage: Stage, precision: Precision, photos: number): Contestant => ({
    name,
    run: async () => photos / (await thaw.run(stage, precision)),
  });
  const theirs = (
    name: string,
    worker: KerasWorker,
    stage: Stage & KerasStage,
    photos: number,
  ): Contestant => ({
    name,
    async run() {
      const { seconds, form } = await worker.run(stage);
      tellForm(stage, name, form);
      return photos / seconds;
    },
  });
  const pillow: Contestant = {
    name: 'Pillow',
    run: async () => count / (await keras32.run('decode-pillow')).seconds,
  };
  const tfData: Contestant = {
    name: 'tf.data (not exact)',
    run: async () => count / (await keras32.run('decode')).seconds,
  };
  const [byTensorFlow, bySharp] = ['Thaw, by TensorFlow', 'Thaw, by sharp'];
  const best = `Thaw ${thaw.best}`;
  const [fp32, mixed] = ['Keras fp32', 'Keras mixed_bfloat16'];
  const trained = (stage: 'phase-1' | 'phase-2', photos: number): Contestant[] => [
    ours(best, stage, thaw.best, photos),
    theirs(fp32, keras32, stage, photos),
    theirs(mixed, keras16, stage, photos),
  ];
  return [
    {
      title: 'decode and resize, exact',
      stage: 'decode',
      contestants: [
        ours(byTensorFlow, 'decode', 'fp32', count),
        ours(bySharp, 'decode-by-sharp', 'fp32', count),
        pillow,
        tfData,
      ],
      pairs: [
        [byTensorFlow, pillow.name, '0.8 / 1.2'],
        [bySharp, pillow.name, ''],
        [byTensorFlow, tfData.name, ''],
      ],
    },
    {
      title: 'frozen pass',
      stage: 'frozen-pass',
      contestants: [
        ours('Thaw fp32', 'frozen-pass', 'fp32', frozen),
        theirs(fp32, keras32, 'frozen-pass', frozen),
        ...(thaw.best === 'fp32' ? [] : [ours(best, 'frozen-pass', thaw.best, frozen)]),
        theirs(mixed, keras16, 'frozen-pass', frozen),
      ],
      pairs: [
        ['Thaw fp32', fp32, '1.05 / 1.2'],
        [best, fp32, '3 / 6'],
        [best, mixed, '1.1 / 2'],
      ],
    },
    {
      title: 'epoch of phase 1, from cached features',
      stage: 'phase-1',
      contestants: trained('phase-1', count),
      pairs: [
        [best, fp32, '1.5 / 4'],
        [best, mixed, ''],
      ],
    },
    {
      title: 'epoch of phase 2, from cached features',
      stage: 'phase-2',
      contestants: [
        ...(thaw.best === 'fp32' ? [] : [ours('Thaw fp32', 'phase-2', 'fp32', fineTuned)]),
        ...trained('phase-2', fineTuned),
      ],
      pairs: [
        ...(thaw.best === 'fp32' ? [] : [['Thaw fp32', fp32, ''] as const]),
        [best, fp32, '2.5 / 4'],
        [best, mixed, '1.2 / 2'],
      ],
    },
  ];
}
