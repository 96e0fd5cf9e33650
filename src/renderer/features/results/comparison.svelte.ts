import { SvelteMap } from 'svelte/reactivity';
import type { RunView } from '../../../shared/app/run-view.ts';
import { isThawError, type ThawError } from '../../../shared/errors/thaw-error.ts';
import type { RunComparison } from '../../../shared/job-results/evaluation-results.ts';
import { thawErrorOf, type Client } from '../../shared/client.ts';

/** Runs laid beside the one that is open, at most three: more lines than four cannot be told apart. */
export const mostCompared = 3;

/** What is said of two runs: how they differ on their common test photos, or why they cannot be compared. */
export type Compared = RunComparison | 'other-photos' | 'not-measured';

/** The runs that are compared with the open one, and what may be said of them. */
export class Comparison {
  readonly #client: Client;
  readonly #project: string;
  #chosen = $state.raw<readonly string[]>([]);
  readonly #views = new SvelteMap<string, RunView>();
  /** By the two runs' names, the first one first. */
  readonly #compared = new SvelteMap<string, Compared>();
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

  /** What may be said of a run against another one; null until it is known. */
  compared({ summary: { run } }: RunView, against: RunView): Compared | null {
    return this.#compared.get(pairOf(run, against.summary.run)) ?? null;
  }

  /** Compares the chosen runs with the open one. */
  async compare({ summary: { run: open } }: RunView): Promise<void> {
    await Promise.all(this.views.map(({ summary }) => this.#compare(summary.run, open)));
  }

  async #compare(run: string, against: string): Promise<void> {
    const pair = pairOf(run, against);
    if (this.#asked.includes(pair)) return;
    this.#asked = [...this.#asked, pair];
    try {
      const found = await this.#client.runs.compare.query({ project: this.#project, run, against });
      this.#compared.set(pair, found);
    } catch (cause) {
      const error = thawErrorOf(cause);
      if (isThawError(error, 'no-common-photos')) this.#compared.set(pair, 'other-photos');
      else if (isThawError(error, 'run-not-measured')) this.#compared.set(pair, 'not-measured');
      else {
        this.#asked = this.#asked.filter((other) => other !== pair);
        this.#error = error;
      }
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

function pairOf(run: string, against: string): string {
  return `${run}\n${against}`;
}
