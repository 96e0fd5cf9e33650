import { ThawError } from '../../shared/errors/thaw-error.ts';
import { isModel, type KerasNode, layersOf } from './keras-node.ts';

/** What a model takes: square pictures of a size, or of any (null), with 1 or 3 channels. */
export interface ModelInput {
  readonly size: number | null;
  readonly channels: 1 | 3;
}

/** Sides of a picture, as recipes have them. */
const [leastSide, mostSide] = [16, 1024];

/** Throws `model-input-unfit`, `model-file-damaged`. */
export function readModelInput(model: KerasNode, file: string): ModelInput {
  const shape = shapeOf(model, file, 0);
  if (!shape) throw new ThawError('model-file-damaged', { file, detail: `${model.name}: input shape` });
  const [height, width, channels] = shape.slice(1);
  const found = `[${shape
    .slice(1)
    .map((side) => side ?? 'any')
    .join(', ')}]`;
  const fits = (side: unknown): boolean =>
    side === null || (Number.isInteger(side) && Number(side) >= leastSide && Number(side) <= mostSide);
  const isPicture =
    shape.length === 4 && (channels === 1 || channels === 3) && fits(height) && height === width;
  if (!isPicture) throw new ThawError('model-input-unfit', { file, found });
  return { size: height ?? null, channels };
}

type Shape = readonly (number | null)[];

function shapeOf(model: KerasNode, file: string, depth: number): Shape | null {
  const layers = layersOf(model, file);
  const input = layers.find(({ className }) => className === 'InputLayer');
  const first = input ?? layers[0]!;
  const own =
    shapeIn(first.config.batch_shape) ??
    shapeIn(first.config.batch_input_shape) ??
    shapeIn(model.config.build_input_shape);
  if (own) return own;
  return isModel(first) && depth < 20 ? shapeOf(first, file, depth + 1) : null;
}

function shapeIn(value: unknown): Shape | null {
  if (!Array.isArray(value) || value.length > 8) return null;
  const sides = value as readonly unknown[];
  return sides.every((side) => side === null || typeof side === 'number') ? sides : null;
}
