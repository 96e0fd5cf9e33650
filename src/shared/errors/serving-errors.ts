/** What can go wrong with a prediction server and what is asked of it. */
export interface ServingErrors {
  /** Beyond this computer a server answers only those who know its token. */
  'serving-needs-token': { host: string };
  'serving-token-weak': { least: number };
  'host-unavailable': { host: string; detail: string };
  /** Two runs would have this name in the server's addresses. */
  'model-name-taken': { name: string };
  'model-name-invalid': { name: string };
  'model-not-served': { name: string; known: readonly string[] };
  'client-not-allowed': { what: 'token' | 'origin' | 'host' };
  'address-unknown': { method: string; path: string };
  /** TensorFlow Serving's forms that Thaw's models have no answer to, such as `classify`. */
  'method-not-served': { method: string; known: readonly string[] };
  'body-type-unknown': { type: string; known: readonly string[] };
  /** `at`: where in the body, such as `instances[3]`; empty: the body itself. */
  'body-invalid': { at: string; expected: string };
  'body-too-large': { limitBytes: number };
  'too-many-photos': { photos: number; limit: number };
  /** So many photos wait already; `seconds`: after which it is worth trying again. */
  'model-busy': { waiting: number; seconds: number };
  /** The bodies of all requests together are more than the server holds. */
  'server-busy': { seconds: number };
  /** The model's process is starting, or starting again after it ended by itself. */
  'model-not-ready': { name: string; seconds: number };
  'server-stopping': Record<string, never>;
  'answer-too-late': { seconds: number };
}
