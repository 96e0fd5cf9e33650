import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { writeExport } from '../../../../test/graph-exports/asked-formats.ts';
import { branching } from '../../../../test/graph-exports/made-models.ts';
import { pythonWithKeras, runKeras, skippedWithoutKeras } from '../../../../test/python-with-keras.ts';
import { openBackend } from '../../backend/open-backend.ts';
import { preprocess } from '../../models/forward.ts';
import { openScorer } from '../../prediction/open-scorer.ts';
import { allowedDifference } from '../compare-scores.ts';
import { makePicture } from '../comparison-pictures.ts';
import { savedModelFormat } from './savedmodel-format.ts';

const page = new URL('../../../../docs/tensorflow-lite.md', import.meta.url);

it.skipIf(pythonWithKeras === null)(
  `TensorFlow Lite's own converter makes a model of it that scores the same, as docs/tensorflow-lite.md says${skippedWithoutKeras}`,
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'thaw-lite-'));
    try {
      const model = branching({}, {});
      await writeExport(savedModelFormat, model, folder, { form: 'network', weights: 'float32' });
      const program = /```python\n([^]*?)```/.exec(await readFile(page, 'utf8'))![1]!;
      await writeFile(join(folder, 'convert.py'), program);
      const pixels = Uint8Array.from(Buffer.concat([0, 1, 2, 3].map((index) => makePicture(index, 20))));
      const scorer = await openScorer(await openBackend('auto'), model);
      const ours = await scorer.score(pixels, 4);
      scorer.close();
      const input = preprocess(tf.tensor4d(pixels, [4, 20, 20, 3], 'int32'), model.network.preprocessing);
      await writeFile(join(folder, 'input.f32'), new Uint8Array(input.dataSync<'float32'>().buffer));
      const args = ['convert.py', 'input.f32'].map((name) => join(folder, name));
      const rows = z
        .array(z.array(z.number()))
        .parse(await runKeras('run-tflite.py', [args[0]!, folder, args[1]!]));
      const differences = rows.flat().map((value, place) => Math.abs(value - ours[place]!));
      expect(differences).toHaveLength(ours.length);
      expect(Math.max(...differences)).toBeLessThan(allowedDifference);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
  300_000,
);
