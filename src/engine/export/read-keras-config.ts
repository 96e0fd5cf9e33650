import * as z from 'zod';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { pictureName } from '../../shared/network.ts';
import { type KerasLayer, kerasLayerSchema } from './keras-layer-schema.ts';
import { readKerasLayer, type RebuiltLayer } from './read-keras-layer.ts';

const side = z.number().int().positive().nullable();
const inputSchema = z.object({
  name: z.string(),
  class_name: z.literal('InputLayer'),
  config: z.object({ batch_input_shape: z.tuple([z.null(), side, side, z.number().int().positive()]) }),
});

const modelSchema = z.object({
  class_name: z.literal('Functional'),
  config: z.object({ layers: z.tuple([inputSchema, kerasLayerSchema], kerasLayerSchema) }),
});

/** A model as an exported file describes it, without what is done before it, which a file beside it holds. */
export interface RebuiltModel {
  readonly inputShape: readonly [height: number | null, width: number | null, channels: number];
  readonly layers: readonly RebuiltLayer[];
}

/**
 * The model that an exported Keras configuration describes, in the form that Keras 2 wrote (read-keras3-config.ts brings
 * others into it). Only what Thaw writes is read: one picture in, each layer after those that it takes. Throws
 * `file-damaged`, naming `file`.
 */
export function readKerasConfig(json: unknown, file: string): RebuiltModel {
  const parsed = modelSchema.safeParse(json);
  if (!parsed.success) throw new ThawError('file-damaged', { file, detail: z.prettifyError(parsed.error) });
  const [input, ...layers] = parsed.data.config.layers;
  const known = [input.name];
  const specs = layers.map((layer): RebuiltLayer => {
    const inputs = inputsOf(layer, known, file);
    const spec = readKerasLayer(layer);
    const isChained = inputs.length === 1 && inputs[0] === known.at(-1) && !('inputs' in spec);
    known.push(layer.name);
    if (isChained) return spec;
    return { ...spec, inputs: inputs.map((name) => (name === input.name ? pictureName : name)) };
  });
  const [, height, width, channels] = input.config.batch_input_shape;
  return { inputShape: [height, width, channels], layers: specs };
}

function inputsOf(layer: KerasLayer, known: readonly string[], file: string): readonly string[] {
  const damaged = (detail: string): ThawError => new ThawError('file-damaged', { file, detail });
  const inputs = layer.inbound_nodes[0].map(([name]) => name);
  const unknown = inputs.find((name) => !known.includes(name));
  if (unknown !== undefined) throw damaged(`${layer.name} follows ${unknown}, not ${known.at(-1)!}`);
  if (known.includes(layer.name)) throw damaged(`${layer.name} twice`);
  return inputs;
}
