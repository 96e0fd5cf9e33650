import { expect, it } from 'vitest';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { smallRecipe } from './fixtures/made-project.ts';
import { anotherTry, firstTry } from './another-try.ts';

const recipe = smallRecipe();
const lost = new ThawError('gpu-lost', { gpu: 'arc a770', detail: 'device removed' });
const short = new ThawError('gpu-out-of-memory', { gpu: 'arc a770', detail: 'no room' });
const killed = new ThawError('job-crashed', { job: 'train', exitCode: null, signal: 'SIGKILL', detail: '' });

it.each([
  [lost, { gpu: 'arc a770', reason: 'lost', detail: 'device removed' }],
  [short, { gpu: 'arc a770', reason: 'memory', detail: 'no room' }],
])('leaves a GPU once, and says why', (error, leftGpu) => {
  const made = anotherTry(recipe, firstTry, error);
  expect(made).toEqual({ ...firstTry, leftGpu });
  expect(anotherTry(recipe, made!, lost)).toBeNull();
  expect(anotherTry(recipe, made!, short)).toBeNull();
});

it('stays on the processor where memory runs short there too', () => {
  const made = anotherTry(recipe, anotherTry(recipe, firstTry, lost)!, killed);
  expect(made).toMatchObject({ leftGpu: { reason: 'lost' }, photosAtOnce: expect.any(Number) as number });
});

it('has no other way after other ends', () => {
  expect(anotherTry(recipe, firstTry, new ThawError('disk-full', { path: '/runs' }))).toBeNull();
});
