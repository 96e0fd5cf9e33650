import * as z from 'zod';
import type { ErrorCode } from '../errors/error-facts.ts';
import { errorCodes } from '../messages/describe-error.ts';

/**
 * What the service's process and the one that started it (the window, or `thaw serve`) say to each other over Node's
 * IPC channel. The command line is `service.js [--port N] [--root FOLDER]… [--tied] [--log-to-stderr]`; `--tied` ends
 * the service with its parent.
 */
export const fromServiceSchema = z.discriminatedUnion('kind', [
  /** It listens, and service.json is written. */
  z.object({ kind: z.literal('ready'), port: z.number().int(), token: z.string() }),
  /** It cannot start, and a further try would end the same way. */
  z.object({
    kind: z.literal('refused'),
    error: z.object({
      code: z.enum(errorCodes as [ErrorCode, ...ErrorCode[]]),
      facts: z.record(z.string(), z.unknown()),
    }),
  }),
]);
export type FromService = z.infer<typeof fromServiceSchema>;

/**
 * `close` ends the service as SIGTERM does; Windows has no such signal. `release`: the window is gone, and the service
 * ends as soon as nothing trains and nobody is connected.
 */
export const toServiceSchema = z.object({ kind: z.enum(['close', 'release']) });
export type ToService = z.infer<typeof toServiceSchema>;

/** `service.json` in the app's data folder, readable by its person alone: how others join the service that runs. */
export const serviceFileName = 'service.json';
export const serviceFileSchema = z.object({
  port: z.number().int().min(1).max(65_535),
  pid: z.number().int().positive(),
  token: z.string().min(20),
  version: z.string(),
});
export type ServiceFile = z.infer<typeof serviceFileSchema>;

/**
 * The first line of `thaw serve --window`: where the window's service listens, or in the person's language why there can be
 * none.
 */
export const windowAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('window'), port: z.number().int(), token: z.string().min(1) }),
  z.object({ kind: z.literal('refused'), message: z.string(), remedy: z.string() }),
]);
export type WindowAnswer = z.infer<typeof windowAnswerSchema>;
