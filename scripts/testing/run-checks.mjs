import { spawn } from 'node:child_process';

/**
 * @typedef {{ name: string, program: string, parameters: readonly string[] }} Check a program of Node's, by its path
 * @typedef {{ cwd: string, env: NodeJS.ProcessEnv, say: (text: string) => void, atOnce?: number }} Setting
 */

/**
 * Runs checks that need one core each, so many at once (2). What one says is told when it has ended, under its name, so
 * that no two mix. Once one failed no other begins; those at work are waited for.
 *
 * @param {readonly Check[]} checks @param {Setting} setting
 * @returns {Promise<string | null>} name of the first that failed, in the order given
 */
export async function runChecks(checks, { cwd, env, say, atOnce = 2 }) {
  /** @type {Set<string>} */
  const failed = new Set();
  const left = [...checks];
  const work = async () => {
    for (let check = left.shift(); check && failed.size === 0; check = left.shift()) {
      const { passed, output } = await runCheck(check, cwd, env);
      say(`\n== ${check.name}\n${output}`);
      if (!passed) failed.add(check.name);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return checks.find(({ name }) => failed.has(name))?.name ?? null;
}

/**
 * @param {Check} check @param {string} cwd @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ passed: boolean, output: string }>}
 */
function runCheck({ program, parameters }, cwd, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...parameters], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ passed: code === 0, output }));
  });
}
