import { io } from '@tensorflow/tfjs';
import * as z from 'zod';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { sizeOfShape } from '../../shared/size-of-shape.ts';
import type { HostTensor } from '../storage/safetensors.ts';
import type { ForeignWeights } from './foreign-model.ts';
import { weightMissing } from './weight-missing.ts';

const side = z.number().int().min(0).max(100_000_000);
/** A weight as TensorFlow.js's model.json tells it. */
export const weightSchema = z.object({
  name: z.string().max(1000),
  shape: z.array(side).max(8),
  dtype: z.enum(['float32', 'float16', 'int32', 'bool']),
  quantization: z
    .object({
      dtype: z.enum(['uint8', 'uint16', 'float16']),
      scale: z.number().optional(),
      min: z.number().optional(),
      original_dtype: z.enum(['float32', 'int32']).optional(),
    })
    .optional(),
});

type Spec = z.infer<typeof weightSchema>;
interface Placed {
  readonly spec: Spec;
  readonly start: number;
  readonly end: number;
}

/** Weights that lie one after the other in `content`, in the order of `specs`. Throws `model-file-damaged`. */
export function tfjsWeights(specs: readonly Spec[], content: Buffer, file: string): ForeignWeights {
  const placed: Placed[] = [];
  let start = 0;
  for (const spec of specs) {
    const end = start + bytesOf(spec);
    if (end > content.length)
      throw new ThawError('model-file-damaged', { file, detail: `${spec.name}: ${content.length} bytes` });
    placed.push({ spec, start, end });
    start = end;
  }
  return {
    read: ({ names, groups }, wanted) =>
      wanted.map((weight) => {
        const layer = names.at(-1)!;
        const ends = weight.names.map((name) => `/${layer}/${name}`);
        const found = placed.filter(({ spec }) => ends.some((end) => `/${spec.name}`.endsWith(end)));
        const [one, another] = found;
        if (!one || another) throw weightMissing(file, { names, groups }, weight, null);
        if (one.spec.shape.join() !== weight.shape.join())
          throw weightMissing(file, { names, groups }, weight, one.spec.shape);
        return decoded(one, content);
      }),
  };
}

function bytesOf({ shape, dtype, quantization }: Spec): number {
  const bytes = { float32: 4, float16: 2, int32: 4, bool: 1, uint8: 1, uint16: 2 }[
    quantization?.dtype ?? dtype
  ];
  return bytes * sizeOfShape(shape);
}

/** By TensorFlow.js's own decoder, which knows its ways to quantize. */
function decoded({ spec, start, end }: Placed, content: Buffer): HostTensor {
  const bytes = new Uint8Array(content.subarray(start, end)).buffer;
  const { [spec.name]: tensor } = io.decodeWeights(bytes, [spec as io.WeightsManifestEntry]);
  try {
    return { shape: spec.shape, values: Float32Array.from(tensor!.dataSync()) };
  } finally {
    tensor!.dispose();
  }
}
