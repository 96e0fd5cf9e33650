import { patternUrl, silentHeader } from '../../../shared/app/urls.ts';
import type { ThawError } from '../../../shared/errors/thaw-error.ts';
import { thawErrorOf } from '../../shared/client.ts';
import { refusalOf } from '../../shared/refusal-of.ts';

/** A filter's pattern as a picture of this page. */
export interface Pattern {
  readonly filter: number;
  readonly src: string;
  /** The filter does not respond to noise; its pattern is noise. */
  readonly silent: boolean;
}

/** How many are drawn at one press. */
const atOnce = 16;

/** The patterns of one layer's filters, drawn one after the other when asked for. */
export class Patterns {
  readonly #address: (filter: number) => string;
  readonly #filters: number;
  #drawn = $state.raw<readonly Pattern[]>([]);
  #wanted = $state(0);
  #error = $state.raw<ThawError | null>(null);
  #cancelled: AbortController | null = null;

  constructor(project: string, run: string, layer: string, filters: number) {
    this.#address = (filter) => patternUrl(project, run, layer, filter);
    this.#filters = filters;
  }

  get drawn(): readonly Pattern[] {
    return this.#drawn;
  }

  /** Patterns that are there or are being drawn. */
  get wanted(): number {
    return this.#wanted;
  }

  get drawing(): boolean {
    return this.#wanted > this.#drawn.length;
  }

  get error(): ThawError | null {
    return this.#error;
  }

  /** How many the next press would draw. */
  get next(): number {
    return Math.min(atOnce, this.#filters - this.#drawn.length);
  }

  async draw(): Promise<void> {
    if (this.drawing || this.next === 0) return;
    const cancelled = new AbortController();
    this.#cancelled = cancelled;
    this.#error = null;
    this.#wanted = this.#drawn.length + this.next;
    try {
      while (this.#drawn.length < this.#wanted) {
        const pattern = await this.#fetch(this.#drawn.length, cancelled.signal);
        this.#drawn = [...this.#drawn, pattern];
      }
    } catch (error) {
      if (!cancelled.signal.aborted) this.#error = thawErrorOf(error);
    } finally {
      if (this.#cancelled === cancelled) this.#wanted = this.#drawn.length;
    }
  }

  /** Keeps what is drawn. */
  cancel(): void {
    this.#cancelled?.abort();
    this.#cancelled = null;
    this.#wanted = this.#drawn.length;
  }

  async #fetch(filter: number, signal: AbortSignal): Promise<Pattern> {
    const answer = await fetch(this.#address(filter), { signal });
    if (!answer.ok) throw await refusalOf(answer);
    const src = URL.createObjectURL(await answer.blob());
    return { filter, src, silent: answer.headers.get(silentHeader) === '1' };
  }
}
