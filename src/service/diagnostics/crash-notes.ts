import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { writeAtomically } from '../../engine/storage/write-atomically.ts';
import {
  crashNoteSchema,
  pagePart,
  type CrashNote,
  type ResumedTraining,
  type WindowCrash,
} from '../../shared/app/crash-note.ts';
import { watchedValue } from '../watch/watched-value.ts';

/** What ended without saying goodbye, kept in `crashes.json` until a page has shown it. */
export interface CrashNotes {
  /** The service before this one was gone; told at once. */
  keepService(trainings: readonly ResumedTraining[]): void;
  /** A job is gone; its own screen says so now, the note is for the next start. */
  keepJob(job: Omit<Extract<CrashNote, { kind: 'job' }>, 'kind'>): void;
  /** A process of the window is gone. Its page, which was opened anew, tells it at once; another one's is for the next start. */
  keepWindow(crash: WindowCrash): void;
  /** Those of before this start. What a watcher was given is not told by the next start. */
  watch(signal: AbortSignal): AsyncIterable<readonly CrashNote[]>;
  /** The person has read them. */
  dismiss(): void;
  /** Resolves when all is written. */
  written(): Promise<void>;
}

const fileSchema = z.object({ schemaVersion: z.literal(1), notes: z.array(crashNoteSchema) });

/** Of many crashes the last ones say enough. */
const mostNotes = 20;

/** @param home the app's data folder. */
export async function openCrashNotes(home: string): Promise<CrashNotes> {
  const file = join(home, 'crashes.json');
  let untold = await readNotes(file);
  let ofThisStart: readonly CrashNote[] = [];
  const shown = watchedValue<readonly CrashNote[]>(untold);
  let writing: Promise<void> = Promise.resolve();
  const save = (): void => {
    const notes = [...untold, ...ofThisStart].slice(-mostNotes);
    const content = `${JSON.stringify({ schemaVersion: 1, notes })}\n`;
    // A note that cannot be written costs nothing but itself.
    writing = writing.then(() => writeAtomically(file, content, 0o600)).catch(() => undefined);
  };
  const nowTold = (): void => {
    if (untold.length === 0) return;
    untold = [];
    save();
  };
  const tellNow = (note: CrashNote): void => {
    untold = [...untold, note].slice(-mostNotes);
    save();
    shown.set([...shown.value, note].slice(-mostNotes));
  };
  const tellNextTime = (note: CrashNote): void => {
    ofThisStart = [...ofThisStart, note].slice(-mostNotes);
    save();
  };
  return {
    keepService(trainings) {
      tellNow({ kind: 'service', trainings: [...trainings] });
    },
    keepJob(job) {
      tellNextTime({ kind: 'job', ...job });
    },
    keepWindow(crash) {
      const note: CrashNote = { kind: 'window', ...crash, at: new Date().toISOString() };
      (crash.part === pagePart ? tellNow : tellNextTime)(note);
    },
    async *watch(signal) {
      for await (const notes of shown.watch(signal)) {
        yield notes;
        // Asked for more: what was given has arrived.
        nowTold();
      }
    },
    dismiss() {
      nowTold();
      shown.set([]);
    },
    written: () => writing,
  };
}

/** None where the file is not there or cannot be read. */
async function readNotes(file: string): Promise<readonly CrashNote[]> {
  try {
    return fileSchema.parse(JSON.parse(await readFile(file, 'utf8'))).notes;
  } catch {
    return [];
  }
}
