import { logChoose, logFactorials } from './log-choose.ts';

/** How likely `least` or more of `count` are hit where each is with `probability`, 0 to 1 (exclusive); exact. */
export function binomialTail(least: number, count: number, probability: number): number {
  const table = logFactorials(count);
  const [hit, missed] = [Math.log(probability), Math.log1p(-probability)];
  let tail = 0;
  for (let hits = least; hits <= count; hits++)
    tail += Math.exp(logChoose(table, count, hits) + hits * hit + (count - hits) * missed);
  return Math.min(1, tail);
}
