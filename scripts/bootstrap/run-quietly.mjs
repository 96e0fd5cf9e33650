import { spawn } from 'node:child_process';
import { words } from './words.mjs';

/** A command that the bootstrap needs did not do its work. */
export class CommandFailed extends Error {
  /** @param {string} command @param {string} reason @param {string} output */
  constructor(command, reason, output) {
    super(`${words.failed(command, reason)}\n${output.trimEnd()}`);
    this.output = output;
  }
}

const longestOutput = 20_000;

/**
 * Runs a command with its output hidden, and says on stderr what is being done and for how long. Rejects with
 * CommandFailed, which holds the output.
 *
 * @param {string} what in a person's words
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, shell?: boolean }} options
 * @returns {Promise<string>} the output
 */
export async function runQuietly(what, command, parameters, options) {
  const stopTelling = tellTime(what);
  let output = '';
  try {
    return await new Promise((resolve, reject) => {
      const child = spawn(command, parameters, {
        ...options,
        stdio: ['ignore', 'pipe', 'pipe'],
        windowsHide: true,
      });
      /** @param {Buffer} chunk */
      const keep = (chunk) => {
        output = (output + chunk.toString()).slice(-longestOutput);
      };
      child.stdout.on('data', keep);
      child.stderr.on('data', keep);
      child.on('error', (error) => reject(new CommandFailed(command, error.message, output)));
      child.on('close', (code, signal) => {
        if (code === 0) resolve(output);
        else
          reject(
            new CommandFailed([command, ...parameters.slice(0, 2)].join(' '), String(signal ?? code), output),
          );
      });
    });
  } finally {
    stopTelling();
  }
}

/**
 * Says what is done: in a terminal on one line with the seconds, else once and then every half a minute.
 *
 * @param {string} what
 */
export function tellTime(what) {
  const started = Date.now();
  const live = process.stderr.isTTY;
  const show = () => {
    const time = words.after(Math.round((Date.now() - started) / 1000));
    process.stderr.write(live ? `\r\u001b[K${what}… ${time}` : `${what}… ${time}\n`);
  };
  process.stderr.write(live ? `${what}…` : `${what}…\n`);
  const timer = setInterval(show, live ? 1000 : 30_000);
  return () => {
    clearInterval(timer);
    if (live) process.stderr.write('\r\u001b[K');
  };
}
