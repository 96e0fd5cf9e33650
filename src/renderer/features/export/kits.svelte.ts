import type { KitView } from '../../../shared/app/work-view.ts';
import type { Client } from '../../shared/client.ts';

type Form = Parameters<Client['exports']['kits']['query']>[0]['form'];

/** What the folders of a run's exports will hold, as the service last told it. */
export class Kits {
  readonly #client: Client;
  readonly #project: string;
  #kits = $state.raw<readonly KitView[]>([]);
  #asked = '';

  constructor(client: Client, project: string) {
    this.#client = client;
    this.#project = project;
  }

  get all(): readonly KitView[] {
    return this.#kits;
  }

  /** Rejects with what the service throws; the answer to an older question is left aside. */
  async read(run: string, form: Form): Promise<void> {
    const asked = `${run}\n${form}`;
    this.#asked = asked;
    const kits = await this.#client.exports.kits.query({ project: this.#project, run, form });
    if (this.#asked === asked) this.#kits = kits;
  }
}
