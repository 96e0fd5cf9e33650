import type { checkedVersions } from '../checked-versions.ts';
import type { SampleFacts } from '../sample-facts.ts';

/** What differs from one library for browsers to the other. */
export interface PageRuntime {
  /** Scripts that the page loads, in this order: their names beside it, and the modules of packages they are. */
  readonly libraries: Readonly<Record<string, string>>;
  /** What these read: a page opened as a file gets it as text in scripts. */
  readonly binaries: Readonly<Record<string, string>>;
  /** What libraries and binaries take in a kit, about. */
  readonly bytes: number;
  readonly checkedWith: readonly (keyof typeof checkedVersions)[];
  /** Opens the model in `files` and defines `ask`, which gives [answer] or [answer, places] for an input. */
  readonly open: (facts: SampleFacts) => string;
}
