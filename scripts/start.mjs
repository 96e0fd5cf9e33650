import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findWindow } from './bootstrap/find-window.mjs';
import { root } from './bootstrap/places.mjs';
import { runBuilt, setUp } from './bootstrap/run-thaw.mjs';
import { words } from './bootstrap/words.mjs';

/**
 * `npm start`: everything that is needed, then Thaw's window; where there can be none, Thaw in a browser. Arguments go
 * to `thaw serve`.
 */
const parameters = process.argv.slice(2);
if (await setUp(true)) {
  const found = findWindow();
  if ('missing' in found) await serve(found.missing);
  else if (!(await openWindow(found.program))) await serve('failed');
}

/** @param {keyof typeof words.noWindow} reason */
async function serve(reason) {
  process.stderr.write(`${words.noWindow[reason]}\n`);
  await runBuilt(['serve', ...parameters]);
}

/**
 * Shows the window until it is closed. False where Electron could not even start, such as without a system's library.
 *
 * @param {string} program
 * @returns {Promise<boolean>}
 */
function openWindow(program) {
  return new Promise((done) => {
    const window = spawn(program, [join(root, 'dist', 'main', 'main.js')], {
      stdio: 'inherit',
      // The service is plain Node: the one that runs this.
      env: { ...process.env, THAW_NODE: process.execPath },
    });
    window.on('error', () => done(false));
    window.on('close', (code, signal) => {
      // The dynamic linker's and the shell's number for a program that cannot be run.
      if (code === 127) done(false);
      else {
        process.exitCode = signal ? 1 : (code ?? 0);
        done(true);
      }
    });
  });
}
