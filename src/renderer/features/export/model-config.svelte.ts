import { SvelteMap } from 'svelte/reactivity';
import type { RunView } from '../../../shared/app/run-view.ts';
import type { Client } from '../../shared/client.ts';

type ModelFacts = Pick<RunView, 'config' | 'acceptance'>;

/** What each run was trained with, read once: the sample code needs its classes and pictures. */
export class ModelConfig {
  readonly #client: Client;
  readonly #project: string;
  readonly #configs = new SvelteMap<string, ModelFacts>();
  #asked: readonly string[] = [];

  constructor(client: Client, project: string) {
    this.#client = client;
    this.#project = project;
  }

  /** Undefined until it was read. */
  of(run: string): ModelFacts | undefined {
    return this.#configs.get(run);
  }

  /** Rejects with what the service throws; asking again tries again. */
  async read(run: string): Promise<void> {
    if (this.#asked.includes(run)) return;
    this.#asked = [...this.#asked, run];
    try {
      const { config, acceptance } = await this.#client.runs.get.query({ project: this.#project, run });
      this.#configs.set(run, { config, acceptance });
    } catch (error) {
      this.#asked = this.#asked.filter((other) => other !== run);
      throw error;
    }
  }
}
