import type { Evaluation } from '../../../shared/run-files.ts';

/** What a model that looks at nothing would score: always the class with the most photos. */
export interface Baseline {
  readonly className: string;
  /** Photos of that class. */
  readonly count: number;
}

/** Of the first such class where several are as large; null where nothing was measured. */
export function majorityBaseline({ perClass }: Pick<Evaluation, 'perClass'>): Baseline | null {
  let best: Baseline | null = null;
  for (const { className, support } of perClass)
    if (support > (best?.count ?? 0)) best = { className, count: support };
  return best;
}

export interface MeanScores {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

/** Every class counts the same; a class without a value is left out of that mean. */
export function meanScores({ perClass }: Pick<Evaluation, 'perClass'>): MeanScores {
  return {
    precision: meanOf(perClass.map(({ precision }) => precision)),
    recall: meanOf(perClass.map(({ recall }) => recall)),
    f1: meanOf(perClass.map(({ f1 }) => f1)),
  };
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
