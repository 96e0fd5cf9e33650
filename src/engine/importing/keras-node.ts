import * as z from 'zod';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { importLimits } from './import-limits.ts';

/** A layer or a model as Keras 2, Keras 3 and TensorFlow.js describe it. */
export interface KerasNode {
  readonly className: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** One for each time that the layer is used; of a Sequential model's layers: none. */
  readonly inbound: readonly unknown[];
  /** Not one of Keras's own. */
  readonly isForeign: boolean;
}

const nodeSchema = z.looseObject({
  class_name: z.string().max(200),
  config: z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]),
  name: z.string().nullish(),
  module: z.string().nullish(),
  inbound_nodes: z.array(z.unknown()).nullish(),
});

/** Throws `model-file-damaged`. */
export function readNode(value: unknown, file: string): KerasNode {
  const parsed = nodeSchema.safeParse(value);
  if (!parsed.success)
    throw new ThawError('model-file-damaged', { file, detail: z.prettifyError(parsed.error) });
  const { class_name: className, config, name, module, inbound_nodes } = parsed.data;
  // Keras before 2.2.3 listed a Sequential model's layers without a name for it.
  const whole = Array.isArray(config) ? { layers: config } : config;
  const own = typeof whole.name === 'string' ? whole.name : className;
  return {
    className,
    name: shortened(name ?? own),
    config: whole,
    inbound: inbound_nodes ?? [],
    isForeign: typeof module === 'string' && !/^(keras|tf_keras|builtins)(\.|$)/.test(module),
  };
}

/** The layers of a model. Throws `model-file-damaged`. */
export function layersOf({ config, name }: KerasNode, file: string): readonly KerasNode[] {
  const { layers } = config;
  if (!Array.isArray(layers) || layers.length === 0)
    throw new ThawError('model-file-damaged', { file, detail: `${name}: no layers` });
  if (layers.length > importLimits.layers)
    throw new ThawError('model-file-damaged', { file, detail: `${name}: ${layers.length} layers` });
  return layers.map((layer) => readNode(layer, file));
}

/** Whether it is made of layers itself. */
export function isModel({ className }: Pick<KerasNode, 'className'>): boolean {
  return className === 'Sequential' || className === 'Functional' || className === 'Model';
}

/** A name that fits into a message. */
function shortened(name: string): string {
  return name.length > 150 ? name.slice(0, 150) : name;
}

/**
 * What Keras 3 calls the groups of its layers' weights: the kind in small letters, and from the second of it on its
 * number. Source: keras/src/saving/saving_lib.py, _save_container_state; utils/naming.py, to_snake_case.
 */
export function groupNames(layers: readonly KerasNode[]): readonly string[] {
  const used = new Map<string, number>();
  return layers.map(({ className }) => {
    const kind = snakeCase(className);
    const count = used.get(kind) ?? 0;
    used.set(kind, count + 1);
    return count === 0 ? kind : `${kind}_${count}`;
  });
}

function snakeCase(name: string): string {
  return name
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
