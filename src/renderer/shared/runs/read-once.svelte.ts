import { SvelteMap } from 'svelte/reactivity';

/** What is read of each run once, when it is first asked for. */
export class ReadOnce<Value> {
  readonly #readRun: (run: string) => Promise<Value>;
  readonly #values = new SvelteMap<string, Value>();
  #asked: readonly string[] = [];

  constructor(readRun: (run: string) => Promise<Value>) {
    this.#readRun = readRun;
  }

  /** Undefined until it was read. */
  of(run: string): Value | undefined {
    return this.#values.get(run);
  }

  /** Rejects with what the reading throws; asking again tries again. */
  async read(run: string): Promise<void> {
    if (this.#asked.includes(run)) return;
    this.#asked = [...this.#asked, run];
    try {
      this.#values.set(run, await this.#readRun(run));
    } catch (error) {
      this.#asked = this.#asked.filter((other) => other !== run);
      throw error;
    }
  }
}
