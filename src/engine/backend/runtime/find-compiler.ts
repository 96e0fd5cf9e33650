import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { runCommand } from './run-command.ts';

/** A C++ compiler's command: the one that CXX names, else the first of the usual ones. Throws `compiler-missing`. */
export async function findCompiler(
  signal: AbortSignal,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const candidates = environment.CXX ? [environment.CXX] : ['c++', 'g++', 'clang++'];
  for (const candidate of candidates) {
    // macOS has stubs under these names that fail until its command line tools are installed.
    const { exitCode } = await runCommand(candidate, ['--version'], { signal, seconds: 60, environment });
    if (exitCode === 0) return candidate;
  }
  throw new ThawError('compiler-missing', { tried: candidates });
}
