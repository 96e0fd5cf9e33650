import { initTRPC, type TRPCError } from '@trpc/server';
import { ThawError, type PlainError } from '../../shared/errors/thaw-error.ts';
import { asThawError } from '../jobs/as-thaw-error.ts';
import type { Services } from '../services.ts';
import type { Turns } from './open-turns.ts';

export interface RouterContext {
  readonly services: Services;
  /** Of the calls of one socket. */
  readonly turns: Turns;
}

/** Every error crosses as a code with facts; the page writes the sentence. */
const trpc = initTRPC.context<RouterContext>().create({
  errorFormatter: ({ shape, error }) => ({ ...shape, data: { ...shape.data, thaw: plainError(error) } }),
});

function plainError(error: TRPCError): PlainError {
  if (error.cause instanceof ThawError) return error.cause.toPlain();
  return asThawError(error.cause ?? error).toPlain();
}

export const router = trpc.router;

/** Thousands of calls in one message would open as many files at once; streams last, and take no turns. */
export const procedure = trpc.procedure.use(({ ctx, type, next }) =>
  type === 'subscription' ? next() : ctx.turns.take(() => next()),
);
