import { SvelteMap } from 'svelte/reactivity';
import type { AcceptanceRule } from '../../../shared/statistics/acceptance.ts';
import type { Client } from '../../shared/client.ts';
import type { TestAnswer } from './sure-answers.ts';

const pageSize = 500;
/** Enough to tell how sure answers fare; a larger test part is not read to its end. */
const most = 20_000;

interface Facts {
  /** The run's, on the computer that Thaw runs on. */
  readonly folder: string;
  /** In the model's order. */
  readonly classes: readonly string[];
  readonly answers: readonly TestAnswer[];
  /** What is "none of these"; null: nothing is. */
  readonly rule: AcceptanceRule | null;
}

/** What is known of each model from its own test: read once, in the background. */
export class ModelFacts {
  readonly #client: Client;
  readonly #project: string;
  readonly #facts = new SvelteMap<string, Facts>();
  #asked: readonly string[] = [];

  constructor(client: Client, project: string) {
    this.#client = client;
    this.#project = project;
  }

  /** Undefined until it was read. */
  of(run: string): Facts | undefined {
    return this.#facts.get(run);
  }

  /** Rejects with what the service throws; asking again tries again. */
  async read(run: string): Promise<void> {
    if (this.#asked.includes(run)) return;
    this.#asked = [...this.#asked, run];
    try {
      const { folder, config, test, acceptance } = await this.#client.runs.get.query({
        project: this.#project,
        run,
      });
      const answers = test && test.count > 0 ? await this.#answers(run) : [];
      this.#facts.set(run, { folder, classes: config.classes, answers, rule: acceptance.rule });
    } catch (error) {
      this.#asked = this.#asked.filter((other) => other !== run);
      throw error;
    }
  }

  async #answers(run: string): Promise<readonly TestAnswer[]> {
    const read: TestAnswer[] = [];
    for (let offset = 0; offset < most; offset += pageSize) {
      const { total, answers } = await this.#client.runs.answers.query({
        project: this.#project,
        run,
        part: 'test',
        className: null,
        answer: null,
        mistakesOnly: false,
        offset,
        limit: pageSize,
      });
      for (const { probability, answer, className } of answers)
        read.push({ probability, right: answer === className });
      // Sorted by sureness, a cut list would speak for the surest alone.
      if (total > most) return [];
      if (answers.length === 0 || offset + answers.length >= total) break;
    }
    return read;
  }
}
