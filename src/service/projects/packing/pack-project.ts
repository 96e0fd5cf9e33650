import { createHash } from 'node:crypto';
import { readFile, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { growingPath } from '../../../engine/dataset/copy-file.ts';
import { giveFreeName } from '../../../engine/dataset/give-free-name.ts';
import { readSplitFile, splitFileName } from '../../../engine/dataset/read-split-file.ts';
import { openZipWriter, type ZipWriter } from '../../../engine/archive/zip-writer.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import { startStage, type StageProgress } from '../../../engine/job/start-stage.ts';
import { stopIfCancelled } from '../../../engine/job/stop-if-cancelled.ts';
import { asStorageError } from '../../../engine/storage/storage-error.ts';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { PackProjectResult } from '../../../shared/job-results/project-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';
import { thawVersion } from '../../../shared/version.ts';
import {
  projectFileName,
  projectFileSchema,
  projectSchemaVersion,
  readProjectJson,
} from '../project-file.ts';
import { gatherRoots, type GatheredRoot, type ListedPhoto } from './gather-roots.ts';
import { isPlainName } from './plain-name.ts';
import {
  manifestName,
  manifestVersion,
  type PackedManifest,
  photosName,
  projectMembers,
} from './packed-manifest.ts';
import { listProjectFiles } from './project-files.ts';
import { makeFolder } from '../../../engine/storage/make-folder.ts';

type Members = PackedManifest['members'];

/** Of a project's files: text, which shrinks. Weights and photos do not. */
const text = /\.(json|jsonl|csv|html|md|txt)$/;

/**
 * Packs a project into one file, with its photos or without; nothing is overwritten. A photo whose file is gone or
 * changed since it was read is left out and counted. Throws `project-not-found`, `project-busy` where a file changed
 * while it was packed, `cancelled`, `disk-full`, `permission-denied` and what reading the project throws.
 */
export async function packProject(
  { folder, out, photos: withPhotos }: RequestOf<'pack-project'>,
  context: JobContext,
): Promise<PackProjectResult> {
  const file = await readProjectJson(join(folder, projectFileName), projectFileSchema, projectSchemaVersion);
  if (!file) throw new ThawError('project-not-found', { project: folder });
  const roots = await gatherRoots(folder, file);
  const names = await listProjectFiles(folder);
  const numPhotos = roots.reduce((sum, { photos }) => sum + photos.size, 0);
  const total = names.length + (withPhotos ? numPhotos : 0);
  const progress = startStage(context.report, 'packing', total, 'files');

  const growing = growingPath(out);
  await makeFolder(dirname(out)).catch((error: unknown) => {
    throw asStorageError(error, out, 'write');
  });
  // What a killed packing left behind.
  await rm(growing, { force: true });
  const zip = openZipWriter(growing, context.signal);
  try {
    const members: Members = [];
    for (const name of names) {
      stopIfCancelled(context.signal);
      members.push(await addOwnFile(zip, folder, name, members.length, file.name));
      progress.advance();
    }
    let missing = 0;
    if (withPhotos)
      for (const [number, root] of roots.entries())
        missing += await addRoot(zip, root, number, members, progress, context.signal);
    if (withPhotos) await addSplit(zip, file.source.folder, roots[0]!, members);
    progress.finish();
    const manifest: PackedManifest = {
      schemaVersion: manifestVersion,
      kind: 'project',
      thawVersion,
      packedAt: new Date().toISOString(),
      name: file.name,
      folder,
      withPhotos,
      roots: roots.map((root) => ({ folder: root.folder, renamed: Object.fromEntries(root.renamed) })),
      members,
    };
    await zip.addBytes(manifestName, Buffer.from(JSON.stringify(manifest)), true);
    await zip.finish();
    const { size: bytes } = await stat(growing);
    const path = await giveFreeName(growing, out);
    return { path, bytes, photos: withPhotos ? numPhotos - missing : 0, missing: withPhotos ? missing : 0 };
  } catch (error) {
    await zip.discard();
    throw asStorageError(error, out, 'write');
  }
}

async function addOwnFile(
  zip: ZipWriter,
  folder: string,
  name: string,
  number: number,
  project: string,
): Promise<Members[number]> {
  const path = `${projectMembers}/${name}`;
  const member = isPlainName(path) ? path : `odd/${number}`;
  const file = join(folder, name);
  const before = await stat(file);
  const written = await zip.addFile(member, file, text.test(name));
  const after = await stat(file).catch(() => null);
  if (written.bytes !== before.size || after?.mtimeMs !== before.mtimeMs)
    throw new ThawError('project-busy', { project, doing: 'training' });
  return { name: member, ...(member === path ? {} : { path }), ...written };
}

/** Adds the photos of a root; returns how many could not be. */
async function addRoot(
  zip: ZipWriter,
  { folder, photos, renamed }: GatheredRoot,
  number: number,
  members: Members,
  progress: StageProgress,
  signal: AbortSignal,
): Promise<number> {
  let missing = 0;
  for (const photo of photos.values()) {
    stopIfCancelled(signal);
    const bytes = await readWhole(resolve(folder, photo.path), photo);
    const path = `${photosName(number)}/${renamed.get(photo.path) ?? photo.path}`;
    const member = isPlainName(path) ? path : `odd/${members.length}`;
    if (bytes === null) missing++;
    else
      members.push({
        name: member,
        ...(member === path ? {} : { path }),
        ...(await zip.addBytes(member, bytes, false)),
      });
    progress.advance();
  }
  return missing;
}

/** A photo's bytes, links followed, where they are those that were read before; null otherwise. */
async function readWhole(file: string, { sha256, bytes }: ListedPhoto): Promise<Buffer | null> {
  const status = await stat(file).catch(() => null);
  if (status?.isFile() !== true || status.size !== bytes) return null;
  const content = await readFile(file).catch(() => null);
  return content && createHash('sha256').update(content).digest('hex') === sha256 ? content : null;
}

/** A folder that `thaw split` wrote is read by its list, which then speaks of the place where it lies. */
async function addSplit(
  zip: ZipWriter,
  source: string,
  { renamed }: GatheredRoot,
  members: Members,
): Promise<void> {
  const split = await readSplitFile(source).catch(() => null);
  if (!split) return;
  const photos = split.photos.map((photo) => ({ ...photo, path: renamed.get(photo.path) ?? photo.path }));
  const content = Buffer.from(JSON.stringify({ ...split, folder: '.', photos }));
  const name = `${photosName(0)}/${splitFileName}`;
  members.push({ name, ...(await zip.addBytes(name, content, true)) });
}
