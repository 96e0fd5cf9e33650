import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { linkHome } from '../test/link-home.ts';
import { killEverywhere } from '../test/reliability/kills/kill-everywhere.ts';
import { killService } from '../test/reliability/service-kills/kill-service.ts';
import { describeMachine } from './machine.ts';
import { writeSection } from './reliability-page.ts';
import { markdownTable } from './statistics.ts';

/** Thaw's whole tree of processes killed at random moments, `--kills` times in each of its stages: ten of the terminal's calls, four of the service's. */
const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { kills: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } },
});
const [kills, seed] = [Number(values.kills), Number(values.seed)];
const folder = mkdtempSync(join(tmpdir(), 'thaw-kills-'));
try {
  const home = join(folder, 'home');
  linkHome(home, ['runtime', 'weights']);
  const cli = resolve('dist/cli.js');
  const found = [
    ...(await killEverywhere(folder, { cli, home }, { kills, seed })),
    ...(await killService(join(folder, 'service'), { cli }, { kills, seed })),
  ];
  const rows = found.map(([stage, { kills: killed, missed, faults }]) => [
    stage,
    String(killed),
    String(missed),
    faults.length === 0 ? 'none' : [...new Set(faults)].join('; '),
  ]);
  const all = found.reduce((sum, [, { kills: killed }]) => sum + killed, 0);
  await writeSection(
    'kills',
    `${all} kills (SIGKILL to every process of the call at once), at moments drawn evenly from the time that the stage takes undisturbed; a list, which is written within milliseconds, is killed right before one of its writes, drawn evenly. After each: every original is there by its hash; a split is taken back to the file; a run opens and goes on, each to weights that equal an undisturbed run's bit by bit; an export is whole or not there. The service, asked as a window asks, is killed with all its jobs; the next one has the project, its settings as they were last acknowledged (or as they were on their way), moves photos to the end and back, and goes on with a training by itself. A call that was over before its moment is "too late".

${markdownTable(['killed while', 'kills', 'too late', 'faults'], rows)}

Measured on ${describeMachine()}, by \`npm run bench -- kills --kills ${kills} --seed ${seed}\`.`,
  );
  if (found.some(([, { faults }]) => faults.length > 0)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
