import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { runCommand } from './run-command.ts';

export interface VerifiedBinding {
  readonly tensorflowVersion: string;
  /** True where TensorFlow sees a GPU. */
  readonly cuda: boolean;
}

const probe = `
const binding = require(process.argv[1]);
console.log('\\n' + JSON.stringify({ tensorflowVersion: binding.TF_Version, cuda: Boolean(binding.isUsingGpuDevice()) }));
`;

/**
 * Loads a binding in a process of its own, so that one that crashes takes nothing with it, and asks it for TensorFlow's
 * version. Throws `binding-does-not-load`.
 */
export async function verifyBinding(addon: string, signal: AbortSignal): Promise<VerifiedBinding> {
  const environment = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' };
  const finished = await runCommand(process.execPath, ['-e', probe, addon], {
    signal,
    seconds: 300,
    environment,
  });
  const answer = finished.stdout.trim().split('\n').at(-1) ?? '';
  if (finished.exitCode === 0 && answer.startsWith('{')) return JSON.parse(answer) as VerifiedBinding;
  const said =
    finished.stderr.split('\n').find((line) => line.includes('Error')) ??
    `exit code ${finished.exitCode ?? 'none'}`;
  throw new ThawError('binding-does-not-load', { addon, detail: said.trim().replace(/^Error: /, '') });
}
