import type { ProjectView } from '../../shared/app/project-view.ts';
import { type ModelAnswers, type OpenedModel, Opening } from '../features/open-model/opening.svelte.ts';
import type { Dropped, ModelSource } from '../shared/app.ts';
import type { Client } from '../shared/client.ts';
import { placedBelow } from './send-files.ts';

export interface ModelsOptions {
  readonly client: () => Client;
  /** Into which models are opened; null: each becomes a project. */
  readonly project: () => ProjectView | null;
  /** null: cancelled. */
  readonly choose: () => Promise<string | null>;
  /** Sends files to the service; the upload's id. */
  readonly upload: (files: Extract<Dropped, { kind: 'files' }>['files']) => Promise<string>;
  readonly opened: (model: OpenedModel) => void;
  readonly fail: (error: unknown) => void;
}

/** Models from elsewhere, chosen or dropped. */
export class Models {
  readonly #options: ModelsOptions;
  readonly opening: Opening;

  constructor(options: ModelsOptions) {
    this.#options = options;
    this.opening = new Opening(options.client);
  }

  get busy(): boolean {
    return this.opening.busy;
  }

  async choose(): Promise<void> {
    const path = await this.#options.choose();
    if (path !== null) await this.#open({ kind: 'path', path });
  }

  /** `name`: of the model's file among what was dropped, or of the folder that was. */
  async openDropped(dropped: Dropped, name: string): Promise<void> {
    if (dropped.kind === 'files') {
      const placed = dropped.name === '' ? { ...dropped, name } : placedBelow(dropped);
      await this.#open({
        kind: 'upload',
        upload: await this.#options.upload(placed.files),
        name: placed.name,
      });
      return;
    }
    const path = dropped.paths.find((each) => each.endsWith(name));
    if (path !== undefined) await this.#open({ kind: 'path', path });
  }

  async answer(answers: ModelAnswers): Promise<void> {
    await this.#finish(this.opening.answer(answers));
  }

  async #open(model: ModelSource): Promise<void> {
    const project = this.#options.project();
    const classes = project?.classes.map(({ name }) => name) ?? [];
    await this.#finish(this.opening.open({ model, project: project?.id ?? null, classes }));
  }

  /** Nothing is opened yet where something is asked first. */
  async #finish(opening: Promise<OpenedModel | null>): Promise<void> {
    try {
      const opened = await opening;
      if (opened) this.#options.opened(opened);
    } catch (error) {
      this.#options.fail(error);
    }
  }
}
