import * as z from 'zod';
import type { ErrorCode } from '../../shared/errors/error-facts.ts';
import type { SkipReason } from '../../shared/dataset.ts';
import type { JobEvent, Notice, Stage } from '../../shared/job-events.ts';
import { type ModelAnswer, jobMessageSchema } from '../../shared/job-asks.ts';
import { gpuFailureSchema } from '../../shared/gpu-failure.ts';
import { indexedPhotoSchema } from '../../shared/indexed-photo.ts';
import { jobControlSchema, jobRequestSchema } from '../../shared/job-requests.ts';
import { errorCodes } from '../../shared/messages/describe-error.ts';
import { jobWords } from '../../shared/messages/en/job-words.ts';

/** What crosses between Thaw and a job process, in both directions. Both sides parse what arrives. */

/** To the job process: the request once, then what the person says meanwhile. */
export const toJobSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('start'), request: jobRequestSchema }),
  z.strictObject({ kind: z.literal('control'), control: jobControlSchema }),
  z.strictObject({ kind: z.literal('say'), message: jobMessageSchema }),
]);
export type ToJob = z.infer<typeof toJobSchema>;

// The words are complete by type, so their keys are every stage and every reason.
const stage = z.enum(Object.keys(jobWords.stages) as [Stage, ...Stage[]]);
const reason = z.enum(Object.keys(jobWords.skipReasons) as [SkipReason, ...SkipReason[]]);

const measure = z.object({ loss: z.number(), accuracy: z.number() });
const skippedFile = z.object({ path: z.string(), reason, detail: z.string() });

/** A notice that is missing here is a compile error. */
const notices = {
  'no-validation-part': z.object({ code: z.literal('no-validation-part') }),
  'no-test-part': z.object({ code: z.literal('no-test-part') }),
  'class-weights': z.object({ code: z.literal('class-weights'), weights: z.record(z.string(), z.number()) }),
  backend: z.object({
    code: z.literal('backend'),
    backend: z.string(),
    device: z.string(),
    precision: z.string(),
  }),
  'slow-backend': z.object({ code: z.literal('slow-backend'), backend: z.string(), remedy: z.string() }),
  'time-estimate': z.object({
    code: z.literal('time-estimate'),
    seconds: z.number(),
    phases: z.array(z.object({ name: z.string(), seconds: z.number() })),
  }),
  'shorter-phases': z.object({
    code: z.literal('shorter-phases'),
    epochs: z.array(z.number()),
    usual: z.array(z.number()),
  }),
  'started-from': z.object({
    code: z.literal('started-from'),
    run: z.string(),
    taken: z.number(),
    anew: z.array(z.string()),
    seenPhotos: z.number(),
  }),
  resumed: z.object({ code: z.literal('resumed'), epoch: z.number() }),
  'went-back': z.object({
    code: z.literal('went-back'),
    step: z.number(),
    phase: z.number(),
    epoch: z.number().nullable(),
  }),
  'fewer-at-once': z.object({ code: z.literal('fewer-at-once'), photos: z.number() }),
  'gpu-left': z.object({
    code: z.literal('gpu-left'),
    ...gpuFailureSchema.omit({ detail: true }).shape,
    epoch: z.number().nullable(),
  }),
  'fitted-to-memory': z.object({
    code: z.literal('fitted-to-memory'),
    phase: z.string(),
    photos: z.number(),
    batch: z.number(),
    needed: z.number(),
    available: z.number(),
  }),
  'fewer-workers': z.object({ code: z.literal('fewer-workers'), processes: z.number() }),
  'smaller-pass': z.object({ code: z.literal('smaller-pass'), photos: z.number() }),
  'early-stop': z.object({ code: z.literal('early-stop'), phase: z.string(), epoch: z.number() }),
  'skipped-files': z.object({ code: z.literal('skipped-files'), skipped: z.array(skippedFile) }),
  'missing-value': z.object({ code: z.literal('missing-value'), what: z.string() }),
} satisfies { [Code in Notice['code']]: z.ZodType<Extract<Notice, { code: Code }>> };

const plainError = z.object({
  code: z.enum(errorCodes as [ErrorCode, ...ErrorCode[]]),
  facts: z.record(z.string(), z.unknown()),
});
const photoIndex = z.number().int().min(0);

const modelAnswer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('photo'),
    index: photoIndex,
    width: z.number(),
    height: z.number(),
    label: z.string(),
    probabilities: z.record(z.string(), z.number()),
    familiarity: z.number().nullable(),
  }),
  z.object({ kind: z.literal('skipped'), index: photoIndex, skipped: skippedFile }),
  z.object({ kind: z.literal('heat'), png: z.instanceof(Uint8Array) }),
  z.object({ kind: z.literal('unseen'), photos: z.number().int() }),
  z.object({
    kind: z.literal('computing'),
    stage,
    done: z.number(),
    total: z.number().nullable(),
  }),
  z.object({
    kind: z.literal('similar'),
    photos: z.array(
      z.object({ path: z.string(), sha256: z.string(), className: z.string(), similarity: z.number() }),
    ),
  }),
  z.object({ kind: z.literal('sheet'), png: z.instanceof(Uint8Array) }),
  z.object({ kind: z.literal('pattern'), png: z.instanceof(Uint8Array), silent: z.boolean() }),
  z.object({ kind: z.literal('done') }),
  z.object({ kind: z.literal('failed'), error: plainError }),
]) satisfies z.ZodType<ModelAnswer>;

/** From the job process: its events, the last one `result` or `error`. */
export const jobEventSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('stage'),
    stage,
    total: z.number().nullable(),
    unit: z.enum(['photos', 'files', 'epochs', 'bytes', 'steps']),
    detail: z.string().exactOptional(),
  }),
  z.object({
    kind: z.literal('progress'),
    stage,
    done: z.number(),
    total: z.number().nullable(),
    // A rate over no time is no number; a job must not fail for that.
    rate: z.number().nullable().catch(null),
  }),
  z.object({
    kind: z.literal('epoch'),
    phase: z.string(),
    epoch: z.number(),
    phaseEpoch: z.number(),
    phaseEpochs: z.number(),
    training: measure,
    validation: measure.nullable(),
    learningRate: z.number(),
    seconds: z.number(),
    photosPerSecond: z.number(),
    best: z.boolean(),
  }),
  z.object({ kind: z.literal('notice'), notice: z.union(Object.values(notices)) }),
  z.object({
    kind: z.literal('prediction'),
    file: z.string(),
    label: z.string().nullable(),
    probabilities: z.record(z.string(), z.number()),
    familiarity: z.number().nullable(),
    accepted: z.boolean(),
  }),
  z.object({ kind: z.literal('step'), step: z.number(), loss: z.number(), learningRate: z.number() }),
  z.object({ kind: z.literal('memory'), bytes: z.number() }),
  z.object({ kind: z.literal('model-opened') }),
  z.object({ kind: z.literal('model-answer'), ask: z.string(), answer: modelAnswer }),
  z.object({ kind: z.literal('photos-read'), photos: z.array(indexedPhotoSchema) }),
  z.object({ kind: z.literal('result'), result: z.unknown() }),
  z.object({
    kind: z.literal('error'),
    error: plainError,
  }),
]) satisfies z.ZodType<JobEvent>;
