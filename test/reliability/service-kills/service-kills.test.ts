import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildOnce, cliProgram } from '../../cli/built-cli.ts';
import { newFolder } from '../../cli/test-folders.ts';
import { killService } from './kill-service.ts';

/** The short form of the service's part of `npm run bench -- kills`: one kill at each of its works. */

let folder: string;
beforeAll(async () => {
  await buildOnce();
  folder = await newFolder('service-kills');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it.skipIf(process.platform === 'win32')(
  'a service that is killed has lost nothing that it said it had',
  async () => {
    const found = await killService(join(folder, 'work'), { cli: cliProgram }, { kills: 1, seed: 3 });
    expect([...found].flatMap(([stage, { faults }]) => faults.map((fault) => `${stage}: ${fault}`))).toEqual(
      [],
    );
    expect([...found.keys()]).toHaveLength(4);
    // A work that is over before the moment drawn is no kill, and is tried again, but not for ever.
    expect([...found.values()].reduce((sum, { kills }) => sum + kills, 0)).toBeGreaterThan(2);
  },
);
