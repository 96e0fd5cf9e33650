import * as z from 'zod';
import { exportFormatNames, exportForms, exportWeightTypes } from './export-formats.ts';
import { gpuFailureSchema } from './gpu-failure.ts';
import { languages } from './messages/language.ts';
import { recipeSchema } from './recipe.ts';
import { testWishSchema } from './test-methods.ts';

/** What a job process can be asked to do. Parsed on arrival; paths are absolute. */

export const splitSpecSchema = z.discriminatedUnion('kind', [
  /** Shares in percent; they sum to 100. */
  z.strictObject({ kind: z.literal('ratio'), train: z.number(), validation: z.number(), test: z.number() }),
  /** Photos per class; `rest` for train takes what is left. */
  z.strictObject({
    kind: z.literal('count'),
    train: z.union([z.literal('rest'), z.number().int()]),
    validation: z.number().int(),
    test: z.number().int(),
  }),
]);
export type SplitSpec = z.infer<typeof splitSpecSchema>;

/** quick: by the pictures alone. thorough: also by the base's features, which find cut and tilted copies. */
const checkDepthSchema = z.enum(['quick', 'thorough']);
export type CheckDepth = z.infer<typeof checkDepthSchema>;

/** A day: photos further apart are of no burst. */
export const mostBurstSeconds = 86_400;
/**
 * A burst takes well under a second from photo to photo, and whoever tries once more does so within a few; with half a
 * minute, different subjects of one walk would already hang together.
 */
export const usualBurstSeconds = 10;

/** What photos of one subject, video or burst have in common; they stay in one part. */
export const groupRuleSchema = z.discriminatedUnion('kind', [
  /** A regular expression on the file's name: its first group, else the whole match, names the subject. */
  z.strictObject({ kind: z.literal('pattern'), pattern: z.string().min(1).max(1000) }),
  /** A column of a CSV file that has one line a photo. */
  z.strictObject({ kind: z.literal('csv'), file: z.string().min(1), column: z.string().min(1).max(1000) }),
  /** The deepest folder below the class's own. */
  z.strictObject({ kind: z.literal('folder') }),
  /** Taken by one camera, each within so many seconds of the next. */
  z.strictObject({ kind: z.literal('exif'), seconds: z.number().min(0).max(mostBurstSeconds) }),
]);
export type GroupRule = z.infer<typeof groupRuleSchema>;

