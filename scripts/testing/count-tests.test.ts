import { expect, it } from 'vitest';
import { addCounts, closingLine, countJourneys, countTests, lostFiles } from './count-tests.mjs';

const file = (status: string, ...tests: string[]) => ({
  name: tests.join(', '),
  status,
  assertionResults: tests.map((test) => ({ status: test })),
});

it('counts tests, and a file that did not come to its tests as one failed', () => {
  const testResults = [
    file('passed', 'passed', 'passed', 'skipped', 'pending', 'todo'),
    file('failed', 'failed', 'passed'),
    file('failed'),
    file('failed', 'passed'),
  ];
  expect(countTests({ testResults })).toEqual({ passed: 4, failed: 3, skipped: 3 });
});

it('names files that lost their process', () => {
  const testResults = [
    file('passed', 'passed', 'skipped', 'todo'),
    file('failed', 'failed', 'passed'),
    file('failed', 'passed', 'pending'),
  ];
  expect(lostFiles({ testResults })).toEqual(['passed, pending']);
});

it('closes with one plain line', () => {
  expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
  expect(closingLine({ passed: 12, failed: 1, skipped: 2 })).toBe('12 passed, 1 failed, 2 skipped');
});

it('counts journeys: a flaky one failed, and so did a report with errors alone', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
  expect(countJourneys({ stats, errors: [] })).toEqual({ passed: 5, failed: 2, skipped: 2 });
  const nothing = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
  expect(countJourneys({ stats: nothing, errors: [{}] })).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

it('adds counts', () => {
  const counts = { passed: 1, failed: 2, skipped: 3 };
  expect(addCounts(counts, counts)).toEqual({ passed: 2, failed: 4, skipped: 6 });
});
