import { describe, expect, it } from 'vitest';
import type { CrashNote } from '../../shared/app/crash-note.ts';
import { describeCrashes } from './describe-crashes.ts';

const training = { project: 'p', projectName: 'Pets', run: 'r', name: 'Sunday', fold: null, epochs: 12 };
const service = (...trainings: Extract<CrashNote, { kind: 'service' }>['trainings']): CrashNote => ({
  kind: 'service',
  trainings,
});
const job = (name: string, signal: string | null): CrashNote => ({
  kind: 'job',
  job: name,
  exitCode: null,
  signal,
  at: '2026-03-01T10:00:00.000Z',
});

describe('what ended without saying goodbye', () => {
  it('is told with the training that goes on, by its own name and after its last epoch', () => {
    const { title, text } = describeCrashes([service(training)], 'en');
    expect(title).toBe('Thaw ended unexpectedly last time.');
    expect(text).toBe('The training "Sunday" of "Pets" goes on after epoch 12.');
    expect(describeCrashes([service(training)], 'zh-CN').text).toBe(
      '项目"Pets"的训练"Sunday"从第 12 轮之后继续。',
    );
  });

  it('names a recipe as people call it, a fold, and how many others wait', () => {
    const { text } = describeCrashes(
      [service({ ...training, name: 'scratch', fold: 2, epochs: 0 }, training, training)],
      'en',
    );
    expect(text).toBe(
      'The training "From scratch" of "Pets" begins anew, in fold 2. 2 more trainings go on after it.',
    );
  });

  it('says that nothing trained', () => {
    expect(describeCrashes([service()], 'en').text).toBe(
      'No training was at work then. Projects and results are as they were.',
    );
  });

  it('tells each kind of work once, and of memory where the system ended it', () => {
    const notes = [job('train', 'SIGKILL'), job('resume', null), job('export', null), job('report', null)];
    const { title, text } = describeCrashes(notes, 'en');
    expect(title).toBe('A part of Thaw ended unexpectedly last time.');
    expect(text).toContain('Broken off: a training, an export, work in the background.');
    expect(text).toContain('memory runs short');
    expect(describeCrashes([job('scan', 'SIGSEGV')], 'en').text).not.toContain('memory');
  });

  it('tells a window that was opened again, beside what weighs more', () => {
    const at = '2026-03-01T10:00:00.000Z';
    const page: CrashNote = { kind: 'window', part: 'page', reason: 'oom', exitCode: 5, at };
    expect(describeCrashes([page], 'en')).toEqual({
      title: 'The window ended unexpectedly and was opened again.',
      text: 'A process of the window ended and began anew. Trainings went on without it, and nothing was lost.',
    });
    expect(describeCrashes([{ ...page, part: 'GPU' }], 'zh-CN').title).toBe('Thaw 的一部分上次意外结束。');
    const both = describeCrashes([page, service(training)], 'en');
    expect(both.title).toBe('Thaw ended unexpectedly last time.');
    expect(both.text).toMatch(/epoch 12\. A process of the window/);
  });

  it('is told of the last of several services', () => {
    expect(describeCrashes([service(), service(training)], 'en').text).toContain('goes on after epoch 12');
  });
});
