import { describe, expect, it } from 'vitest';
import { projectView, runSummary } from './fixtures/project-view.ts';
import { windowTitle } from './window-title.ts';
import { appWords } from './words/index.ts';

const place = { kind: 'project', project: 'p1', step: 'data', run: null } as const;

describe('the title of the window', () => {
  it('is the name at home and the step in a project', () => {
    expect(windowTitle({ kind: 'home' }, null, appWords.en)).toBe('Thaw');
    expect(windowTitle(place, null, appWords.en)).toBe('Data - Thaw');
    expect(windowTitle(place, projectView(), appWords['zh-CN'])).toBe('数据 - Cats and dogs');
  });
  it('says the epoch while a run trains, wherever the person is', () => {
    const run = runSummary({ state: 'training', epochs: 58 });
    const project = projectView({ runs: [run], activeRun: run.run });
    expect(windowTitle(place, project, appWords.en)).toBe('Epoch 58 of 90 - Cats and dogs');
    expect(windowTitle({ kind: 'home' }, project, appWords.en)).toBe('Thaw');
  });
});
