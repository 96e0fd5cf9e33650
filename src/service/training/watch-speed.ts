import type { EpochEvent, JobEvent, ProgressEvent } from '../../shared/job-events.ts';
import type { SpeedResult } from '../../shared/job-results/training-results.ts';
import type { TrainingWork } from './training-work.ts';

/** Seconds of caching before its rate is worth keeping. */
const secondsToMeasure = 5;

/** Learns a device's speeds from a run while it trains. `before`: what was known; it fills what the run does not show. */
export class SpeedWatch {
  readonly #work: TrainingWork;
  #speeds: SpeedResult | null;
  #caching: { readonly first: ProgressEvent; readonly began: number } | null = null;

  constructor(work: TrainingWork, before: SpeedResult | null) {
    this.#work = work;
    this.#speeds = before;
  }

  /** The speeds as they are known now where the event says something new; else null. `now`: seconds. */
  take(event: JobEvent, now: number): SpeedResult | null {
    if (!this.#speeds) return null;
    if (event.kind === 'progress' && event.stage === 'caching-features') return this.#cached(event, now);
    if (event.kind === 'epoch') return this.#trained(event);
    return null;
  }

  #cached(event: ProgressEvent, now: number): SpeedResult | null {
    this.#caching ??= { first: event, began: now };
    const [done, seconds] = [event.done - this.#caching.first.done, now - this.#caching.began];
    if (done <= 0 || seconds < secondsToMeasure || event.done !== event.total) return null;
    return this.#keep({ caching: done / seconds });
  }

  #trained({ phase, photosPerSecond, seconds }: EpochEvent): SpeedResult | null {
    const index = this.#work.phases.findIndex(({ name }) => name === phase);
    const work = this.#work.phases[index];
    const known = this.#speeds?.phases[index];
    if (!work || !known || photosPerSecond <= 0) return null;
    const looking = seconds - work.training / photosPerSecond;
    const measuring = looking > 0 && work.validation > 0 ? work.validation / looking : known.measuring;
    const phases = this.#speeds!.phases.with(index, { training: photosPerSecond, measuring });
    return this.#keep({ phases });
  }

  #keep(found: Partial<SpeedResult>): SpeedResult {
    this.#speeds = { ...this.#speeds!, ...found };
    return this.#speeds;
  }
}
