/**
 * Writes the TypeScript for proto/*.proto into src/engine/storage/generated. Run it after a change to a .proto
 * file: `node scripts/generate-protobuf.mjs`. Needs the development packages; the generated code is kept in the
 * repository, so that a build does not.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { status } = spawnSync('npx', ['buf', 'generate', '--template', 'proto/buf.gen.yaml'], {
  cwd: root,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
process.exitCode = status ?? 1;
