import { describe, expect, it } from 'vitest';
import { projectView, runSummary } from './fixtures/project-view.ts';
import { endedRun, shareDone } from './training-end.ts';

describe('the end of a training', () => {
  const before = projectView({ runs: [runSummary({ state: 'training' })], activeRun: 'run-1' });
  const after = projectView({ runs: [runSummary()] });

  it('is told once, for the run that was active', () => {
    expect(endedRun(before, after)?.run).toBe('run-1');
    expect(endedRun(after, after)).toBeNull();
    expect(endedRun(null, after)).toBeNull();
    expect(endedRun(before, before)).toBeNull();
  });
  it('is not told of another project, or of a run that was discarded', () => {
    expect(endedRun({ ...before, id: 'p2' }, after)).toBeNull();
    expect(endedRun(before, projectView())).toBeNull();
  });
  it('is told where it failed', () => {
    expect(endedRun(before, projectView({ runs: [runSummary({ state: 'failed' })] }))?.state).toBe('failed');
  });
  it('knows the share that is done', () => {
    expect(shareDone(runSummary({ epochs: 45 }))).toBe(0.5);
    expect(shareDone(runSummary({ epochs: 0 }))).toBeNull();
  });
});
