import { assertNever } from '../../../shared/assert-never.ts';
import type { BackendFacts } from '../../../shared/job-results/set-up-results.ts';
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
  | 'nvidia-gpu'
  | 'install-driver'
  | 'update-driver'
  | 'mend-driver'
  | 'give-gpu'
  | 'cuda-libraries'
  | 'gpu-unseen'
  | 'nothing';

/** The remedies that apply, the most effective first; never empty. */
export function speedRemedies(
  facts: Pick<BackendFacts, 'backend' | 'bf16'> | null,
  installation: Pick<Installation, 'runtime' | 'passedOver' | 'gpu' | 'switchedOff'>,
): SpeedRemedy[] {
  if (installation.switchedOff) return ['unset-runtime'];
  if (facts?.backend === 'webgpu') return ['nothing'];
  if (facts?.backend !== 'tensorflow')
    return installation.runtime ? ['run-setup'] : remediesForFailures(installation);
  if (facts.bf16 === 'gpu') return ['nothing'];
  return [remedyForGpu(installation)];
}

function remedyForGpu({ gpu, runtime }: Pick<Installation, 'gpu' | 'runtime'>): SpeedRemedy {
  switch (gpu.kind) {
    case 'none':
      return 'nvidia-gpu';
    case 'no-driver':
      return 'install-driver';
    case 'driver-too-old':
      return 'update-driver';
    case 'driver-failing':
      return 'mend-driver';
    case 'driver-library-missing':
      return 'give-gpu';
    case 'libraries-missing':
      return 'cuda-libraries';
    case 'fine':
      return runtime?.cuda ? 'gpu-unseen' : 'cuda-setup';
    default:
      return assertNever(gpu);
  }
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
