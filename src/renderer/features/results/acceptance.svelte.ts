import type { AcceptanceView, JudgedAnswers } from '../../../shared/app/run-view.ts';
import type { ThawError } from '../../../shared/errors/thaw-error.ts';
import { chooseRule, usualShare, type AcceptanceRule } from '../../../shared/statistics/acceptance.ts';
import { acceptanceCurve, type CurvePoint } from '../../../shared/statistics/acceptance-curve.ts';
import { thawErrorOf, type Client } from '../../shared/client.ts';

/** What a dragged handle is saved after, ms: once it rests. */
const restMs = 300;

/** A run's rule for "none of these" while it is looked at and changed. */
export class Acceptance {
  readonly #client: Client;
  readonly #of: { readonly project: string; readonly run: string };
  readonly #onsaved: (saved: AcceptanceView) => void;
  #answers = $state.raw<JudgedAnswers | null>(null);
  #error = $state.raw<ThawError | null>(null);
  #saved = $state.raw<AcceptanceView>({ rule: null, share: null, known: null });
  /** The handle, while what it says is not saved yet. */
  #dragged = $state<number | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #curve = $derived<readonly CurvePoint[]>(acceptanceCurve(this.#answers?.validation ?? []));

  /** `onsaved`: other screens show the same. */
  constructor(
    client: Client,
    of: { readonly project: string; readonly run: string },
    saved: AcceptanceView,
    onsaved: (saved: AcceptanceView) => void,
  ) {
    this.#client = client;
    this.#of = of;
    this.#saved = saved;
    this.#onsaved = onsaved;
  }

  /** null until they were read. */
  get answers(): JudgedAnswers | null {
    return this.#answers;
  }

  get error(): ThawError | null {
    return this.#error;
  }

  get curve(): readonly CurvePoint[] {
    return this.#curve;
  }

  /** Where the handle stands; 1: every answer stands. */
  get share(): number {
    return this.#dragged ?? this.#saved.share ?? (this.#saved.rule ? usualShare : 1);
  }

  get rule(): AcceptanceRule | null {
    if (this.#dragged === null) return this.#saved.rule;
    return chooseRule(this.#answers?.validation ?? [], this.#dragged);
  }

  get isChosenByThaw(): boolean {
    return this.#dragged === null && this.#saved.share === null;
  }

  async read(): Promise<void> {
    try {
      this.#answers = await this.#client.runs.judged.query({ ...this.#of });
    } catch (error) {
      this.#error = thawErrorOf(error);
    }
  }

  /** Moves the handle; it is saved once it rests. `failed` hears why it could not be. */
  drag(share: number, failed: (error: unknown) => void): void {
    this.#dragged = share;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(share, failed), restMs);
  }

  /** Thaw's own choice again. */
  reset(failed: (error: unknown) => void): void {
    clearTimeout(this.#timer);
    void this.#save(null, failed);
  }

  async #save(share: number | null, failed: (error: unknown) => void): Promise<void> {
    const dragged = this.#dragged;
    try {
      this.#saved = await this.#client.runs.setAcceptance.mutate({ ...this.#of, share });
      this.#onsaved(this.#saved);
    } catch (error) {
      failed(error);
    }
    // What was dragged further meanwhile is saved by a later call.
    if (this.#dragged === dragged) this.#dragged = null;
  }
}
