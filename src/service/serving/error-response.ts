import type { Context } from 'hono';
import type { ErrorCode } from '../../shared/errors/error-facts.ts';
import type { ThawError } from '../../shared/errors/thaw-error.ts';
import { describeError } from '../../shared/messages/describe-error.ts';
import type { Language } from '../../shared/messages/language.ts';
import type { ErrorAnswer } from './answers.ts';

const statuses: Readonly<Partial<Record<ErrorCode, number>>> = {
  'body-invalid': 400,
  'method-not-served': 400,
  'client-not-allowed': 403,
  'address-unknown': 404,
  'model-not-served': 404,
  'body-too-large': 413,
  'too-many-photos': 413,
  'image-too-large': 413,
  'body-type-unknown': 415,
  'image-type-unknown': 415,
  'image-damaged': 422,
  'image-unreadable': 422,
  'model-busy': 429,
  'server-busy': 429,
  'model-not-ready': 503,
  'server-stopping': 503,
  'answer-too-late': 503,
  cancelled: 503,
};

/** Seconds after which a request is worth repeating, where the error does not know. */
const usualRetry = 5;

/** The HTTP status of an error. */
export function servingStatus(error: ThawError): number {
  if (error.code === 'client-not-allowed' && (error.facts as { what: string }).what === 'token') return 401;
  return statuses[error.code] ?? 500;
}

export function errorAnswer(error: ThawError, language: Language): ErrorAnswer {
  const { message, remedy } = describeError(error, language);
  return { error: message, remedy, code: error.code, facts: { ...error.facts } };
}

/** Answers with an error. A connection whose request may not have been read whole is ended. */
export function errorResponse(context: Context, error: ThawError): Response {
  const status = servingStatus(error);
  const { seconds = usualRetry } = error.facts as { seconds?: number };
  if (status === 429 || status === 503)
    context.header('retry-after', String(error.code === 'answer-too-late' ? usualRetry : seconds));
  if (status === 401) context.header('www-authenticate', 'Bearer');
  if (context.req.method !== 'GET' && !context.req.raw.bodyUsed) context.header('connection', 'close');
  if (error.code === 'body-too-large' || error.code === 'server-busy') context.header('connection', 'close');
  return context.json(errorAnswer(error, languageOf(context)), status as 400);
}

/** The first language that the client names. */
export function languageOf(context: Context): Language {
  return /^\s*zh\b/i.test(context.req.header('accept-language') ?? '') ? 'zh-CN' : 'en';
}
