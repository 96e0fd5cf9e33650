/** A sentence for a person, and the way on. */
export interface ErrorText {
  /** What happened, what was expected and what came. One or two sentences. */
  readonly message: string;
  /** What to do now; one sentence. */
  readonly remedy: string;
}

/** One sentence per error code of an area, made from its facts. A missing code is a compile error. */
export type ErrorSentences<Errors> = { readonly [Code in keyof Errors]: (facts: Errors[Code]) => ErrorText };
