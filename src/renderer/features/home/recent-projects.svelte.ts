import type { ProjectSummary } from '../../../shared/app/project-view.ts';
import type { ThawError } from '../../../shared/errors/thaw-error.ts';
import { thawErrorOf, type Client } from '../../shared/client.ts';

/** The list of projects, last opened first. */
export class RecentProjects {
  readonly #client: Client;
  /** Null until it came. */
  #projects = $state.raw<readonly ProjectSummary[] | null>(null);
  #error = $state.raw<ThawError | null>(null);

  constructor(client: Client) {
    this.#client = client;
  }

  get projects(): readonly ProjectSummary[] | null {
    return this.#projects;
  }

  get error(): ThawError | null {
    return this.#error;
  }

  async load(): Promise<void> {
    try {
      const projects = await this.#client.projects.list.query();
      this.#projects = projects.toSorted((one, other) => other.openedAt.localeCompare(one.openedAt));
      this.#error = null;
    } catch (error) {
      this.#error = thawErrorOf(error);
    }
  }
}
