/** What a prediction server takes at most. */
export interface ServingLimits {
  /** Of one request's body. */
  readonly bodyBytes: number;
  /** Of all bodies that are being read or answered. */
  readonly bytesAtOnce: number;
  readonly photosPerRequest: number;
  /** Of one photo: as many as any camera's, far fewer than training takes. */
  readonly pixelsPerPhoto: number;
  /** Photos that wait for a model, those of all requests together. */
  readonly photosWaiting: number;
  /** Milliseconds within which a request's photos are answered. */
  readonly answerWithin: number;
  /** Milliseconds within which a request's headers and all of it have come. */
  readonly headersWithin: number;
  readonly requestWithin: number;
  /** Milliseconds without a byte in either direction after which a connection is ended. */
  readonly silence: number;
  readonly connections: number;
}

export const usualLimits: ServingLimits = {
  bodyBytes: 32e6,
  bytesAtOnce: 128e6,
  photosPerRequest: 64,
  pixelsPerPhoto: 64e6,
  photosWaiting: 256,
  answerWithin: 60_000,
  headersWithin: 10_000,
  requestWithin: 60_000,
  silence: 90_000,
  connections: 256,
};
