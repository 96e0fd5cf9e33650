import type { CrashNote } from '../../shared/app/crash-note.ts';
import type { Client } from '../shared/client.ts';

/** What Thaw tells of itself: its own dialog, and what ended without saying goodbye before this start. */
export class AboutThaw {
  readonly #client: Client;
  readonly #fail: (error: unknown) => void;
  #crashes = $state.raw<readonly CrashNote[]>([]);
  #shown = $state(false);

  constructor(client: Client, fail: (error: unknown) => void) {
    this.#client = client;
    this.#fail = fail;
    // Where it fails there is nothing to say: what ended is in the log.
    client.app.crashes.subscribe(undefined, { onData: (crashes) => (this.#crashes = crashes) });
  }

  /** Until the person has read them. */
  get crashes(): readonly CrashNote[] {
    return this.#crashes;
  }

  dismissCrashes(): void {
    this.#crashes = [];
    this.#client.app.dismissCrashes.mutate().catch(this.#fail);
  }

  /** Its dialog is open. */
  get shown(): boolean {
    return this.#shown;
  }

  show(): void {
    this.#shown = true;
  }

  close(): void {
    this.#shown = false;
  }
}
