import { randomUUID } from 'node:crypto';
import { rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { isSafeName } from '../../../engine/archive/zip-names.ts';
import { readZipMember } from '../../../engine/archive/read-zip-member.ts';
import { unpackZip } from '../../../engine/archive/unpack-zip.ts';
import { hashFile } from '../../../engine/storage/hash-file.ts';
import { asStorageError } from '../../../engine/storage/storage-error.ts';
import { writeJsonAtomically } from '../../../engine/storage/write-atomically.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import { startStage } from '../../../engine/job/start-stage.ts';
import { stopIfCancelled } from '../../../engine/job/stop-if-cancelled.ts';
import { ThawError, isThawError } from '../../../shared/errors/thaw-error.ts';
import type { UnpackProjectResult } from '../../../shared/job-results/project-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';
import { gatherRoots } from './gather-roots.ts';
import {
  type ProjectFile,
  projectFileName,
  projectFileSchema,
  projectSchemaVersion,
  readProjectJson,
} from '../project-file.ts';
import { photoIndexName } from '../photo-index.ts';
import { moveRunFolders, renameTexts } from './move-paths.ts';
import {
  manifestName,
  manifestSchema,
  manifestVersion,
  type PackedManifest,
  photosName,
  projectMembers,
} from './packed-manifest.ts';
import { changeJson, listProjectFiles } from './project-files.ts';
import { relinkPhotos } from './relink-photos.ts';
import { makeFolder } from '../../../engine/storage/make-folder.ts';

const manifestLimit = 200e6;

/**
 * Opens a packed project as the folder OUT under a new id: whole or not at all. `photos`: a folder in which the photos
 * are looked for, for a project packed without them.
 *
 * Throws `packed-project-invalid` for what is no packed project, or not what was packed, `project-from-newer-version`,
 * `folder-name-taken`, and what unpackZip throws.
 */
export async function unpackProject(
  { file, out, id, photos }: RequestOf<'unpack-project'>,
  context: JobContext,
): Promise<UnpackProjectResult> {
  const manifest = await readManifest(file);
  const aside = join(dirname(out), `.${projectMembers}-${randomUUID()}`);
  try {
    await unpackZip(file, aside, context);
    await checkMembers(file, aside, manifest, context);
    const place = await putTogether(aside, manifest);
    await moveInside(file, place, manifest, { out, id });
    // An empty folder may have been made for it.
    await rmdir(out).catch(() => undefined);
    await rename(place, out);
  } catch (error) {
    if (['EEXIST', 'ENOTEMPTY', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw new ThawError('folder-name-taken', { path: out });
    throw asStorageError(error, out, 'write');
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  const linked = photos === undefined ? null : await relinkPhotos(out, photos, context);
  const numPhotos = manifest.members.filter(({ name, path = name }) => !isOwn(path)).length;
  return {
    folder: out,
    name: manifest.name,
    photos: linked?.found ?? numPhotos,
    missing: linked?.missing ?? 0,
    withPhotos: manifest.withPhotos || linked !== null,
  };
}

async function readManifest(file: string): Promise<PackedManifest> {
  const content = await readZipMember(file, manifestName, manifestLimit);
  if (content === null) throw invalid(file, `no ${manifestName}`);
  let value: unknown;
  try {
    value = JSON.parse(content.toString());
  } catch {
    throw invalid(file, `${manifestName}: no JSON`);
  }
  const version = (value as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (typeof version === 'number' && version > manifestVersion)
    throw new ThawError('project-from-newer-version', { file, version, supported: manifestVersion });
  const parsed = manifestSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalid(file, `${manifestName}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
}

function invalid(file: string, detail: string): ThawError {
  return new ThawError('packed-project-invalid', { file, detail });
}

function isOwn(path: string): boolean {
  return path.startsWith(`${projectMembers}/`);
}

/** Every member is there, is what was packed, and goes where members go; nothing else is there. */
async function checkMembers(
  file: string,
  folder: string,
  { members, roots }: PackedManifest,
  { signal, report }: JobContext,
): Promise<void> {
  const tops = new Set([projectMembers, ...roots.map((_, number) => photosName(number))]);
  const [places, names] = [new Set<string>(), new Set<string>()];
  const progress = startStage(report, 'checking', members.length, 'files');
  for (const { name, path = name, bytes, sha256 } of members) {
    stopIfCancelled(signal);
    if (
      !isSafeName(name) ||
      !isSafeName(path) ||
      !tops.has(path.split('/')[0]!) ||
      places.has(path) ||
      names.has(name)
    )
      throw invalid(file, `a place of a file: ${path}`);
    places.add(path);
    names.add(name);
    const found = await hashFile(join(folder, name)).catch(() => null);
    if (found === null) throw invalid(file, `${name} is missing`);
    if (found !== sha256) throw invalid(file, `${name} (${bytes} bytes) is not what was packed`);
    progress.advance();
  }
  progress.finish();
  if (!places.has(`${projectMembers}/${projectFileName}`)) throw invalid(file, `no ${projectFileName}`);
}

/** Moves the members to their places in one folder, which is returned. What the manifest does not name stays behind. */
async function putTogether(aside: string, { members }: PackedManifest): Promise<string> {
  const place = join(aside, randomUUID());
  for (const { name, path = name } of members) {
    const to = join(place, isOwn(path) ? path.slice(projectMembers.length + 1) : path);
    await makeFolder(dirname(to));
    await rename(join(aside, name), to);
  }
  return place;
}

/** Makes everything in the folder speak of its new place. Throws `packed-project-invalid` where it leads outside. */
async function moveInside(
  file: string,
  place: string,
  manifest: PackedManifest,
  { out, id }: { readonly out: string; readonly id: string },
): Promise<void> {
  const folders = new Map(
    manifest.roots.map(({ folder }, number) => [folder, join(out, photosName(number))]),
  );
  const own = join(out, photosName(0));
  await moveRunFolders(place, (folder) => folders.get(folder) ?? own);
  await changeJson(join(place, photoIndexName), (value) => ({ ...value, folder: own }));
  for (const { renamed } of manifest.roots) await renamePhotos(place, renamed);

  const project = await readProjectJson(
    join(place, projectFileName),
    projectFileSchema,
    projectSchemaVersion,
  ).catch((error: unknown) => {
    throw isThawError(error, 'project-file-damaged')
      ? invalid(file, `${projectFileName}: ${error.facts.detail}`)
      : error;
  });
  if (!project) throw invalid(file, `no ${projectFileName}`);
  const next: ProjectFile = {
    ...project,
    id,
    source: {
      ...project.source,
      kind: manifest.withPhotos ? 'upload' : 'folder',
      folder: own,
      // The same as the folder: there is no .zip that it comes from.
      origin: own,
    },
    // What was copied or moved elsewhere lies on the other computer.
    split: { ...project.split, written: null, group: movedRule(project, manifest.folder, out) },
  };
  await writeJsonAtomically(join(place, projectFileName), next);
  const roots = await gatherRoots(place, next).catch((error: unknown) => {
    throw isThawError(error, 'split-file-damaged')
      ? invalid(file, `split.json: ${error.facts.detail}`)
      : error;
  });
  for (const { photos } of roots)
    for (const path of photos.keys()) if (!isSafeName(path)) throw invalid(file, `a photo outside: ${path}`);
}

async function renamePhotos(place: string, renamed: Readonly<Record<string, string>>): Promise<void> {
  const names = new Map(Object.entries(renamed));
  if (names.size === 0) return;
  for (const name of await listProjectFiles(place))
    if (name.endsWith('.json')) await changeJson(join(place, name), (value) => renameTexts(value, names));
}

/** A table of groups lies in the project's folder; of one elsewhere only the groups that were found by it are here. */
function movedRule(
  { split: { group } }: ProjectFile,
  before: string,
  out: string,
): ProjectFile['split']['group'] {
  if (group?.kind !== 'csv') return group;
  const way = relative(before, group.file).split(sep).join('/');
  return isSafeName(way) ? { ...group, file: join(out, way) } : null;
}
