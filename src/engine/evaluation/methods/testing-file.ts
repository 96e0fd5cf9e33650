import { schemaVersion } from '../../../shared/run-files.ts';
import { type MeasuredMethod, type TestingFile, testingFileSchema } from '../../../shared/test-methods.ts';
import { writeJsonAtomically } from '../../storage/write-atomically.ts';
import { readRunFile, runPaths } from '../../training/run-folder.ts';

/** What was measured of a run so far; null: nothing. Throws `run-file-damaged`, `run-from-newer-version`. */
export async function readTesting(run: string): Promise<TestingFile | null> {
  return readRunFile(run, runPaths(run).testing, testingFileSchema);
}

/** Adds what was measured; of one method at the same scales the later counts. Throws `permission-denied`, `disk-full`. */
export async function keepMeasured(run: string, measured: readonly MeasuredMethod[]): Promise<void> {
  const before = (await readTesting(run))?.methods ?? [];
  const anew = new Set(measured.map(identity));
  const methods = [...before.filter((method) => !anew.has(identity(method))), ...measured];
  const plainFirst = methods.sort(
    (one, other) => Number(other.method === 'plain') - Number(one.method === 'plain'),
  );
  const file: TestingFile = { schemaVersion, measuredAt: new Date().toISOString(), methods: plainFirst };
  await writeJsonAtomically(runPaths(run).testing, file);
}

function identity({ method, scales, runs }: MeasuredMethod): string {
  return JSON.stringify([method, scales, runs?.map(({ run }) => run)]);
}
