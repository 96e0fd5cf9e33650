import type { AcceptanceView, RunView } from '../../../shared/app/run-view.ts';
import type { ThawError } from '../../../shared/errors/thaw-error.ts';
import { thawErrorOf, type Client } from '../../shared/client.ts';

/** One run with all its results, read anew when it changed. */
export class OpenedRun {
  readonly #client: Client;
  readonly #project: string;
  #view = $state.raw<RunView | null>(null);
  #error = $state.raw<ThawError | null>(null);
  #asked = 0;

  constructor(client: Client, project: string) {
    this.#client = client;
    this.#project = project;
  }

  /** What was read last; null until then. */
  get view(): RunView | null {
    return this.#view;
  }

  get error(): ThawError | null {
    return this.#error;
  }

  /** Reads a run. What is shown stays until the new one is there, unless it is of another run. */
  async open(run: string): Promise<void> {
    const asked = ++this.#asked;
    if (this.#view?.summary.run !== run) this.#view = null;
    this.#error = null;
    try {
      const view = await this.#client.runs.get.query({ project: this.#project, run });
      if (asked === this.#asked) this.#view = view;
    } catch (error) {
      if (asked === this.#asked) this.#error = thawErrorOf(error);
    }
  }

  /** The notes as they were saved, so that another part of the screen shows the same. */
  noted(notes: string): void {
    if (this.#view) this.#view = { ...this.#view, notes };
  }

  /** The rule for "none of these" as it was saved. */
  accepted(acceptance: AcceptanceView): void {
    if (this.#view) this.#view = { ...this.#view, acceptance };
  }
}
