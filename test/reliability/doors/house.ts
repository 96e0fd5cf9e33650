import { mkdtemp, readFile, realpath, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { serve } from '../../../e2e/fixtures/serve.ts';
import { freshHome } from '../../../e2e/fixtures/thaw-home.ts';
import { listen } from '../../../src/service/door/listen.ts';
import { serviceFileName, serviceFileSchema } from '../../../src/shared/app/service-process.ts';
import { makePhotos } from '../../train-run/made-photos.ts';
import { call } from '../kills/killed-call.ts';
import { linkedPhoto, secret } from './hostile-paths.ts';
import { openInspector, type Inspector } from './inspector.ts';
import { makeProject } from './make-project.ts';
import { letPageIn, type PageRights } from './page-rights.ts';

/** A real service with a project and a trained run, whose pages may open one folder alone. */
export interface House {
  readonly port: number;
  readonly token: string;
  /** Of the service itself. */
  readonly pid: number;
  readonly inspector: Inspector;
  /** Where the service keeps what is its own. */
  readonly home: string;
  /** What a page may open. Links in it lead out. */
  readonly root: string;
  /** What no page may open; no answer may tell what is in it. */
  readonly outside: string;
  /** Values that name what is there, by the name of their place in an input or in a query. */
  readonly known: Readonly<Record<string, string>>;
  /** Of a page that a link has let in. */
  readonly rights: PageRights;
  close(): Promise<void>;
}

/** @param cli the built terminal program. */
export async function openHouse(cli: string): Promise<House> {
  const { home, remove } = await freshHome();
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'thaw-doors-')));
  const [root, outside] = [join(folder, 'root'), join(folder, 'outside')];
  const photos = join(root, 'photos');
  await makePhotos(photos, { '.': { apple: 12, berry: 12 } });
  await makePhotos(outside, { '.': { [secret]: 2 } });
  const inspectPort = await freePort();
  const served = await serve(cli, home, [root], { NODE_OPTIONS: `--inspect-port=127.0.0.1:${inspectPort}` });
  let inspector: Inspector | null = null;
  const close = async (): Promise<void> => {
    inspector?.close();
    await served.stop();
    await remove();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const file = await readFile(join(home, serviceFileName), 'utf8');
    const { token, pid, port } = serviceFileSchema.parse(JSON.parse(file));
    inspector = await openInspector(pid, inspectPort);
    const rights = await letPageIn(port, token);
    const project = await makeProject(port, rights, home, photos);
    const out = join(project.folder, 'runs', 'first');
    const settings = ['--recipe', 'scratch', '--image-size', '80', '--epochs', '1', '--set', 'units=8'];
    const { exitCode, last } = await call({ cli, home }, ['train', photos, '--out', out, ...settings]);
    if (exitCode !== 0) throw new Error(`no run was trained: ${JSON.stringify(last)}`);
    await symlink(outside, join(root, 'link'));
    await symlink(join(outside, 'not-there'), join(root, 'dangling'));
    await rm(join(photos, linkedPhoto));
    await symlink(join(outside, secret, '0.png'), join(photos, linkedPhoto));
    const known = {
      ...{ project: project.id, run: 'first', against: 'first', others: 'first' },
      ...{ folder: photos, parent: root, out: join(root, 'out'), path: 'apple/0.png', paths: 'apple/0.png' },
      ...{ className: 'apple', folders: 'apple', recipe: 'scratch', methods: 'flip' },
    };
    return { port, token, pid, inspector, home, root, outside, known, rights, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The folder that everything of a house lies in. */
export const groundsOf = ({ root }: House): string => dirname(root);

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, '127.0.0.1', 0);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
