import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackZip } from '../../../src/engine/archive/unpack-zip.ts';
import { readRunFacts } from '../../../src/engine/evaluation/read-run-facts.ts';
import { openRecordStore } from '../../../src/engine/features/record-store.ts';
import { importModel } from '../../../src/engine/importing/import-model.ts';
import { silentContext } from '../../../src/engine/job/job-context.ts';
import { openModel } from '../../../src/engine/models/model-folder.ts';
import { readKerasH5 } from '../../../src/engine/models/weights/read-keras-h5.ts';
import { readSafetensors } from '../../../src/engine/storage/safetensors.ts';
import { openCheckpointStore } from '../../../src/engine/training/checkpoint-store.ts';
import { runPaths } from '../../../src/engine/training/run-folder.ts';
import { unpackProject } from '../../../src/service/projects/packing/unpack-project.ts';
import { openProjectStore } from '../../../src/service/projects/project-store.ts';
import { readRun } from '../../../src/service/runs/read-run.ts';
import { madeHash, madePlace, madeRecords } from '../../features/made-records.ts';
import { requireKnown } from './require-known.ts';
import {
  cachedPhotos,
  projectId,
  recordSize,
  runPhases,
  wantedWeights,
  type StateKind,
} from './state-kinds.ts';

/** Reads a folder as the app does. Throws its error, and an error of no code where what was read is not what was written. */
export type StateReader = (place: string) => Promise<unknown>;

const asked = { labels: null, preprocessing: null, size: null, photos: null, classes: ['a', 'b'] };

const opens =
  (name: string): StateReader =>
  (place) =>
    importModel({ ...asked, file: join(place, name), run: join(place, 'opened') }, silentContext);

export const stateReaders: Readonly<Record<StateKind, StateReader>> = {
  'Keras .h5': opens('model.h5'),
  'Keras .keras': opens('model.keras'),
  'TensorFlow.js': opens('model.json'),
  'weights .h5': (place) => readKerasH5(join(place, 'weights.h5'), wantedWeights),
  'weights .safetensors': (place) => readSafetensors(join(place, 'weights.safetensors')),
  async run(place) {
    const facts = { precision: 'fp32', backend: 'tensorflow' };
    await readRun(place);
    await readRunFacts(place, []);
    const last = await openCheckpointStore(runPaths(place).checkpoints, runPhases, facts).readLast(0);
    if (last === null) throw new Error('no checkpoint where one lies');
    await openModel(place);
  },
  async project(place) {
    const store = openProjectStore(place);
    await store.entries();
    await store.open(projectId);
  },
  async cache(place) {
    process.env.THAW_CACHE = place;
    const made = madePlace(recordSize);
    const store = await openRecordStore(made);
    try {
      const { bytes, lost } = await store.read(cachedPhotos.map(madeHash));
      const written = madeRecords(made, cachedPhotos);
      cachedPhotos.forEach((photo, slot) => {
        const [from, to] = [slot * recordSize, (slot + 1) * recordSize];
        const isSame = Buffer.from(bytes.subarray(from, to)).equals(written.subarray(from, to));
        if (!lost.includes(madeHash(photo)) && !isSame) throw new Error('a record of other bytes');
      });
    } finally {
      await store.close();
    }
  },
  async 'zip of photos'(place) {
    const out = join(place, 'out');
    await unpackZip(join(place, 'photos.zip'), out, silentContext);
    requireKnown(place, out);
  },
  async 'packed project'(place) {
    const out = join(place, 'out');
    await unpackProject(
      { job: 'unpack-project', file: join(place, 'project.thaw'), out, id: 'b' },
      silentContext,
    );
    requireKnown(place, out, (name) => name.endsWith('.json'));
    await openProject(out);
  },
};

/** What was unpacked is a project that opens. */
async function openProject(folder: string): Promise<void> {
  const names = await readdir(folder);
  if (!names.includes('project.json')) throw new Error('no project in what was unpacked');
  const store = openProjectStore(join(folder, '..', 'home'));
  await store.join(folder, 'b');
  await store.open('b');
}
