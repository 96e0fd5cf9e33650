import { type Inbound, isRecord, numbersOf } from './inbound.ts';
import type { KerasNode } from './keras-node.ts';
import { type PictureChannel, scaled } from './picture-values.ts';

/** A picture, or one channel of it. */
export type PictureValue =
  | { readonly kind: 'picture'; readonly channels: readonly PictureChannel[] }
  | { readonly kind: 'plane'; readonly channel: PictureChannel };

/**
 * What an operation on pixels makes of them: preprocess_input leaves such operations in a functional model, as does the
 * form of an export that takes raw photos. Keras 3 names them by class, Keras 2 by function. null: none of those that
 * are known.
 * Source: keras/src/applications/imagenet_utils.py, _preprocess_symbolic_input.
 */
export function applyPictureStep(
  node: KerasNode,
  values: readonly PictureValue[],
  inbound: Inbound,
): PictureValue | null {
  const step = stepName(node);
  if (step === 'stack' || step === 'concatenate') return joined(values);
  const [value] = values;
  if (value?.kind !== 'picture' || values.length !== 1) return null;
  const { channels } = value;
  if (step === 'getitem') return selected(channels, inbound);
  if (step === 'flip' || step === 'reverse') return isLastAxis(node, inbound) ? reversed(channels) : null;
  if (step === 'cast' || step === 'convert_to_tensor') return value;
  const numbers = inbound.constants.map(numbersOf).find((found) => found !== null);
  if (!numbers) return null;
  const made =
    inbound.constantFirst && !/^(add|multiply)$/.test(step) ? null : arithmetic(step, channels, numbers);
  return made && { kind: 'picture', channels: made };
}

function arithmetic(
  step: string,
  channels: readonly PictureChannel[],
  numbers: readonly number[],
): readonly PictureChannel[] | null {
  switch (step) {
    case 'truediv':
    case 'divide':
      return scaled(
        channels,
        numbers.map((value) => 1 / value),
        [0],
      );
    case 'multiply':
      return scaled(channels, numbers, [0]);
    case 'add':
      return scaled(channels, [1], numbers);
    case 'subtract':
      return scaled(
        channels,
        [1],
        numbers.map((value) => -value),
      );
    default:
      return null;
  }
}

/** One word for what Keras 2 and 3 call by several. */
export function stepName({ className, config }: KerasNode): string {
  const isFunction = className === 'TFOpLambda' || className === 'SlicingOpLambda';
  const name = isFunction && typeof config.function === 'string' ? config.function : className;
  const last = name.split('.').at(-1)!.toLowerCase().replaceAll('_', '');
  const other: Readonly<Record<string, string>> = {
    truedivide: 'truediv',
    div: 'divide',
    mul: 'multiply',
    sub: 'subtract',
    biasadd: 'add',
    concat: 'concatenate',
    converttotensor: 'convert_to_tensor',
  };
  return other[last] ?? last;
}

function joined(values: readonly PictureValue[]): PictureValue | null {
  const channels = values.map((value) => {
    if (value.kind === 'plane') return value.channel;
    return value.channels.length === 1 ? value.channels[0]! : null;
  });
  return channels.every((channel) => channel !== null) ? { kind: 'picture', channels } : null;
}

/** `x[..., 2]`: one channel; `x[..., ::-1]`: all, the last one first. */
function selected(channels: readonly PictureChannel[], { constants }: Inbound): PictureValue | null {
  const slices = constants.map(slicesOf).find((found) => found !== null);
  if (!slices || !slices.slice(0, -1).every(isWhole)) return null;
  const last = slices.at(-1);
  if (typeof last === 'number') {
    const channel = channels.at(last);
    return channel ? { kind: 'plane', channel } : null;
  }
  return isReversal(last) ? reversed(channels) : null;
}

function slicesOf(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value as readonly unknown[];
  if (!isRecord(value)) return null;
  const items = value.items ?? (isRecord(value.config) ? value.config.items : null);
  return Array.isArray(items) ? items : null;
}

function isWhole(slice: unknown): boolean {
  if (slice === '...') return true;
  if (!isRecord(slice)) return false;
  if (/ellipsis/i.test(String(slice.class_name))) return true;
  const { start, stop, step } = boundsOf(slice);
  return (start ?? null) === null && (stop ?? null) === null && ((step ?? null) === null || step === 1);
}

function isReversal(slice: unknown): boolean {
  if (!isRecord(slice)) return false;
  const { start, stop, step } = boundsOf(slice);
  return (start ?? null) === null && (stop ?? null) === null && step === -1;
}

function boundsOf(slice: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!isRecord(slice.config)) return slice;
  const { args } = slice.config;
  if (!Array.isArray(args)) return slice.config;
  const [start, stop, step] = args as readonly unknown[];
  return { start, stop, step };
}

function reversed(channels: readonly PictureChannel[]): PictureValue {
  return { kind: 'picture', channels: channels.toReversed() };
}

function isLastAxis({ config }: KerasNode, { named }: Inbound): boolean {
  const axis = config.axis ?? named.axis;
  return (Array.isArray(axis) && axis.length === 1 ? (axis as unknown[])[0] : axis) === -1;
}
