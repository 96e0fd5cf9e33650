import type { ThawError } from '../../../shared/errors/thaw-error.ts';
import { thawErrorOf, type Client } from '../../shared/client.ts';

/** What a person says of a model whose file does not. */
export interface ModelAnswers {
  /** With commas between; empty: the file says it. */
  readonly classes: string;
  /** `file`: the file says it. */
  readonly preprocessing: string;
  /** In pixels; empty: the file says it. */
  readonly size: string;
}

/** Errors that a person's word on the model can mend, and the answer that mends each. */
const askable: Readonly<Record<string, keyof ModelAnswers>> = {
  'model-classes-unknown': 'classes',
  'model-classes-unfit': 'classes',
  'labels-file-damaged': 'classes',
  'model-preprocessing-unknown': 'preprocessing',
  'model-preprocessing-unfit': 'preprocessing',
  'model-size-unknown': 'size',
  'model-size-fixed': 'size',
};

/** Opens one model file as a run of a project; where its file does not say enough, what is missing is asked for. */
export class Opening {
  readonly #client: Client;
  readonly #project: string;
  #path = $state.raw<string | null>(null);
  #error = $state.raw<ThawError | null>(null);
  #busy = $state(false);

  constructor(client: Client, project: string) {
    this.#client = client;
    this.#project = project;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** What the file does not say, and the answer that is asked for: the question is open as long as there is one. */
  get question(): { readonly error: ThawError; readonly asks: keyof ModelAnswers } | null {
    const asks = this.#error && askable[this.#error.code];
    return this.#error && asks ? { error: this.#error, asks } : null;
  }

  /** The run; null where something is asked first. Throws what a person's word cannot mend. */
  async open(path: string, answers: ModelAnswers | null = null): Promise<string | null> {
    this.#path = path;
    this.#busy = true;
    try {
      const names = answers?.classes.split(/[,，]/u).map((name) => name.trim()) ?? [];
      const { run } = await this.#client.runs.openModel.mutate({
        project: this.#project,
        path,
        classes: names.some((name) => name !== '') ? names : null,
        preprocessing: !answers || answers.preprocessing === 'file' ? null : answers.preprocessing,
        size: answers && answers.size.trim() !== '' ? Number(answers.size) : null,
      });
      this.#error = null;
      return run;
    } catch (error) {
      const known = thawErrorOf(error);
      if (!askable[known.code]) {
        this.#error = null;
        throw error;
      }
      this.#error = known;
      return null;
    } finally {
      this.#busy = false;
    }
  }

  async answer(answers: ModelAnswers): Promise<string | null> {
    return this.#path === null ? null : this.open(this.#path, answers);
  }

  cancel(): void {
    this.#error = null;
  }
}
