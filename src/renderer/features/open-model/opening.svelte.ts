import type { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { ModelSource } from '../../shared/app.ts';
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

/** A model that was opened. */
export interface OpenedModel {
  readonly project: string;
  /** null: the only one of a new project. */
  readonly run: string | null;
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

/** What is opened: a model, into a project (null: a new one), with what is put into the fields at first. */
interface Asked {
  readonly model: ModelSource;
  readonly project: string | null;
  /** Names of the project's classes, which most models of it are for. */
  readonly classes: readonly string[];
}

/** Opens one model file as a run; where its file does not say enough, what is missing is asked for. */
export class Opening {
  readonly #client: () => Client;
  #asked = $state.raw<Asked | null>(null);
  #error = $state.raw<ThawError | null>(null);
  #busy = $state(false);

  /** `client`: there is another one after a reconnection. */
  constructor(client: () => Client) {
    this.#client = client;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** What the file does not say, and the answer that is asked for: the question is open as long as there is one. */
  get question(): { readonly error: ThawError; readonly asks: keyof ModelAnswers } | null {
    const asks = this.#error && askable[this.#error.code];
    return this.#error && asks ? { error: this.#error, asks } : null;
  }

  get asked(): Asked | null {
    return this.#asked;
  }

  /** null where something is asked first. Throws what a person's word cannot mend. */
  async open(asked: Asked, answers: ModelAnswers | null = null): Promise<OpenedModel | null> {
    this.#asked = asked;
    this.#busy = true;
    try {
      const opened = await this.#send(asked, answers);
      this.#error = null;
      return opened;
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

  async answer(answers: ModelAnswers): Promise<OpenedModel | null> {
    return this.#asked && this.open(this.#asked, answers);
  }

  cancel(): void {
    this.#error = null;
  }

  async #send({ model, project }: Asked, answers: ModelAnswers | null): Promise<OpenedModel> {
    const names = answers?.classes.split(/[,，]/u).map((name) => name.trim()) ?? [];
    const wish = {
      model,
      classes: names.some((name) => name !== '') ? names : null,
      preprocessing: !answers || answers.preprocessing === 'file' ? null : answers.preprocessing,
      size: answers && answers.size.trim() !== '' ? Number(answers.size) : null,
    };
    if (project !== null) {
      const { run } = await this.#client().runs.openModel.mutate({ project, ...wish });
      return { project, run };
    }
    const made = await this.#client().projects.create.mutate({ source: { kind: 'model', ...wish } });
    return { project: made.project, run: null };
  }
}
