import type { EpochEvent, ProgressEvent, StageEvent } from '../../shared/job-events.ts';
import type { SpeedResult } from '../../shared/job-results/training-results.ts';
import { epochSeconds, measuringSeconds, type TrainingWork } from './training-work.ts';

export interface TimeLeftTold {
  /** null: it cannot be told yet. */
  readonly secondsLeft: number | null;
  /** It was put up lately, because the work turned out slower. */
  readonly slower: boolean;
}

/** Epochs that the next ones are taken to be like. */
const epochsLookedAt = 5;
/** Where the truth is later than was told by more than this, it is told; below it, the clock waits. */
const shareOff = 0.15;
const secondsOff = 10;
/** How long `slower` stays to be read. */
const slowerFor = 30;
/** A rate over less time than this says little. */
const secondsToMeasure = 2;

/**
 * How long a training still takes: from speeds that were measured before, then from what this one does. What is told
 * goes down with the clock and to lower estimates; it never goes up without `slower`. Times are seconds of one clock.
 */
export class TimeLeft {
  readonly #work: TrainingWork;
  readonly #speeds: SpeedResult | null;
  readonly #finishedIn = new Map<number, number[]>();
  #stage: { readonly event: StageEvent; readonly began: number } | null = null;
  #firstDone: number | null = null;
  #isWarm = false;
  #done = 0;
  #phase = 0;
  #cachingRate: number | null = null;
  #told: { readonly at: number; readonly seconds: number } | null = null;
  #slowerSince = -Infinity;

  constructor(work: TrainingWork, speeds: SpeedResult | null) {
    this.#work = work;
    this.#speeds = speeds;
  }

  /** `phase`: index of the phase, for the stage `training`. */
  stage(event: StageEvent, phase: number, now: number): void {
    // Between others, of no length that could be told.
    if (event.stage === 'preparing-gpu') return;
    this.#stage = { event, began: now };
    this.#phase = phase;
    this.#done = 0;
    this.#firstDone = null;
    this.#isWarm = false;
  }

  progress({ stage, done }: ProgressEvent, now: number): void {
    if (this.#stage?.event.stage !== stage) return;
    // What was there already took no time, and the first piece of work warms the device up: rates begin after it.
    if (this.#firstDone === null || (!this.#isWarm && done > this.#firstDone)) {
      this.#isWarm = this.#firstDone !== null;
      this.#firstDone = done;
      this.#stage = { ...this.#stage, began: now };
    }
    this.#done = done;
    if (stage === 'caching-features') this.#cachingRate = this.#rate(now) ?? this.#cachingRate;
  }

  epoch({ seconds }: EpochEvent): void {
    const before = this.#finishedIn.get(this.#phase) ?? [];
    this.#finishedIn.set(this.#phase, [...before, seconds].slice(-epochsLookedAt));
  }

  told(now: number): TimeLeftTold {
    const estimate = this.#estimate(now);
    if (estimate === null) {
      this.#told = null;
      return { secondsLeft: null, slower: false };
    }
    const seconds = this.#next(estimate, now);
    this.#told = { at: now, seconds };
    return { secondsLeft: seconds, slower: now - this.#slowerSince < slowerFor };
  }

  #next(estimate: number, now: number): number {
    if (!this.#told) return estimate;
    const expected = Math.max(0, this.#told.seconds - (now - this.#told.at));
    if (estimate <= expected) return estimate;
    if (estimate > this.#told.seconds * (1 + shareOff) + secondsOff) {
      this.#slowerSince = now;
      return estimate;
    }
    // A little later than told: the clock stands until it is true again.
    return Math.min(this.#told.seconds, estimate);
  }

  #estimate(now: number): number | null {
    const stage = this.#stage?.event.stage;
    if (stage === 'evaluating') return this.#evaluating(now);
    const end = this.#speeds ? measuringSeconds(this.#work, this.#speeds) : 0;
    if (stage === 'training') return add(this.#phases(this.#phase, now), end);
    return add(add(this.#caching(stage === 'caching-features'), this.#phases(0, null)), end);
  }

  #caching(begun: boolean): number | null {
    if (this.#work.cached === 0) return 0;
    const rate = this.#cachingRate ?? this.#speeds?.caching ?? null;
    const left = this.#work.cached - (begun ? this.#done : 0);
    return left === 0 ? 0 : rate === null ? null : left / rate;
  }

  #evaluating(now: number): number | null {
    const rate = this.#rate(now);
    const total = this.#stage?.event.total ?? this.#work.test;
    if (rate) return (total - this.#done) / rate;
    return this.#speeds ? measuringSeconds(this.#work, this.#speeds) : null;
  }

  /** Of the phases from `first` on; `now`: that one is under way. */
  #phases(first: number, now: number | null): number | null {
    return this.#work.phases.reduce<number | null>((sum, phase, index) => {
      if (index < first) return sum;
      const isUnderWay = index === first && now !== null;
      const epochs = phase.epochs - (isUnderWay ? this.#done / phase.stepsPerEpoch : 0);
      const each = this.#epochSeconds(index, isUnderWay ? now : null);
      return add(sum, each === null ? null : Math.max(0, epochs) * each);
    }, 0);
  }

  #epochSeconds(index: number, now: number | null): number | null {
    const finished = this.#finishedIn.get(index) ?? [];
    if (finished.length > 0) return finished.reduce((sum, seconds) => sum + seconds, 0) / finished.length;
    const work = this.#work.phases[index]!;
    const rate = now === null ? null : this.#rate(now);
    if (rate) return work.stepsPerEpoch / rate;
    const speed = this.#speeds?.phases[index];
    return speed ? epochSeconds(work, speed) : null;
  }

  /** Units a second of the stage so far; null until it says something. */
  #rate(now: number): number | null {
    if (!this.#stage || this.#firstDone === null) return null;
    const seconds = now - this.#stage.began;
    const done = this.#done - this.#firstDone;
    return seconds < secondsToMeasure || done <= 0 ? null : done / seconds;
  }
}

function add(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other;
}
