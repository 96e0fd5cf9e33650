import { describe, expect, it } from 'vitest';
import type { EpochEvent, JobEvent } from '../../shared/job-events.ts';
import { cliWords } from '../../shared/messages/en/cli.ts';
import { createEventView, createJsonView } from './event-view.ts';
import type { Terminal } from './terminal.ts';
import { textStyle } from './text-style.ts';

const cli = { language: 'en', words: cliWords, style: textStyle(false, {}) } as const;

function watched(live: boolean) {
  const lines: string[] = [];
  let seconds = 0;
  const clean = (text: string): string => text.replaceAll('\u00a0', ' ');
  const terminal: Terminal = {
    live,
    width: () => 100,
    print: (line) => lines.push(`out: ${clean(line)}`),
    say: (line) => lines.push(`err: ${clean(line)}`),
    setLiveLine: (line) => live && lines.push(`live: ${line === null ? '' : clean(line)}`),
  };
  const view = createEventView(terminal, cli, () => seconds);
  return { lines, view, pass: (time: number) => (seconds += time) };
}

const stage: JobEvent = { kind: 'stage', stage: 'caching-features', total: 100, unit: 'photos' };
const progress = (done: number): JobEvent => ({
  kind: 'progress',
  stage: 'caching-features',
  done,
  total: 100,
  rate: 5,
});
const epoch: EpochEvent = {
  kind: 'epoch',
  phase: 'head',
  epoch: 1,
  phaseEpoch: 1,
  phaseEpochs: 30,
  training: { loss: 0.6931, accuracy: 0.5 },
  validation: { loss: 0.5, accuracy: 0.75 },
  learningRate: 2e-5,
  seconds: 2,
  photosPerSecond: 50,
  best: true,
};

describe('event view', () => {
  it('draws one live line and leaves a line when a long stage ends', () => {
    const { lines, view, pass } = watched(true);
    view.show(stage);
    pass(12);
    view.show(progress(60));
    view.close();
    expect(lines.at(1)).toMatch(
      /^live: Caching features +█{12}░{8} {2}60 \/ 100 photos {2}5.0 photos\/s {2}8 s left$/,
    );
    expect(lines.slice(2)).toEqual(['live: ', 'err: Caching features: done in 12 s']);
  });

  it('writes a line now and then where nobody watches', () => {
    const { lines, view, pass } = watched(false);
    view.show(stage);
    for (let second = 1; second <= 25; second++) {
      pass(1);
      view.show(progress(second * 4));
    }
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('40 / 100 photos');
  });

  it('ignores progress of another stage', () => {
    const { lines, view } = watched(true);
    view.show(stage);
    view.show({ kind: 'progress', stage: 'training', done: 1, total: 2, rate: 1 });
    expect(lines).toHaveLength(1);
  });

  it('makes a table of the epochs, with a new heading for each phase and a mark on the best', () => {
    const { lines, view } = watched(false);
    view.show(epoch);
    view.show({ ...epoch, epoch: 2, phaseEpoch: 2, best: false });
    view.show({ ...epoch, phase: 'fine-tune', validation: null });
    expect(lines).toEqual([
      'out: Phase            Epoch    Loss  Accuracy  Val. loss  Val. accuracy       Time',
      'out: head              1/30   0.693    50.0 %      0.500         75.0 %        2 s  best so far',
      'out: head              2/30   0.693    50.0 %      0.500         75.0 %        2 s',
      'out: Phase            Epoch    Loss  Accuracy  Val. loss  Val. accuracy       Time',
      'out: fine-tune         1/30   0.693    50.0 %          -              -        2 s',
    ]);
  });

  it('says notices, and leaves skipped files to the end', () => {
    const { lines, view } = watched(false);
    view.show({ kind: 'notice', notice: { code: 'no-validation-part' } });
    view.show({ kind: 'notice', notice: { code: 'skipped-files', skipped: [] } });
    expect(lines).toEqual([
      'err: There is no validation part: the last epoch of each phase is kept, not the best one.',
    ]);
  });
});

it('with --json writes every event but the last', () => {
  const lines: string[] = [];
  const view = createJsonView((line) => lines.push(line));
  view.show(epoch);
  view.show({ kind: 'result', result: {} });
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([epoch]);
});
