import * as z from 'zod';

/** A training that the end of a service broke off and that the next one has taken up. */
const resumedSchema = z.object({
  project: z.string(),
  projectName: z.string(),
  run: z.string(),
  /** The person's, else the recipe's. */
  name: z.string(),
  /** Of a cross-validation, from 1. null: one model. */
  fold: z.number().int().min(1).nullable(),
  /** Finished and kept, of the run or the fold; it goes on after them. */
  epochs: z.number().int().min(0),
});
export type ResumedTraining = z.infer<typeof resumedSchema>;

/** A process of the window that was gone, as its shell tells the service. */
export const windowCrashSchema = z.strictObject({
  /** The page itself, or a process that helps it, by Chromium's name for it, such as `GPU`. */
  part: z.string().min(1).max(100),
  /** Electron's word, such as `crashed` or `oom`. */
  reason: z.string().min(1).max(100),
  exitCode: z.number().int(),
});
export type WindowCrash = z.infer<typeof windowCrashSchema>;

/** `part` of a crash that left the window blank. */
export const pagePart = 'page';

/** What ended without saying goodbye; the next start tells it once. It never leaves this machine. */
export const crashNoteSchema = z.discriminatedUnion('kind', [
  /** The service was gone: a fault, the system that ended it, or a computer that was switched off. */
  z.object({ kind: z.literal('service'), trainings: z.array(resumedSchema) }),
  /** A job's process was gone, while the service went on. */
  z.object({
    kind: z.literal('job'),
    job: z.string(),
    exitCode: z.number().int().nullable(),
    signal: z.string().nullable(),
    /** ISO 8601. */
    at: z.string(),
  }),
  /** A process of the window was gone, while the service went on. */
  z.object({ kind: z.literal('window'), ...windowCrashSchema.shape, at: z.string() }),
]);
export type CrashNote = z.infer<typeof crashNoteSchema>;
