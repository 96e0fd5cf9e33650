import type { LayerPlace } from './foreign-model.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { importLimits } from './import-limits.ts';
import { type Inbound, isRecord, readInbound } from './inbound.ts';
import { groupNames, isModel, type KerasNode, layersOf } from './keras-node.ts';
import type { NetworkTrace, Value } from './trace-network.ts';

/** What is done with one layer: what it makes of what it takes. */
export type LayerStep = (
  node: KerasNode,
  values: readonly Value[],
  inbound: Inbound | null,
  place: LayerPlace,
  model: string,
) => Value;

/**
 * Follows a picture through a model and all models inside it, layer by layer, each after what it takes. Throws
 * `model-layer-not-read`, `model-file-damaged`, and what `step` throws.
 */
export function followModel(
  model: KerasNode,
  picture: Value,
  trace: NetworkTrace,
  step: LayerStep,
  outer: LayerPlace = { names: [], groups: [] },
): Value {
  if (outer.names.length > importLimits.depth)
    throw new ThawError('model-file-damaged', { file: trace.file, detail: `> ${importLimits.depth} models` });
  const layers = layersOf(model, trace.file);
  const groups = groupNames(layers);
  const placeOf = (index: number): LayerPlace => ({
    names: [...outer.names, layers[index]!.name],
    groups: [...outer.groups, groups[index]!],
  });
  const apply = (index: number, values: readonly Value[], inbound: Inbound | null): Value => {
    const node = layers[index]!;
    trace.countLayer();
    if (!isModel(node)) return step(node, values, inbound, placeOf(index), model.name);
    if (values.length !== 1) return trace.refuse(node.name, 'inputs', String(values.length));
    return followModel(node, values[0]!, trace, step, placeOf(index));
  };
  return model.className === 'Sequential'
    ? layers.reduce(
        (value, node, index) => (node.className === 'InputLayer' ? value : apply(index, [value], null)),
        picture,
      )
    : followGraph(model, layers, picture, trace, apply);
}

function followGraph(
  model: KerasNode,
  layers: readonly KerasNode[],
  picture: Value,
  trace: NetworkTrace,
  apply: (index: number, values: readonly Value[], inbound: Inbound) => Value,
): Value {
  const indexOf = new Map(layers.map(({ name }, index) => [name, index]));
  const input = endOf(model, 'input_layers', trace);
  const output = endOf(model, 'output_layers', trace);
  const values = new Map<string, Value>([[input, picture]]);
  // By a stack of our own: a file may chain more layers than calls can be nested.
  const waiting = [output];
  const begun = new Set<string>();
  while (waiting.length > 0) {
    const name = waiting.at(-1)!;
    if (values.has(name)) {
      waiting.pop();
      continue;
    }
    const index = indexOf.get(name);
    if (index === undefined)
      throw new ThawError('model-file-damaged', { file: trace.file, detail: `${model.name}: ${name}` });
    const node = layers[index]!;
    if (node.className === 'InputLayer') trace.refuse(name, 'inputs', 'InputLayer');
    const inbound = readInbound(node, trace.file);
    const missing = inbound.tensors.filter((taken) => !values.has(taken));
    if (missing.length > 0) {
      if (begun.has(name))
        throw new ThawError('model-file-damaged', { file: trace.file, detail: `${name}: ${missing[0]!}` });
      begun.add(name);
      waiting.push(...missing.toReversed());
      continue;
    }
    values.set(
      name,
      apply(
        index,
        inbound.tensors.map((taken) => values.get(taken)!),
        inbound,
      ),
    );
    waiting.pop();
  }
  return values.get(output)!;
}

/** The one layer at an end of a model: `[name, 0, 0]`, or a list of one such. */
function endOf({ config, name }: KerasNode, key: string, trace: NetworkTrace): string {
  const whole = config[key];
  const list = isRecord(whole) ? Object.values(whole) : whole;
  if (Array.isArray(list)) {
    const ends = (typeof list[0] === 'string' ? [list] : list) as readonly unknown[];
    const [first] = ends;
    if (ends.length > 1)
      return trace.refuse(name, key === 'input_layers' ? 'inputs' : 'output', String(ends.length));
    if (Array.isArray(first) && typeof first[0] === 'string') return first[0];
  }
  throw new ThawError('model-file-damaged', { file: trace.file, detail: `${name}: ${key}` });
}
