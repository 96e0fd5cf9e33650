import type { ExportNews, FormatView } from '../../../shared/app/work-view.ts';
import type { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { ExportForm, ExportWeightType } from '../../../shared/export-formats.ts';
import type { Language } from '../../../shared/messages/language.ts';
import { thawErrorOf, type Client } from '../../shared/client.ts';
import { lostTouch } from '../../shared/lost-touch.ts';

type Format = FormatView['format'];

/** Ticked at first: what most programs open. */
const usualFormats: readonly Format[] = ['keras-h5', 'tfjs'];

/** The export of one run's model. It goes on while another screen is shown. */
export class Exporting {
  readonly #client: Client;
  readonly #project: string;
  readonly run: string;
  #formats = $state.raw<readonly FormatView[]>([]);
  #chosen = $state.raw<readonly Format[]>(usualFormats);
  #form = $state<ExportForm>('network');
  #weights = $state<ExportWeightType>('float32');
  #zip = $state(false);
  #out = $state<string | null>(null);
  #news = $state.raw<ExportNews | null>(null);
  #error = $state.raw<ThawError | null>(null);
  #stream = $state.raw<{ unsubscribe: () => void } | null>(null);

  constructor(client: Client, project: string, run: string) {
    this.#client = client;
    this.#project = project;
    this.run = run;
  }

  /** What there is to write; empty until it was read. */
  get formats(): readonly FormatView[] {
    return this.#formats;
  }

  /** Those that are ticked. */
  get chosen(): readonly Format[] {
    return this.#formats.map(({ format }) => format).filter((format) => this.#chosen.includes(format));
  }

  get form(): ExportForm {
    return this.#form;
  }

  get weights(): ExportWeightType {
    return this.#weights;
  }

  /** Whether each format is written as one archive. */
  get zip(): boolean {
    return this.#zip;
  }

  setZip(zip: boolean): void {
    if (this.running) return;
    this.#zip = zip;
    this.#news = null;
  }

  /** A change of the options puts the last export's account away. */
  setForm(form: ExportForm): void {
    if (this.running) return;
    this.#form = form;
    this.#news = null;
  }

  setWeights(weights: ExportWeightType): void {
    if (this.running) return;
    this.#weights = weights;
    this.#news = null;
  }

  /** The folder that was chosen; null: the usual one. */
  get out(): string | null {
    return this.#out;
  }

  /** Of the export that runs or ran last; null where there was none. */
  get news(): ExportNews | null {
    return this.#news;
  }

  get error(): ThawError | null {
    return this.#error;
  }

  get running(): boolean {
    return this.#stream !== null;
  }

  async read(): Promise<void> {
    try {
      this.#formats = await this.#client.exports.formats.query({ project: this.#project, run: this.run });
      this.#error = null;
    } catch (error) {
      this.#error = thawErrorOf(error);
    }
  }

  /** A change of what is exported puts the last export's account away. */
  choose(format: Format, chosen: boolean): void {
    if (this.running) return;
    const others = this.#chosen.filter((each) => each !== format);
    this.#chosen = chosen ? [...others, format] : others;
    this.#news = null;
  }

  goTo(out: string): void {
    if (this.running) return;
    this.#out = out;
    this.#news = null;
    this.#error = null;
  }

  /** Writes the chosen formats, each into a folder of its own in `out`. */
  start(out: string, language: Language): void {
    if (this.running || this.chosen.length === 0) return;
    this.#error = null;
    this.#news = null;
    this.#stream = this.#client.exports.write.subscribe(
      {
        project: this.#project,
        run: this.run,
        formats: [...this.chosen],
        form: this.#form,
        weights: this.#weights,
        zip: this.#zip,
        language,
        out,
      },
      {
        onData: (news) => {
          this.#news = news;
        },
        onError: (error) => {
          this.#stop(thawErrorOf(error));
        },
        onComplete: () => {
          this.#stop(null);
        },
        onConnectionStateChange: ({ state, error }) => {
          // A connection that came back would write everything once more.
          if (state !== 'connecting' || !error) return;
          this.#stream?.unsubscribe();
          this.#stop(lostTouch());
        },
      },
    );
  }

  /** What is written stays; what is not yet is left. */
  cancel(): void {
    this.#stream?.unsubscribe();
    this.#stop(null);
  }

  #stop(error: ThawError | null): void {
    this.#stream = null;
    this.#error = error;
    if (!this.#news || this.#news.done) return;
    const formats = this.#news.formats.map((each) =>
      each.state === 'same' || each.state === 'failed' ? each : { ...each, state: 'cancelled' as const },
    );
    this.#news = { ...this.#news, formats, done: true };
  }
}
