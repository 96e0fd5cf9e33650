import { SvelteMap } from 'svelte/reactivity';
import type { RunView } from '../../../shared/app/run-view.ts';
import { thawErrorOf, type Client } from '../../shared/client.ts';
import type { ThawError } from '../../../shared/errors/thaw-error.ts';
import { compareScores, type Verdict } from './compare-scores.ts';
import { testPhotosOf } from './test-photos.ts';

/** Runs laid beside the one that is open, at most three: more lines than four cannot be told apart. */
export const mostCompared = 3;

/** The runs that are compared with the open one, and what may be said of them. */
export class Comparison {
  readonly #client: Client;
  readonly #project: string;
  #chosen = $state.raw<readonly string[]>([]);
  readonly #views = new SvelteMap<string, RunView>();
  readonly #photos = new SvelteMap<string, string>();
  #asked: readonly string[] = [];
  #error = $state.raw<ThawError | null>(null);

  constructor(client: Client, project: string) {
    this.#client = client;
    this.#project = project;
  }

  get chosen(): readonly string[] {
    return this.#chosen;
  }

  get error(): ThawError | null {
    return this.#error;
  }

  /** The chosen runs that were read, in the order in which they were chosen. */
  get views(): readonly RunView[] {
    return this.#chosen.flatMap((run) => this.#views.get(run) ?? []);
  }

  choose(runs: readonly string[]): void {
    this.#chosen = runs.slice(0, mostCompared);
    for (const run of this.#chosen) if (!this.#views.has(run)) void this.#read(run);
  }

  toggle(run: string): void {
    this.choose(
      this.#chosen.includes(run) ? this.#chosen.filter((other) => other !== run) : [...this.#chosen, run],
    );
  }

  /** What the scores of the open run and another one allow to say; null until their photos are known. */
  verdict(open: RunView, other: RunView): Verdict | null {
    const a = open.summary.score;
    const b = other.summary.score;
    if (!a || !b) return compareScores(a, b, false);
    if (!sameSupport(open, other)) return 'other-photos';
    const photos = this.#photosOf(open.summary.run);
    const others = this.#photosOf(other.summary.run);
    if (photos === undefined || others === undefined) return null;
    return compareScores(a, b, photos === others);
  }

  /** Reads the photos of the runs that a verdict needs. */
  async compare(open: RunView): Promise<void> {
    const needed = this.views.filter(
      (other) => open.summary.score && other.summary.score && sameSupport(open, other),
    );
    const runs = needed.length === 0 ? [] : [open, ...needed].map(({ summary }) => summary.run);
    await Promise.all(runs.map((run) => this.#readPhotos(run)));
  }

  #photosOf(run: string): string | undefined {
    return this.#photos.get(run);
  }

  async #readPhotos(run: string): Promise<void> {
    if (this.#asked.includes(run)) return;
    this.#asked = [...this.#asked, run];
    try {
      this.#photos.set(run, await testPhotosOf(this.#client, this.#project, run));
    } catch (error) {
      this.#asked = this.#asked.filter((other) => other !== run);
      this.#error = thawErrorOf(error);
    }
  }

  async #read(run: string): Promise<void> {
    try {
      this.#views.set(run, await this.#client.runs.get.query({ project: this.#project, run }));
      this.#error = null;
    } catch (error) {
      this.#error = thawErrorOf(error);
      this.#chosen = this.#chosen.filter((other) => other !== run);
    }
  }
}

/** Other numbers of photos in a class are other photos, without a look at them. */
function sameSupport(a: RunView, b: RunView): boolean {
  const support = ({ test }: RunView): string =>
    JSON.stringify(test?.perClass.map((each) => [each.className, each.support]));
  return support(a) === support(b);
}
