import { type AcceptanceRule, type AnswerEvidence, chooseRule, isAccepted } from './acceptance.ts';

/** A measured photo: what its answer is judged by, and whether it is right. */
export interface JudgedAnswer extends AnswerEvidence {
  readonly right: boolean;
}

/** What a rule does to photos of which it is known what they show. */
export interface Acceptance {
  readonly count: number;
  readonly accepted: number;
  /** Of the accepted. */
  readonly right: number;
}

export interface CurvePoint extends Acceptance {
  /** The share that was asked for. */
  readonly share: number;
}

/** Shares that a rule can be set to, from the strictest: 50 to 100 % by 1. */
export const shares: readonly number[] = Array.from({ length: 51 }, (_, index) => (50 + index) / 100);

/** How many answers stand by a rule, and how many of them are right. */
export function measureAcceptance(rule: AcceptanceRule | null, answers: readonly JudgedAnswer[]): Acceptance {
  const accepted = answers.filter((answer) => isAccepted(rule, answer));
  return {
    count: answers.length,
    accepted: accepted.length,
    right: accepted.filter(({ right }) => right).length,
  };
}

/** Coverage and accuracy of the accepted at each share, on the photos that the rules are chosen from. */
export function acceptanceCurve(answers: readonly JudgedAnswer[]): readonly CurvePoint[] {
  return shares.map((share) => ({ share, ...measureAcceptance(chooseRule(answers, share), answers) }));
}
