import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { KerasNode } from './keras-node.ts';

/** One use of a layer: what it takes, and what it is given beside. */
export interface Inbound {
  /** Names of the layers whose outputs it takes. */
  readonly tensors: readonly string[];
  /** Numbers, slices and such, in order; then those given by name. */
  readonly constants: readonly unknown[];
  readonly named: Readonly<Record<string, unknown>>;
  /** A number stands before what it takes: `1 - x`. */
  readonly constantFirst: boolean;
}

/**
 * What a layer of a functional model takes. Keras 2 and TensorFlow.js: [[[layer, node, tensor, arguments], ...]], or for
 * an operation [[layer, node, tensor, arguments]]; Keras 3: [{args, kwargs}]. Throws `model-layer-not-read` where it is
 * used more than once, `model-file-damaged`.
 */
export function readInbound(node: KerasNode, file: string): Inbound {
  const [use, another] = node.inbound;
  if (use === undefined || another !== undefined)
    throw new ThawError('model-layer-not-read', {
      file,
      layer: node.name,
      problem: 'shared',
      found: String(node.inbound.length),
    });
  const found = Array.isArray(use) ? ofList(use) : ofArguments(use);
  if (found) return found;
  throw new ThawError('model-file-damaged', { file, detail: `${node.name}: inbound_nodes` });
}

function ofList(use: readonly unknown[]): Inbound | null {
  const entries = typeof use[0] === 'string' ? [use] : use;
  const tensors: string[] = [];
  let named: Readonly<Record<string, unknown>> = {};
  for (const entry of entries) {
    if (!Array.isArray(entry)) return null;
    const [name, place, tensor, given] = entry as readonly unknown[];
    if (typeof name !== 'string' || place !== 0 || tensor !== 0) return null;
    tensors.push(name);
    if (isRecord(given)) named = { ...named, ...given };
  }
  return tensors.length === 0
    ? null
    : { tensors, constants: Object.values(named), named, constantFirst: false };
}

function ofArguments(use: unknown): Inbound | null {
  if (!isRecord(use) || !Array.isArray(use.args)) return null;
  const named = isRecord(use.kwargs) ? use.kwargs : {};
  const tensors: string[] = [];
  const constants: unknown[] = [];
  const constantFirst = numbersOf((use.args as unknown[])[0]) !== null;
  for (const given of [...(use.args as unknown[]), ...Object.values(named)]) {
    const several =
      Array.isArray(given) && given.length > 0 && given.every((one) => tensorName(one) !== null);
    for (const one of several ? (given as unknown[]) : [given]) {
      const name = tensorName(one);
      if (name === null) constants.push(one);
      else tensors.push(name);
    }
  }
  return tensors.length === 0 ? null : { tensors, constants, named, constantFirst };
}

/** The layer behind a Keras 3 tensor; null: something else. */
function tensorName(value: unknown): string | null {
  if (!isRecord(value) || value.class_name !== '__keras_tensor__' || !isRecord(value.config)) return null;
  const history: unknown = value.config.keras_history;
  if (!Array.isArray(history)) return null;
  const [name, place, tensor] = history as readonly unknown[];
  return typeof name === 'string' && place === 0 && tensor === 0 ? name : null;
}

/** A number, or the numbers of a constant tensor, in Keras 2's, Keras 3's or plain JSON's way; null: none of these. */
export function numbersOf(value: unknown): readonly number[] | null {
  if (typeof value === 'number') return [value];
  if (Array.isArray(value)) {
    if (value.length > 1000) return null;
    const flat: unknown[] = (value as unknown[]).flat(8);
    return flat.length > 0 && flat.every((one) => typeof one === 'number') ? flat : null;
  }
  if (!isRecord(value) || !/^__(tensor|numpy)__$/.test(String(value.class_name))) return null;
  return isRecord(value.config) ? numbersOf(value.config.value) : null;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
