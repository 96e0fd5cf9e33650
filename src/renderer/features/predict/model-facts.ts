import type { AcceptanceRule } from '../../../shared/statistics/acceptance.ts';
import type { Client } from '../../shared/client.ts';
import { ReadOnce } from '../../shared/runs/read-once.svelte.ts';
import type { TestAnswer } from './sure-answers.ts';

const pageSize = 500;
/** Enough to tell how sure answers fare; a larger test part is not read to its end. */
const most = 20_000;

interface Facts {
  /** The run's, on the computer that Thaw runs on. */
  readonly folder: string;
  /** In the model's order. */
  readonly classes: readonly string[];
  readonly answers: readonly TestAnswer[];
  /** What is "none of these"; null: nothing is. */
  readonly rule: AcceptanceRule | null;
}

/** What is known of each model from its own test, read in the background. */
export function modelFacts(client: Client, project: string): ReadOnce<Facts> {
  return new ReadOnce(async (run) => {
    const { folder, config, test, acceptance } = await client.runs.get.query({ project, run });
    const answers = test && test.count > 0 ? await testAnswers(client, project, run) : [];
    return { folder, classes: config.classes, answers, rule: acceptance.rule };
  });
}

async function testAnswers(client: Client, project: string, run: string): Promise<readonly TestAnswer[]> {
  const read: TestAnswer[] = [];
  for (let offset = 0; offset < most; offset += pageSize) {
    const { total, answers } = await client.runs.answers.query({
      ...{ project, run, part: 'test', className: null, answer: null, mistakesOnly: false },
      ...{ offset, limit: pageSize },
    });
    for (const { probability, answer, className } of answers)
      read.push({ probability, right: answer === className });
    // Sorted by sureness, a cut list would speak for the surest alone.
    if (total > most) return [];
    if (answers.length === 0 || offset + answers.length >= total) break;
  }
  return read;
}
