import { join } from 'node:path';
import { readJson } from './bootstrap/json-file.mjs';
import { root } from './bootstrap/places.mjs';
import { judgeElectron } from './package/judge-electron.mjs';
import { auditPackages, judgeAudit } from './testing/audit-packages.mjs';

/**
 * `node scripts/audit.mjs`, a step of CI: fails where the registry knows a grave weakness of a package that is used here.
 * With `--release` also where it could not be asked, or where Electron is no longer mended by its makers.
 */

const { devDependencies } = /** @type {{ devDependencies: { electron: string } }} */ (
  readJson(join(root, 'package.json'))
);
const stopping = process.argv.includes('--release') ? ['release', 'all'] : ['all'];
for (const { stops, text } of [
  judgeElectron(devDependencies.electron, new Date()),
  judgeAudit(await auditPackages()),
]) {
  console.log(text);
  if (stopping.includes(stops)) process.exitCode = 1;
}
