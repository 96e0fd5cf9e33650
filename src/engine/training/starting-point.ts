import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { StartedFrom } from '../../shared/run-files.ts';
import { foldTemperature } from '../models/fold-temperature.ts';
import { openModel } from '../models/model-folder.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { openRun, readOpened } from './run-folder.ts';

/** A finished run whose weights another one may begin with. */
export interface StartingPoint {
  readonly run: string;
  readonly classes: readonly string[];
  /** As they were trained: without the temperature that calibrates the saved model. */
  readonly weights: TensorMap;
  /** SHA-256 of the photos that it learned from. */
  readonly learnedFrom: ReadonlySet<string>;
}

/** Reads a run to start from. Throws what openModel and openRun throw. */
export async function openStartingPoint(run: string): Promise<StartingPoint> {
  const { file, network, weights } = await openModel(run);
  const trained = foldTemperature(network, weights, 1 / (file.temperature ?? 1));
  // Nobody knows what a model from a file learned from.
  const photos = (await readOpened(run)) ? [] : (await openRun(run)).dataset.photos;
  const learned = photos.filter(({ part }) => part === 'train').map(({ sha256 }) => sha256);
  return { run, classes: file.classes, weights: trained, learnedFrom: new Set(learned) };
}

export interface StartedWeights {
  /** The whole network's. */
  readonly weights: TensorMap;
  readonly layers: Pick<StartedFrom, 'taken' | 'anew'>;
}

/** Shapes of weights by `LAYER/PART`, in the network's order. */
export type WeightShapes = ReadonlyMap<string, readonly number[]>;

/**
 * The layers of a network that a starting point has by the same name and shape, so that a shallow network's weights start a
 * deeper one. The last layer is begun anew where the classes are others. Throws `nothing-to-start-from`.
 */
export function layersTaken(
  fresh: WeightShapes,
  start: Pick<StartingPoint, 'run' | 'classes'> & { readonly shapes: WeightShapes },
  classes: readonly string[],
): Pick<StartedFrom, 'taken' | 'anew'> {
  const names = [...new Set([...fresh.keys()].map(layerOf))];
  const last = names.at(-1);
  const sameClasses = start.classes.join('\n') === classes.join('\n');
  const agrees = (layer: string): boolean =>
    (layer !== last || sameClasses) &&
    [...fresh].every(
      ([name, shape]) => layerOf(name) !== layer || start.shapes.get(name)?.join() === shape.join(),
    );
  const taken = names.filter(agrees);
  if (taken.length === 0) throw new ThawError('nothing-to-start-from', { run: start.run });
  return { taken, anew: names.filter((name) => !taken.includes(name)) };
}

/** The network's weights with those of the starting point in every layer that it has. Throws `nothing-to-start-from`. */
export function takeWeights(
  fresh: TensorMap,
  start: Pick<StartingPoint, 'run' | 'classes' | 'weights'>,
  classes: readonly string[],
): StartedWeights {
  const layers = layersTaken(shapesOf(fresh), { ...start, shapes: shapesOf(start.weights) }, classes);
  const weights = new Map(fresh);
  for (const name of fresh.keys())
    if (layers.taken.includes(layerOf(name))) weights.set(name, start.weights.get(name)!);
  return { weights, layers };
}

function shapesOf(weights: TensorMap): WeightShapes {
  return new Map([...weights].map(([name, { shape }]) => [name, shape]));
}

/** The weights of these layers alone. */
export function weightsTaken(weights: TensorMap, { taken }: Pick<StartedFrom, 'taken'>): TensorMap {
  return new Map([...weights].filter(([name]) => taken.includes(layerOf(name))));
}

/** `block1_conv1/kernel`: block1_conv1. */
function layerOf(weight: string): string {
  return weight.slice(0, weight.lastIndexOf('/'));
}
