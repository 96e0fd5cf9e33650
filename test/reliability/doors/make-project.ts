import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { connectTo } from '../../../src/service/door/fixtures/test-door.ts';
import type { PageRights } from './page-rights.ts';

/** A project of a folder of photos, made as a page makes it, once its photos are read. */
export async function makeProject(
  port: number,
  { cookie, key, origin }: PageRights,
  home: string,
  photos: string,
): Promise<{ readonly id: string; readonly folder: string }> {
  const page = connectTo(port, { page: key }, { headers: { cookie, origin } });
  try {
    const { project } = await page.client.projects.create.mutate({ source: { kind: 'path', path: photos } });
    await new Promise<void>((resolve, reject) => {
      const watching = page.client.projects.watch.subscribe(
        { project },
        {
          onData({ source, reading }) {
            if (reading.kind === 'failed') reject(new Error(`${source.folder}: ${reading.error.code}`));
            if (reading.kind !== 'read') return;
            watching.unsubscribe();
            resolve();
          },
          onError: reject,
        },
      );
    });
    const projects = join(home, 'projects');
    const folder = (await readdir(projects)).find((name) => name.endsWith(project))!;
    return { id: project, folder: join(projects, folder) };
  } finally {
    await page.close();
  }
}
