import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeZip } from '../../../src/engine/archive/fixtures/make-zip.ts';
import { classTree, makeTree } from '../../../src/engine/dataset/fixtures/make-tree.ts';
import { smallH5, smallKeras, smallTfjs } from '../../../src/engine/importing/fixtures/small-model-files.ts';
import { silentContext } from '../../../src/engine/job/job-context.ts';
import { writeSafetensors } from '../../../src/engine/storage/safetensors.ts';
import { writeJsonAtomically } from '../../../src/engine/storage/write-atomically.ts';
import { trainRun } from '../../../src/engine/training/train-run.ts';
import { writeGroups } from '../../../src/service/projects/groups-file.ts';
import { writeLabelCheck } from '../../../src/service/projects/label-check-file.ts';
import { newProjectFile } from '../../../src/service/projects/new-project.ts';
import { packProject } from '../../../src/service/projects/packing/pack-project.ts';
import { writeTwins } from '../../../src/service/projects/twins-file.ts';
import { madePlace, writeMade } from '../../features/made-records.ts';
import { treeOf } from '../../tree-of.ts';
import { makePhotos } from '../../train-run/made-photos.ts';
import { tinyRecipe } from '../../train-run/watched-run.ts';
import { cachedPhotos, hashesFile, placeWord, projectId, recordSize, type StateKind } from './state-kinds.ts';

/** Makes a folder of each kind below `folder`, whole. THAW_HOME must be a temporary one. */
export async function makeWholeStates(folder: string): Promise<Readonly<Record<StateKind, string>>> {
  const { json, weights } = smallTfjs();
  const values = Float32Array.from({ length: 600 }, (_, index) => Math.sin(index));
  const tensors = new Map([
    ['a', { shape: [20, 30], values }],
    ['b', { shape: [600], values }],
  ]);
  await mkdir(join(folder, 'safetensors'), { recursive: true });
  await writeSafetensors(join(folder, 'safetensors', 'weights.safetensors'), tensors, { made: 'here' });
  return {
    'Keras .h5': await filesIn(join(folder, 'h5'), { 'model.h5': await smallH5() }),
    'Keras .keras': await filesIn(join(folder, 'keras'), { 'model.keras': await smallKeras() }),
    'TensorFlow.js': await filesIn(join(folder, 'tfjs'), {
      'model.json': json,
      'group1-shard1of1.bin': weights,
    }),
    'weights .h5': await filesIn(join(folder, 'weights'), { 'weights.h5': await smallH5() }),
    'weights .safetensors': join(folder, 'safetensors'),
    run: await makeRun(folder),
    project: await makeProject(folder),
    cache: await makeCache(folder),
    'zip of photos': await makePhotoZip(folder),
    'packed project': await makePacked(folder),
  };
}

async function filesIn(folder: string, files: Readonly<Record<string, Buffer>>): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

async function makeRun(folder: string): Promise<string> {
  const [photos, run] = [join(folder, 'run-photos'), join(folder, 'run')];
  const part = { apple: 4, berry: 4 };
  await makePhotos(photos, { train: part, validation: part, test: part });
  await trainRun({ folder: photos, run, recipe: tinyRecipe('scratch'), changes: [], seed: 3 }, silentContext);
  // TensorBoard's files are written for others.
  await rm(join(run, 'tensorboard'), { recursive: true });
  return run;
}

async function makeProject(folder: string): Promise<string> {
  const [home, photos] = [join(folder, 'project'), join(folder, 'project-photos')];
  const own = join(home, 'projects', 'pets');
  await makeTree(photos, classTree(['cats', 'dogs'], 4));
  const source = { kind: 'folder', name: 'pets', folder: photos, origin: photos } as const;
  await writeJsonAtomically(join(own, 'project.json'), newProjectFile(projectId, source, source));
  const found = Object.entries(treeOf(photos)).map(([path, sha256]) => ({
    ...{ path: path.slice(1), className: path.split('/')[1]!, part: null, sha256, bytes: 80 },
    ...{ width: 4, height: 4, modified: 1, misnamedType: null },
  }));
  const index = { schemaVersion: 1, folder: photos, layout: 'class-folders', photos: found, skipped: [] };
  await writeJsonAtomically(join(own, 'photos.json'), index);
  const [one, other] = [found[0]!, found[1]!];
  await writeTwins(own, [[one.path, other.path]]);
  await writeGroups(own, {
    rule: { kind: 'folder' },
    groups: [{ name: 'cats', paths: [one.path, other.path] }],
  });
  await writeLabelCheck(own, { seconds: 1, groups: [[one.sha256]], suspects: [] } as unknown as Parameters<
    typeof writeLabelCheck
  >[1]);
  const entry = {
    id: projectId,
    folder: join(placeWord, 'projects', 'pets'),
    openedAt: '2026-01-01T00:00:00Z',
  };
  await writeJsonAtomically(join(home, 'projects.json'), { schemaVersion: 1, projects: [entry] });
  return home;
}

async function makeCache(folder: string): Promise<string> {
  const place = join(folder, 'cache');
  const before = process.env.THAW_CACHE;
  process.env.THAW_CACHE = place;
  try {
    await writeMade(madePlace(recordSize), cachedPhotos);
  } finally {
    if (before === undefined) delete process.env.THAW_CACHE;
    else process.env.THAW_CACHE = before;
  }
  return place;
}

async function makePhotoZip(folder: string): Promise<string> {
  const place = await filesIn(join(folder, 'zip'), {});
  const photos = classTree(['cats', 'dogs'], 4);
  await makeZip(join(place, 'photos.zip'), photos);
  const tree = join(folder, 'zip-photos');
  await makeTree(tree, photos);
  await writeHashes(place, tree);
  return place;
}

async function makePacked(folder: string): Promise<string> {
  const place = await filesIn(join(folder, 'packed'), {});
  const request = { job: 'pack-project', photos: true } as const;
  const out = join(place, 'project.thaw');
  await packProject({ ...request, folder: join(folder, 'project', 'projects', 'pets'), out }, silentContext);
  await writeHashes(place, join(folder, 'project-photos'));
  return place;
}

/** Beside an archive: what was put into it. */
async function writeHashes(place: string, tree: string): Promise<void> {
  await writeFile(join(place, hashesFile), JSON.stringify(Object.values(treeOf(tree))));
}
