import type { AcceptanceView, CrossValidationView, RunView } from '../../../shared/app/run-view.ts';
import type { ThawError } from '../../../shared/errors/thaw-error.ts';
import { thawErrorOf, type Client } from '../../shared/client.ts';

/** What is opened by a run's name, with all its results, and read anew when it changed. */
class Opened<View extends RunView | CrossValidationView> {
  readonly #read: (run: string) => Promise<View>;
  #view = $state.raw<View | null>(null);
  #error = $state.raw<ThawError | null>(null);
  #asked = 0;

  constructor(read: (run: string) => Promise<View>) {
    this.#read = read;
  }

  /** What was read last; null until then. */
  get view(): View | null {
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
      const view = await this.#read(run);
      if (asked === this.#asked) this.#view = view;
    } catch (error) {
      if (asked === this.#asked) this.#error = thawErrorOf(error);
    }
  }

  /** The notes as they were saved, so that another part of the screen shows the same. */
  noted(notes: string): void {
    this.change((view) => ({ ...view, notes }));
  }

  protected change(changed: (view: View) => View): void {
    if (this.#view) this.#view = changed(this.#view);
  }
}

/** One run with all its results. */
export class OpenedRun extends Opened<RunView> {
  constructor(client: Client, project: string) {
    super((run) => client.runs.get.query({ project, run }));
  }

  /** The rule for "none of these" as it was saved. */
  accepted(acceptance: AcceptanceView): void {
    this.change((view) => ({ ...view, acceptance }));
  }
}

/** A cross-validation with all its results. */
export class OpenedFolds extends Opened<CrossValidationView> {
  constructor(client: Client, project: string) {
    super((run) => client.runs.crossValidation.query({ project, run }));
  }
}
