import * as z from 'zod';
import type { Part } from './dataset.ts';
import { schemaVersion } from './run-files.ts';

/** Across and down, each 0 to 1. */
export type Position = readonly [x: number, y: number];

/** map.json of a run: where its photos stand on a map by their features, one place a photo of split.json, in its order. */
export const mapFileSchema = z.object({
  schemaVersion: z.literal(schemaVersion),
  /** Of the model whose features it shows; another model's map is drawn anew. */
  weightsSha256: z.string(),
  seed: z.number().int(),
  /** null: a photo whose file could not be read. */
  positions: z.array(z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)]).nullable()),
});

/** One photo on the map. */
export interface MappedPhoto {
  /** As in the run's split.json. */
  readonly path: string;
  readonly sha256: string;
  readonly part: Part;
  readonly className: string;
  /** The model's answer and its probability; null for training photos, which are not measured. */
  readonly answer: string | null;
  readonly probability: number | null;
  readonly x: number;
  readonly y: number;
}

/** All photos of a run that could be read, in the order of its split. */
export interface PhotoMap {
  readonly run: string;
  /** The folder that the photos' paths are relative to. */
  readonly folder: string;
  readonly classes: readonly string[];
  readonly photos: readonly MappedPhoto[];
  /** Photos of the split without a place: their files are gone, changed or damaged. */
  readonly leftOut: number;
}

/** A photo that the model was asked about and answered wrongly. */
export function isWrong({ answer, className }: Pick<MappedPhoto, 'answer' | 'className'>): boolean {
  return answer !== null && answer !== className;
}
