import { expect, it } from 'vitest';
import type { JobEvent } from '../../shared/job-events.ts';
import { withinStage } from './within-stage.ts';

it('tells all but stages, so that the one at work goes on', () => {
  const heard: JobEvent[] = [];
  const report = withinStage((event) => heard.push(event));
  const notice = { kind: 'notice', notice: { code: 'smaller-pass', photos: 5 } } as const;
  report({ kind: 'stage', stage: 'preparing-gpu', total: null, unit: 'steps' });
  report(notice);
  expect(heard).toEqual([notice]);
});
