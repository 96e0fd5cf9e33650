import type { Diagnostics } from './gather-diagnostics.ts';

/** The facts as one flat object: what `thaw doctor --json` prints, and what the app copies. */
export function diagnosticsJson({ backend, installation, ...rest }: Diagnostics): object {
  const { runtime, passedOver, gpu, home, folders, switchedOff } = installation;
  return {
    kind: 'result',
    ...rest,
    ...backend,
    runtime,
    runtimePassedOver: passedOver,
    runtimeSwitchedOff: switchedOff,
    gpu,
    home,
    folders,
  };
}
