import { baseNames, bases } from '../../shared/bases.ts';
import type { Preprocessing } from '../../shared/network.ts';

/** What a person may say of a model's input: a network whose preprocess_input was used, or what levels become. */
export const preprocessingNames: readonly string[] = [...baseNames, '0..1', '-1..1', 'none'];

/** `channels`: of the model's input. null: there is none of this name. */
export function namedPreprocessing(name: string, channels: 1 | 3): Preprocessing | null {
  const base = baseNames.find((one) => one === name);
  if (base) return bases[base].preprocessing;
  const range = { '0..1': [0, 1 / 255], '-1..1': [127.5, 1 / 127.5], none: [0, 1] }[name];
  if (!range) return null;
  const [level, scale] = range as [number, number];
  return {
    channelOrder: channels === 1 ? 'grey' : 'rgb',
    mean: Array.from({ length: channels }, () => level),
    scale,
  };
}
