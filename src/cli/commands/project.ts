import { rm } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { packedFileName } from '../../service/projects/packing/packed-file-name.ts';
import type { ProjectStore } from '../../service/projects/project-store.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { PackProjectResult, UnpackProjectResult } from '../../shared/job-results/project-results.ts';
import { formatBytes, formatCount } from '../../shared/messages/format-numbers.ts';
import type { CliContext } from '../cli-context.ts';

interface UnpackOptions {
  readonly out?: string;
  readonly photos?: string;
}

export function registerProject(program: Command, cli: CliContext): void {
  const { commands, arguments: words, options } = cli.words;
  const project = program.command('project').description(commands.project).helpCommand(false);
  project
    .command('list')
    .description(commands.projectList)
    .option('--json', options.json)
    .action(() => list(cli));
  project
    .command('pack')
    .description(commands.projectPack)
    .argument('<project>', words.project)
    .option('--out <file>', `${options.packOut} ${options.default('NAME.thaw')}`)
    .option('--without-photos', options.withoutPhotos)
    .option('--json', options.json)
    .action(
      (given: string, { out, withoutPhotos }: { readonly out?: string; readonly withoutPhotos?: true }) =>
        pack(cli, given, { out, photos: withoutPhotos !== true }),
    );
  project
    .command('unpack')
    .description(commands.projectUnpack)
    .argument('<file>', words.packedFile)
    .option('--out <folder>', options.unpackOut)
    .option('--photos <folder>', options.photosFolder)
    .option('--json', options.json)
    .action((file: string, given: UnpackOptions) => unpack(cli, resolve(cli.cwd, file), given));
}

async function list(cli: CliContext): Promise<void> {
  const projects = await knownProjects(await openStore());
  if (cli.json) cli.printJson({ kind: 'result', projects });
  else if (projects.length === 0) cli.print(cli.words.project.none);
  else
    for (const { name, id, folder } of projects) cli.print(`${name}  ${cli.style.dim(`${id}  ${folder}`)}`);
}

async function pack(
  cli: CliContext,
  given: string,
  { out, photos }: { readonly out: string | undefined; readonly photos: boolean },
): Promise<void> {
  const { folder, name } = await findProject(cli, given);
  const words = cli.words.project;
  const result = await cli.run<PackProjectResult>({
    job: 'pack-project',
    folder,
    out: resolve(cli.cwd, out ?? packedFileName(name)),
    photos,
  });
  if (cli.json) {
    cli.printJson({ kind: 'result', ...result });
    return;
  }
  cli.print(words.packed(result.path, formatBytes(result.bytes)));
  if (result.missing > 0) cli.print(words.leftOut(formatCount(result.missing, cli.language)));
}

async function unpack(cli: CliContext, file: string, { out, photos }: UnpackOptions): Promise<void> {
  const words = cli.words.project;
  const store = await openStore();
  const made = await store.makeFolder(basename(file, '.thaw'));
  const folder = out === undefined ? made.folder : resolve(cli.cwd, out);
  try {
    const result = await cli.run<UnpackProjectResult>({
      job: 'unpack-project',
      file,
      out: folder,
      id: made.id,
      ...(photos === undefined ? {} : { photos: resolve(cli.cwd, photos) }),
    });
    await store.join(folder, made.id);
    if (cli.json) {
      cli.printJson({ kind: 'result', id: made.id, ...result });
      return;
    }
    cli.print(words.unpacked(result.name, result.folder));
    if (!result.withPhotos) cli.print(words.needsPhotos);
    else cli.print(words.photos(formatCount(result.photos, cli.language)));
    if (result.missing > 0) cli.print(words.lacking(formatCount(result.missing, cli.language)));
  } finally {
    // What was made for it and not used.
    const listed = (await store.entries()).some((entry) => entry.folder === made.folder);
    if (!listed) await rm(made.folder, { recursive: true, force: true });
  }
}

/** By its folder, its id, or a name that one project alone has. Throws `project-not-found`. */
async function findProject(
  cli: CliContext,
  given: string,
): Promise<{ readonly folder: string; readonly name: string }> {
  const { readProjectName } = await import('../../service/projects/project-name.ts');
  const folder = resolve(cli.cwd, given);
  const name = await readProjectName(folder);
  if (name !== null) return { folder, name };
  const known = await knownProjects(await openStore());
  const found = known.filter((project) => project.id === given || project.name === given);
  if (found.length === 1) return found[0]!;
  throw new ThawError('project-not-found', { project: given });
}

async function knownProjects(
  store: ProjectStore,
): Promise<readonly { readonly id: string; readonly name: string; readonly folder: string }[]> {
  const { readProjectName } = await import('../../service/projects/project-name.ts');
  const projects = [];
  for (const { id, folder } of await store.entries()) {
    const name = await readProjectName(folder);
    if (name !== null) projects.push({ id, name, folder });
  }
  return projects;
}

/** Loaded when it is needed: most commands know nothing of projects. */
async function openStore(): Promise<ProjectStore> {
  const { openProjectStore } = await import('../../service/projects/project-store.ts');
  return openProjectStore();
}
