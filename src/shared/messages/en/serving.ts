import type { ServingErrors } from '../../errors/serving-errors.ts';
import { formatBytes, formatCount } from '../format-numbers.ts';
import type { ErrorSentences } from '../message-types.ts';

export const servingMessages: ErrorSentences<ServingErrors> = {
  'serving-needs-token': ({ host }) => ({
    message: `At ${host} other computers can reach the server, and it has no token. It was not started.`,
    remedy: 'Leave out --no-token, so that a token is made, or give one by --token.',
  }),
  'serving-token-weak': ({ least }) => ({
    message: `The token can be guessed, or not be sent in a header: it needs ${least} characters or more, without spaces, letters beyond ASCII or control characters.`,
    remedy: 'Leave out --token: Thaw then makes one.',
  }),
  'host-unavailable': ({ host, detail }) => ({
    message: `The server cannot listen at ${host} (${detail}).`,
    remedy: 'Give an address of this computer by --host: 127.0.0.1 for itself alone, 0.0.0.0 for all.',
  }),
  'model-name-taken': ({ name }) => ({
    message: `Two runs would be served as "${name}".`,
    remedy: 'Give them names: thaw serve-model NAME=RUN NAME=RUN.',
  }),
  'model-name-invalid': ({ name }) => ({
    message: `"${name}" cannot be the name of a model in an address.`,
    remedy:
      'Use letters, digits, dots, hyphens and underscores, beginning with a letter or digit, at most 100.',
  }),
  'model-not-served': ({ name, known }) => ({
    message: `No model "${name}" is served here.`,
    remedy: `Ask for one of: ${known.join(', ')}.`,
  }),
  'client-not-allowed': ({ what }) => ({
    message: notAllowed[what].message,
    remedy: notAllowed[what].remedy,
  }),
  'address-unknown': ({ method, path }) => ({
    message: `There is nothing at ${method} ${path}.`,
    remedy: 'GET /openapi.json describes what there is.',
  }),
  'method-not-served': ({ method, known }) => ({
    message: `"${method}" has no answer here.`,
    remedy: `Use ${known.join(', ')}.`,
  }),
  'body-type-unknown': ({ type, known }) => ({
    message: `The body's content type is ${type === '' ? 'missing' : `"${type}"`}.`,
    remedy: `Send one of: ${known.join(', ')}.`,
  }),
  'body-invalid': ({ at, expected }) => ({
    message: `${at === '' ? 'The body' : `${at} of the body`} is not as it has to be. Expected: ${expected}.`,
    remedy: 'GET /openapi.json describes the bodies.',
  }),
  'body-too-large': ({ limitBytes }) => ({
    message: `The request is larger than ${formatBytes(limitBytes)}.`,
    remedy: 'Send fewer photos at once, or smaller ones.',
  }),
  'too-many-photos': ({ photos, limit }) => ({
    message: `The request has ${formatCount(photos, 'en')} photos; ${limit} are answered at once.`,
    remedy: 'Send them in several requests.',
  }),
  'model-busy': ({ waiting, seconds }) => ({
    message: `${formatCount(waiting, 'en')} photos wait for the model already.`,
    remedy: `Try again in ${seconds} s.`,
  }),
  'server-busy': ({ seconds }) => ({
    message: 'The server has its hands full of other requests.',
    remedy: `Try again in ${seconds} s.`,
  }),
  'model-not-ready': ({ name, seconds }) => ({
    message: `The model "${name}" is being loaded.`,
    remedy: `Try again in ${seconds} s.`,
  }),
  'server-stopping': () => ({
    message: 'The server is being ended.',
    remedy: 'Try again when it has been started again.',
  }),
  'answer-too-late': ({ seconds }) => ({
    message: `The model did not come to these photos within ${seconds} s.`,
    remedy: 'Try again later, with fewer photos at once.',
  }),
};

const notAllowed = {
  token: {
    message: 'The token is missing or wrong.',
    remedy: 'Send it in the header "Authorization: Bearer TOKEN".',
  },
  origin: {
    message: 'A page from another site may not speak with this server.',
    remedy: 'Call it from a program, or from its own page.',
  },
  host: {
    message: 'This server answers only under its own address.',
    remedy: 'Call it as 127.0.0.1 or localhost with its port, or start it with --host and a token.',
  },
} as const;
