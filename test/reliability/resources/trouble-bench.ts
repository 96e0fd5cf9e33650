import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { linkHome } from '../../link-home.ts';
import { makePhotos } from '../../train-run/made-photos.ts';
import { treeOf } from '../../tree-of.ts';
import { call, type CallEnd, type KillMoment, type Place } from '../kills/killed-call.ts';

/** What came of a call that lacked something. */
export interface TroubleFound {
  readonly trouble: string;
  /** The stage, or what was asked. */
  readonly when: string;
  /** The error's code; `none`: it came to its end all the same. */
  readonly said: string;
  readonly faults: readonly string[];
}

/** Photos and an undisturbed run, beside which calls are made that lack something. */
export interface TroubleBench {
  readonly folder: string;
  readonly place: Place;
  /** Words of `thaw train`. */
  readonly settings: readonly string[];
  readonly photos: string;
  /** The undisturbed run. */
  readonly calm: string;
  readonly found: TroubleFound[];
  /** A path that nothing else of the bench uses. */
  fresh(name: string): string;
  /** A home of its own, whose cache is empty. */
  freshHome(at?: string): string;
  /**
   * Trains into a new run while something is missing, mends it, and goes on: to the weights of the undisturbed run, with all
   * photos as they were. `codes`: what it may say; `none` among them: it may also come to its end.
   */
  train(trouble: Trouble): Promise<void>;
  /** Records a call: what it said is one of `codes`, and the photos are as they were. */
  note(trouble: Pick<Trouble, 'trouble' | 'when' | 'codes'>, end: CallEnd, faults?: readonly string[]): void;
}

export interface Trouble {
  readonly trouble: string;
  readonly when: string;
  readonly codes: readonly string[];
  /** Where the call finds things; the bench's own by default. */
  readonly place?: Place;
  readonly photos?: string;
  readonly run?: string;
  /** At which something is taken away; null: it was missing from the beginning. */
  readonly moment?: KillMoment | null;
  readonly mend?: () => void;
}

export async function openTroubleBench(
  folder: string,
  cli: string,
  settings: readonly string[],
): Promise<TroubleBench> {
  const photos = join(folder, 'photos');
  const calm = join(folder, 'calm');
  let made = 0;
  const fresh = (name: string): string => join(folder, `${name}-${++made}`);
  const freshHome = (at = fresh('home')): string => {
    linkHome(at, ['runtime', 'weights']);
    return at;
  };
  const place = { cli, home: freshHome() };
  await makePhotos(photos, { '.': { apple: 20, berry: 20 } });
  const before = treeOf(photos);
  const end = await call(place, ['train', photos, '--out', calm, ...settings]);
  if (end.exitCode !== 0) throw new Error(`the undisturbed run failed: ${JSON.stringify(end.last)}`);
  const found: TroubleFound[] = [];

  const note: TroubleBench['note'] = ({ trouble, when, codes }, { exitCode, last }, faults = []) => {
    const said = exitCode === 0 ? 'none' : (codeOf(last) ?? `exit code ${exitCode}`);
    const all = [...faults];
    if (!codes.includes(said)) all.push(`said ${JSON.stringify(last).slice(0, 300)}`);
    if (JSON.stringify(treeOf(photos)) !== JSON.stringify(before)) all.push('originals changed');
    found.push({ trouble, when, said, faults: all });
  };

  return {
    ...{ folder, place, settings, photos, calm, found, fresh, freshHome, note },
    async train(trouble) {
      const { run = fresh('run'), moment = null, mend } = trouble;
      const line = ['train', trouble.photos ?? photos, '--out', run, ...settings];
      let cameTo = moment === null;
      const first = await call(
        trouble.place ?? place,
        line,
        moment && {
          ...moment,
          act: (pid) => {
            cameTo = true;
            moment.act?.(pid);
          },
        },
      );
      mend?.();
      const kept = epochsOf(run);
      const mended = { cli, home: (trouble.place ?? place).home };
      const begun = existsSync(join(run, 'config.json'));
      const second =
        first.exitCode === 0 ? first : await call(mended, begun ? ['train', '--resume', run] : line);
      const faults: string[] = cameTo ? [] : [`never came to ${moment?.stage}`];
      if (second.exitCode !== 0) faults.push(`does not go on: ${JSON.stringify(second.last).slice(0, 300)}`);
      if (epochsOf(run).slice(0, kept.length).join() !== kept.join()) faults.push('lost an epoch');
      // In smaller parts the sums are rounded otherwise.
      const divided = [first, second].some(({ notices }) => notices.has('fewer-at-once')) || isDivided(run);
      if (!divided && !sameWeights(run, calm)) faults.push('came to other weights');
      note(trouble, first, faults);
      rmSync(run, { recursive: true, force: true });
    },
  };
}

const codeOf = (last: CallEnd['last']): string | null => (typeof last?.code === 'string' ? last.code : null);

/** Whether batches are computed in parts, as after a kill for memory. */
function isDivided(run: string): boolean {
  const file = join(run, 'config.json');
  return existsSync(file) && readFileSync(file, 'utf8').includes('"photosAtOnce=');
}

/** Lines of the epochs that were finished, without the seconds that each took: one whose checkpoint was not yet there is done again. */
function epochsOf(run: string): readonly string[] {
  const file = join(run, 'metrics.jsonl');
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean).map(withoutTime) : [];
}

function withoutTime(line: string): string {
  const { seconds, photosPerSecond, ...epoch } = JSON.parse(line) as Record<string, unknown>;
  if (typeof seconds !== 'number' || typeof photosPerSecond !== 'number') throw new Error(line);
  return JSON.stringify(epoch);
}

function sameWeights(run: string, calm: string): boolean {
  const [file, expected] = [run, calm].map((folder) => join(folder, 'model', 'weights.safetensors'));
  return existsSync(file!) && readFileSync(file!).equals(readFileSync(expected!));
}

/** The photos once more, in a place that may be taken away. */
export function copyPhotosTo(bench: TroubleBench, folder: string): string {
  mkdirSync(folder, { recursive: true });
  cpSync(bench.photos, folder, { recursive: true });
  return folder;
}
