import type { ProjectView } from '../../shared/app/project-view.ts';
import type { ThawError } from '../../shared/errors/thaw-error.ts';
import { thawErrorOf, type Client } from '../shared/client.ts';

/** The project that is open, watched: every change of it comes by itself. */
export class OpenProject {
  readonly #client: () => Client;
  readonly #onView: (view: ProjectView, before: ProjectView | null) => void;
  #id: string | null = null;
  #view = $state.raw<ProjectView | null>(null);
  #error = $state.raw<ThawError | null>(null);
  #stop: (() => void) | null = null;

  constructor(client: () => Client, onView: (view: ProjectView, before: ProjectView | null) => void) {
    this.#client = client;
    this.#onView = onView;
  }

  get view(): ProjectView | null {
    return this.#view;
  }

  get error(): ThawError | null {
    return this.#error;
  }

  /** Watches another project, or none. */
  open(id: string | null): void {
    if (id === this.#id) return;
    this.#id = id;
    this.#view = null;
    this.#watch();
  }

  /** Watches again after an error. */
  retry(): void {
    this.#watch();
  }

  #watch(): void {
    this.#stop?.();
    this.#stop = null;
    this.#error = null;
    const project = this.#id;
    if (project === null) return;
    const subscription = this.#client().projects.watch.subscribe(
      { project },
      {
        onData: (view) => {
          const before = this.#view;
          this.#view = view;
          this.#onView(view, before);
        },
        onError: (error) => (this.#error = thawErrorOf(error)),
      },
    );
    this.#stop = () => {
      subscription.unsubscribe();
    };
  }
}
