import type { Client } from '../../shared/client.ts';
import { LiveRun } from './live-run.svelte.ts';

/** The runs that are watched over one connection: the screen and the watcher behind every screen share them. */
export class LiveRuns {
  readonly #client: Client;
  readonly #runs = new Map<string, LiveRun>();

  constructor(client: Client) {
    this.#client = client;
  }

  /** The run, watched from now on. */
  of(project: string, run: string): LiveRun {
    const key = `${project}/${run}`;
    const known = this.#runs.get(key);
    if (known && !known.error) return known;
    known?.close();
    const live = new LiveRun(this.#client, project, run, (ended) => {
      this.#drop(ended);
    });
    this.#runs.set(key, live);
    return live;
  }

  /** Nobody looks at it any more. */
  forget(live: LiveRun): void {
    live.close();
    this.#drop(live);
  }

  /** Another one may be watched under its name by now: that one stays. */
  #drop(live: LiveRun): void {
    const key = `${live.project}/${live.run}`;
    if (this.#runs.get(key) === live) this.#runs.delete(key);
  }
}

const byClient = new WeakMap<Client, LiveRuns>();

/** The runs watched over this connection. */
export function liveRunsOf(client: Client): LiveRuns {
  const known = byClient.get(client);
  if (known) return known;
  const runs = new LiveRuns(client);
  byClient.set(client, runs);
  return runs;
}
