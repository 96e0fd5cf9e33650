import * as z from 'zod';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { readKerasConfig, type RebuiltModel } from '../read-keras-config.ts';
import type { FiledLayer } from './weight-paths.ts';

const tensorSchema = z.object({
  class_name: z.literal('__keras_tensor__'),
  config: z.object({ keras_history: z.tuple([z.string(), z.literal(0), z.literal(0)]) }),
});
const nodeSchema = z.object({
  args: z.array(z.union([tensorSchema, z.array(tensorSchema), z.number()])),
  kwargs: z.record(z.string(), z.unknown()),
});
const layerSchema = z.object({
  module: z.string(),
  class_name: z.string(),
  config: z.record(z.string(), z.unknown()),
  name: z.string(),
  inbound_nodes: z.array(nodeSchema).max(1),
});
const modelSchema = z.object({
  class_name: z.literal('Functional'),
  config: z.object({
    layers: z.array(layerSchema).min(2),
    output_layers: z.tuple([z.tuple([z.string(), z.literal(0), z.literal(0)])]),
  }),
});
type Layer = z.infer<typeof layerSchema>;

/** Classes outside of Keras's layers that models of ours hold, by their module. */
const modules: readonly string[] = ['keras.layers', 'keras.src.ops.numpy'];

/** The model that a .keras file's config.json describes, and its layers as the weights are filed. */
export interface Keras3Model {
  readonly model: RebuiltModel;
  readonly filed: readonly FiledLayer[];
}

/**
 * Reads it, brought into the form that Keras 2 wrote. Throws `file-damaged`, naming `file`; what is not built from
 * Keras's own layers is refused.
 */
export function readKeras3Config(json: unknown, file: string): Keras3Model {
  const parsed = modelSchema.safeParse(json);
  if (!parsed.success) throw new ThawError('file-damaged', { file, detail: z.prettifyError(parsed.error) });
  const { layers, output_layers } = parsed.data.config;
  const foreign = layers.find(({ module }) => !modules.includes(module));
  if (foreign)
    throw new ThawError('file-damaged', { file, detail: `${foreign.module}.${foreign.class_name}` });
  if (layers.at(-1)!.name !== output_layers[0][0])
    throw new ThawError('file-damaged', { file, detail: `${output_layers[0][0]} is not the last layer` });
  const model = readKerasConfig({ class_name: 'Functional', config: { layers: layers.map(asKeras2) } }, file);
  return { model, filed: layers.map(({ class_name: className, name }) => ({ className, name })) };
}

function asKeras2({ class_name, name, config, inbound_nodes }: Layer): object {
  const args = inbound_nodes[0]?.args.flat() ?? [];
  const tensors = args.filter((arg) => typeof arg !== 'number');
  const [exponent] = args.filter((arg) => typeof arg === 'number');
  return {
    class_name,
    name,
    config: { ...config, batch_input_shape: config.batch_shape, exponent },
    inbound_nodes: [tensors.map(({ config: { keras_history: history } }) => [...history, {}])],
  };
}
