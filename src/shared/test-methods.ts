import * as z from 'zod';
import { schemaVersion } from './run-files.ts';

/**
 * Ways to ask a model about a photo more than once and average its probabilities. Sources: K. Simonyan and
 * A. Zisserman, 2015, section 4 (scales, dense, several crops); A. Krizhevsky et al., 2012, section 4.1 (ten crops).
 */
export const testMethods = [
  'plain',
  'flip',
  'scales',
  'dense',
  'dense-flip',
  'ten-crop',
  'multi-crop',
] as const;
export type TestMethod = (typeof testMethods)[number];

/** Several of them with a plus between, such as `dense+multi-crop`: their average. */
const averagedMethods = z
  .string()
  .regex(new RegExp(`^(${testMethods.join('|')})(\\+(${testMethods.join('|')}))*$`));

/** The methods that a name joins. */
export function methodsOf(name: string): readonly TestMethod[] {
  return name.split('+').filter((part): part is TestMethod => testMethods.some((method) => method === part));
}

/** Pixels of the sides that photos may be scaled to. */
export const sideRange = [16, 4096] as const;
/** Of one test. */
export const mostSides = 20;

/** What is to be tried on a run's test photos. */
export const testWishSchema = z.strictObject({
  methods: z.array(averagedMethods),
  /** Sides that photos are scaled to, in pixels; null: each method's own. */
  scales: z.array(z.number().int().min(sideRange[0]).max(sideRange[1])).min(1).max(mostSides).nullable(),
  /** Other runs whose answers are averaged with this one's, plain and weighted; absolute paths. */
  ensemble: z.array(z.string()),
});
export type TestWish = z.infer<typeof testWishSchema>;

const measuredMethodSchema = z.object({
  /** A name of `averagedMethods`; `ensemble` or `ensemble-weighted`. */
  method: z.string(),
  /** Sides that photos were scaled to; none where only the plain picture was looked at. */
  scales: z.array(z.number().int()),
  /** Pictures that a photo was looked at as. */
  pictures: z.number().int().positive(),
  /** Photos. */
  count: z.number().int().positive(),
  correct: z.number().int(),
  /** Mean cross-entropy. */
  loss: z.number(),
  /** Reading and decoding included. */
  photosPerSecond: z.number().positive(),
  /** Photos that only this method, and only the plain one, gets right, and McNemar's exact p; null for plain itself. */
  againstPlain: z
    .object({ onlyThis: z.number().int(), onlyPlain: z.number().int(), pValue: z.number() })
    .nullable(),
  /** Of an ensemble: its runs, this one first, and how much each counts. */
  runs: z.array(z.object({ run: z.string(), weight: z.number() })).exactOptional(),
});
export type MeasuredMethod = z.infer<typeof measuredMethodSchema>;

/** testing.json: other ways to test than the plain one, as they were last measured. */
export const testingFileSchema = z.object({
  schemaVersion: z.literal(schemaVersion),
  /** ISO 8601. */
  measuredAt: z.string(),
  methods: z.array(measuredMethodSchema),
});
export type TestingFile = z.infer<typeof testingFileSchema>;
