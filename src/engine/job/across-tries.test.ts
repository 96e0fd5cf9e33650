import { expect, it, vi } from 'vitest';
import { acrossTries } from './across-tries.ts';

it('counts each unit once, however often the work begins anew', () => {
  const advance = vi.fn();
  const beginTry = acrossTries({ advance });
  const first = beginTry();
  first();
  first();
  const second = beginTry();
  second();
  second();
  expect(advance).toHaveBeenCalledTimes(2);
  second();
  expect(advance).toHaveBeenCalledTimes(3);
});
