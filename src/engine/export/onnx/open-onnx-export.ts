import * as tf from '@tensorflow/tfjs';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import {
  loadOnnxRuntime,
  type OnnxRuntime,
  type OnnxValues,
  type OpenedOnnxFile,
} from '../../backend/onnx/onnx-runtime.ts';
import { preprocess } from '../../models/forward.ts';
import { answersOf, ruleOfLabels } from '../answer-pictures.ts';
import type { ExportReader } from '../export-format.ts';
import type { PortableModel } from '../read-portable-model.ts';
import { answersName } from './export-graph.ts';

/** Opens an exported .onnx by onnxruntime. Throws `export-reader-missing`, `file-damaged`. */
export async function openOnnxExport(file: string, portable: PortableModel): Promise<ExportReader> {
  const runtime = onnxRuntime();
  const damaged = (cause: unknown): ThawError =>
    new ThawError('file-damaged', { file, detail: String(cause) }, { cause });
  const opened = await runtime.open(file).catch((error: unknown) => {
    throw damaged(error instanceof ThawError ? error.cause : error);
  });
  const layer = portable.labels.familiarity?.layer;
  const missing = [answersName, ...(layer === undefined ? [] : [layer])].find(
    (name) => !opened.outputs.includes(name),
  );
  if (missing !== undefined) {
    opened.close();
    throw damaged(`no output ${missing}`);
  }
  return {
    openedWith: `onnxruntime ${runtime.version}`,
    rule: ruleOfLabels(portable.labels),
    answer: async (pixels, count) => {
      const outputs = await ask(opened, portable, pixels, count).catch((error: unknown) => {
        throw damaged(error instanceof ThawError ? error.cause : error);
      });
      return answersOf(portable, () => ({
        answers: tensorOf(outputs.get(answersName)!),
        places: layer === undefined ? null : tensorOf(outputs.get(layer)!),
      }));
    },
    close: () => {
      opened.close();
    },
  };
}

/** Throws `export-reader-missing`. */
export function onnxRuntime(): OnnxRuntime {
  try {
    return loadOnnxRuntime();
  } catch (cause) {
    const [detail] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    const facts = { format: 'onnx', reader: 'onnxruntime-node', detail: detail! };
    throw new ThawError('export-reader-missing', facts, { cause });
  }
}

async function ask(
  opened: OpenedOnnxFile,
  { form, preprocessing }: PortableModel,
  pixels: Uint8Array,
  count: number,
): Promise<ReadonlyMap<string, OnnxValues>> {
  const side = Math.sqrt(pixels.length / count / 3);
  if (form === 'photo') return opened.run(pixels, [count, side, side, 3]);
  const input = tf.tidy(() =>
    preprocess(tf.tensor4d(pixels, [count, side, side, 3], 'int32'), preprocessing),
  );
  try {
    return await opened.run(await input.data<'float32'>(), input.shape);
  } finally {
    input.dispose();
  }
}

function tensorOf({ values, dims }: OnnxValues): tf.Tensor {
  return tf.tensor(values, [...dims], 'float32');
}