export const jobRequestSchema = z.discriminatedUnion('job', [
  z.strictObject({ job: z.literal('scan'), folder: z.string() }),
  /** Looks for photos that show one picture. quick: without the base's features. */
  z.strictObject({ job: z.literal('check'), folder: z.string(), depth: checkDepthSchema }),
  /** Looks for wrong labels and photos of one picture in a project. FOLDER is its own. */
  z.strictObject({ job: z.literal('check-labels'), folder: z.string() }),
  /** Looks for photos of one picture among those of a photos.json. */
  z.strictObject({ job: z.literal('find-twins'), index: z.string(), depth: checkDepthSchema }),
  /** Reads a folder for a project: each photo is told as it is read. */
  z.strictObject({
    job: z.literal('index-photos'),
    folder: z.string(),
    /** A photos.json of an earlier reading: its photos are not read again where their files are unchanged. */
    known: z.string().nullable(),
    /** Folders inside class folders hold photos of the class. */
    nested: z.boolean(),
  }),
  /** Says which photos of a photos.json belong together. */
  z.strictObject({ job: z.literal('find-groups'), index: z.string(), rule: groupRuleSchema }),
  /** Unpacks a .zip into a folder that must not exist yet. */
  z.strictObject({ job: z.literal('unpack-zip'), file: z.string(), out: z.string() }),
  /** Packs the project in FOLDER into the file OUT, or under a free name like it, with its photos or without. */
  z.strictObject({
    job: z.literal('pack-project'),
    folder: z.string(),
    out: z.string(),
    photos: z.boolean(),
  }),
  /** Opens a packed project as the folder OUT; its photos are looked for in the folder PHOTOS. */
  z.strictObject({
    job: z.literal('unpack-project'),
    file: z.string(),
    out: z.string(),
    id: z.string().min(1),
    photos: z.string().exactOptional(),
  }),
  /** Copies the run in FOLDER, made on another computer, to RUN; its photos are looked for in PHOTOS. */
  z.strictObject({ job: z.literal('take-run'), folder: z.string(), run: z.string(), photos: z.string() }),
  /** Makes pictures of MNIST's four idx files. */
  z.strictObject({ job: z.literal('unpack-idx'), folder: z.string(), out: z.string() }),
  /** Copies or moves the photos of a split file (FOLDER/split.json) into OUT/PART/CLASS. */
  z.strictObject({
    job: z.literal('write-split'),
    folder: z.string(),
    out: z.string(),
    mode: z.enum(['copy', 'move']),
  }),
  z.strictObject({
    job: z.literal('split'),
    folder: z.string(),
    out: z.string(),
    spec: splitSpecSchema,
    mode: z.enum(['list', 'copy', 'move']),
    seed: z.number().int(),
    /** Photos of one picture are looked for and kept in one part; null: only equal files are. */
    check: checkDepthSchema.nullable().optional(),
    /** Photos of one subject stay in one part; groups of several rules that share a photo are one. */
    groups: z.array(groupRuleSchema).optional(),
    /** true: says what would be done, and writes nothing. */
    dryRun: z.boolean().optional(),
  }),
  /** Writes a split file a fold below OUT. */
  z.strictObject({
    job: z.literal('write-folds'),
    folder: z.string(),
    out: z.string(),
    numFolds: z.number().int().min(2).max(20),
    seed: z.number().int(),
    /** As photos are decoded to compare their pictures. */
    image: recipeSchema.shape.image,
  }),
  z.strictObject({ job: z.literal('undo-split'), out: z.string() }),
  z.strictObject({
    job: z.literal('train'),
    folder: z.string(),
    run: z.string(),
    recipe: recipeSchema,
    /** What the user changed against the named recipe, as `KEY=VALUE`. */
    changes: z.array(z.string()),
    seed: z.number().int(),
    /** `folder` is a list then, of what is learned from, and these are the lists of the other parts. */
    lists: z.strictObject({ validation: z.string().optional(), test: z.string().optional() }).optional(),
    /** A finished run whose weights this one begins with; missing: none. */
    from: z.string().exactOptional(),
    /** true: tells before it trains how long it will take; a few seconds where that must be measured first. */
    tellTime: z.boolean().optional(),
    /** An earlier job of this run ended so: it begins on the processor. */
    leftGpu: gpuFailureSchema.exactOptional(),
  }),
  /** Trains a phase for some steps at ever higher rates, and keeps nothing. */
  z.strictObject({
    job: z.literal('find-rate'),
    folder: z.string(),
    recipe: recipeSchema,
    seed: z.number().int(),
    /** A finished run whose weights this one would begin with. */
    from: z.string().optional(),
    /** Index of the phase. */
    phase: z.number().int().min(0),
    first: z.number().positive(),
    last: z.number().positive(),
    steps: z.number().int().min(2).max(10_000),
  }),
  z.strictObject({
    job: z.literal('resume'),
    run: z.string(),
    /** Goes back to the snapshot of this step first. */
    snapshot: z.number().int().positive().optional(),
    /** From now on batches are computed in parts of so many photos at most: memory ran short. */
    photosAtOnce: z.number().int().positive().optional(),
    /** An earlier job of this run ended so: it goes on on the processor. */
    leftGpu: gpuFailureSchema.exactOptional(),
  }),
  /** Tests a run on its test photos by other ways than the plain one. */
  z.strictObject({ job: z.literal('test-methods'), run: z.string(), wish: testWishSchema }),
  z.strictObject({ job: z.literal('evaluate'), run: z.string(), folder: z.string().nullable() }),
  z.strictObject({
    job: z.literal('predict'),
    run: z.string(),
    paths: z.array(z.string()).min(1),
    /** The share of validation photos whose answers stand, 0 to 1; 1: every answer; missing: by the run's own rule. */
    accept: z.number().min(0).max(1).optional(),
  }),
  /** Draws which places of photos speak for a class (null: for the likeliest) over the photos, into the folder OUT. */
  z.strictObject({
    job: z.literal('draw-heat'),
    run: z.string(),
    paths: z.array(z.string()).min(1),
    className: z.string().nullable(),
    out: z.string(),
  }),
  /** The layers of a run's network. */
  z.strictObject({ job: z.literal('list-layers'), run: z.string() }),
  /** Draws every channel that a layer makes of a photo into the file OUT. */
  z.strictObject({
    job: z.literal('draw-activations'),
    run: z.string(),
    photo: z.string(),
    layer: z.string(),
    out: z.string(),
  }),
  /** Draws the patterns that a layer's first filters respond to most into the file OUT. */
  z.strictObject({
    job: z.literal('draw-filters'),
    run: z.string(),
    layer: z.string(),
    /** null: the usual number. */
    count: z.number().int().min(1).nullable(),
    steps: z.number().int().min(1).max(10_000),
    /** In levels of a pixel, root mean square. */
    stepSize: z.number().positive(),
    /** Side of a pattern, in pixels. */
    size: z.number().int().min(1).max(1_024),
    seed: z.number().int(),
    out: z.string(),
  }),
  /** The training photos that photos are most like, in the eyes of a run's model. */
  z.strictObject({
    job: z.literal('similar'),
    run: z.string(),
    paths: z.array(z.string()).min(1),
    count: z.number().int().min(1),
  }),
  /** The map of a run's photos by its model's features: made once, then read. */
  z.strictObject({ job: z.literal('map-photos'), run: z.string() }),
  z.strictObject({
    job: z.literal('export'),
    run: z.string(),
    format: z.enum(exportFormatNames),
    form: z.enum(exportForms),
    weights: z.enum(exportWeightTypes),
    /** Of the report that goes with it; missing: English. */
    language: z.enum(languages).optional(),
    out: z.string(),
  }),
  /** Makes a run of a model file from elsewhere. */
  z.strictObject({
    job: z.literal('import-model'),
    file: z.string(),
    run: z.string(),
    /** In the order of the outputs; null: what lies beside the file, or the folders of `photos`. */
    classes: z.array(z.string()).nullable(),
    labels: z.string().nullable(),
    /** What is done to pixels before the model (engine/importing/named-preprocessing.ts); null: the file says it. */
    preprocessing: z.string().nullable(),
    size: z.number().int().min(16).max(1024).nullable(),
    /** Class folders to measure it on. */
    photos: z.string().nullable(),
  }),
  /** Writes a finished run as one HTML file. */
  z.strictObject({
    job: z.literal('report'),
    run: z.string(),
    out: z.string(),
    language: z.enum(languages),
    /** SHA-256s of files that show one picture; null: nobody compared the photos. */
    twins: z.array(z.array(z.string())).nullable(),
  }),
  /** Opens a run's model and answers what is said to it (job-asks.ts) until it is cancelled. */
  z.strictObject({ job: z.literal('open-model'), run: z.string() }),
  /** Gets TensorFlow, as `thaw setup` does. */
  z.strictObject({ job: z.literal('set-up-runtime') }),
  z.strictObject({ job: z.literal('list-weights') }),
  z.strictObject({ job: z.literal('fetch-weights'), base: z.string() }),
  z.strictObject({ job: z.literal('import-weights'), base: z.string(), file: z.string() }),
  /** Renders the sample data set, once. */
  z.strictObject({ job: z.literal('provide-sample') }),
  /** How fast this device computes what a recipe needs, on made pixels; takes some seconds. */
  z.strictObject({
    job: z.literal('measure-speed'),
    recipe: recipeSchema,
    numClasses: z.number().int().min(2),
  }),
  z.strictObject({ job: z.literal('probe-backend'), backend: recipeSchema.shape.backend }),
]);
export type JobRequest = z.infer<typeof jobRequestSchema>;

/** The request of one job. */
export type RequestOf<Job extends JobRequest['job']> = Extract<JobRequest, { job: Job }>;

/**
 * What the parent may say to a running job. `pause` finishes the batch and keeps the last finished epoch; `stop` ends a
 * training after its epoch, and the best one so far is the model.
 */
export const jobControlSchema = z.enum(['pause', 'stop']);
