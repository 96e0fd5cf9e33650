import type { BackendFacts } from '../../../shared/job-results.ts';
import type { Installation } from './describe-installation.ts';

/** What a person can do to get a faster backend; the words are in shared/messages. */
export type SpeedRemedy =
  | 'unset-runtime'
  | 'install-python'
  | 'install-compiler'
  | 'connect-once'
  | 'own-tensorflow'
  | 'run-setup'
  | 'cuda-setup'
  | 'use-bf16'
  | 'nvidia-gpu'
  | 'nothing';

/** The remedies that apply, the most effective first; never empty. */
export function speedRemedies(
  facts: Pick<BackendFacts, 'backend' | 'bf16'> | null,
  installation: Pick<Installation, 'runtime' | 'passedOver' | 'nvidiaDriver' | 'switchedOff'>,
): SpeedRemedy[] {
  if (installation.switchedOff) return ['unset-runtime'];
  if (facts?.backend !== 'tensorflow')
    return installation.runtime ? ['run-setup'] : remediesForFailures(installation);
  if (facts.bf16 === 'gpu') return ['nothing'];
  const remedies: SpeedRemedy[] = [];
  if (installation.nvidiaDriver && installation.runtime?.cuda !== true) remedies.push('cuda-setup');
  if (facts.bf16 === 'amx') remedies.push('use-bf16');
  if (!installation.nvidiaDriver) remedies.push('nvidia-gpu');
  return remedies.length > 0 ? remedies : ['nothing'];
}

function remediesForFailures({ passedOver }: Pick<Installation, 'passedOver'>): SpeedRemedy[] {
  const codes = new Set<string>(passedOver.map(({ error }) => error.code));
  const remedies: SpeedRemedy[] = [];
  if (codes.has('pip-missing')) remedies.push('install-python');
  if (codes.has('compiler-missing') || codes.has('compiler-failed')) remedies.push('install-compiler');
  if (codes.has('offline') || codes.has('download-failed')) remedies.push('connect-once');
  if (codes.has('runtime-unsupported') && remedies.length === 0) remedies.push('own-tensorflow');
  return remedies.length > 0 ? remedies : ['run-setup'];
}
