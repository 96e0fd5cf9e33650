import * as z from 'zod';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { type LayerSpec, type NetworkSpec, pictureName } from '../../shared/network.ts';
import { kerasLayerSchema, readKerasLayer, type KerasLayer } from './read-keras-layer.ts';

const inputSchema = z.object({
  name: z.string(),
  class_name: z.literal('InputLayer'),
  config: z.object({
    batch_input_shape: z.tuple([z.null(), z.number().int(), z.number().int(), z.number().int()]),
  }),
});

const modelSchema = z.object({
  class_name: z.literal('Functional'),
  config: z.object({ layers: z.tuple([inputSchema, kerasLayerSchema], kerasLayerSchema) }),
});

/**
 * The network that an exported Keras configuration describes, without its preprocessing, which a file beside it
 * holds. Only what Thaw writes is read: one picture in, each layer after those that it takes. Throws `file-damaged`,
 * naming `file`.
 */
export function readKerasConfig(json: unknown, file: string): Omit<NetworkSpec, 'preprocessing'> {
  const parsed = modelSchema.safeParse(json);
  if (!parsed.success) throw new ThawError('file-damaged', { file, detail: z.prettifyError(parsed.error) });
  const [input, ...layers] = parsed.data.config.layers;
  const known = [input.name];
  const specs = layers.map((layer): LayerSpec => {
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
  const inputs = layer.inbound_nodes[0].map(([name]) => name);
  const unknown = inputs.find((name) => !known.includes(name));
  if (unknown === undefined) return inputs;
  throw new ThawError('file-damaged', {
    file,
    detail: `${layer.name} follows ${unknown}, not ${known.at(-1)!}`,
  });
}
