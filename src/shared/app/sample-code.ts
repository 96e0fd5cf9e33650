import { assertNever } from '../assert-never.ts';
import { centred } from '../centring.ts';
import { preprocessingFor } from '../preprocessing.ts';
import type { ImageConfig, NetworkConfig } from '../recipe.ts';
import type { RunConfig } from '../run-files.ts';
import { browserCode } from './sample-code/browser-code.ts';
import { nodeCode } from './sample-code/node-code.ts';
import { pythonCode } from './sample-code/python-code.ts';
import type { CodeRule } from './sample-code/code-facts.ts';
import type { AcceptanceView } from './run-view.ts';
import type { FormatView } from './work-view.ts';

/** As a run's configuration has it. */
export interface CodeCentring {
  readonly kind: 'channels' | 'mean-image';
  readonly mean: readonly [number, number, number];
}

/** What the model of a run subtracts. */
export function centringOf({ recipe, photoStatistics }: RunConfig): CodeCentring | null {
  const mean = photoStatistics?.mean ?? null;
  return recipe.centring === 'network' || mean === null ? null : { kind: recipe.centring, mean };
}

export interface SampleCodeRequest {
  readonly format: FormatView['format'];
  /** The run's name, as the person knows it. */
  readonly runName: string;
  /** In the order of the labels. */
  readonly classes: readonly string[];
  /** Of the run's recipe. */
  readonly image: ImageConfig;
  readonly network: NetworkConfig;
  /** What the model subtracts in place of its network's own mean; null: that. */
  readonly centring: CodeCentring | null;
  /** The rule for "none of these"; null: every answer stands. */
  readonly acceptance: Pick<AcceptanceView, 'rule' | 'known'>;
}

/** A small program that asks an exported model; saved beside the export's files, it works as it is. */
export interface SampleCode {
  readonly language: 'python' | 'node' | 'browser';
  readonly fileName: string;
  readonly text: string;
}

/** The programs for one format, for people to copy. They are in English, as code is. */
export function sampleCode(request: SampleCodeRequest): readonly SampleCode[] {
  const { format, network, acceptance, centring, ...rest } = request;
  const own = preprocessingFor(network);
  const facts = {
    ...rest,
    preprocessing: centring ? centred(own, centring, null) : own,
    subtractsImage: centring?.kind === 'mean-image',
    rule: ruleOf(acceptance),
  };
  switch (format) {
    case 'keras-h5':
      return [{ language: 'python', fileName: 'ask.py', text: pythonCode(facts) }];
    case 'tfjs':
      return [
        { language: 'node', fileName: 'ask.mjs', text: nodeCode(facts) },
        { language: 'browser', fileName: 'ask.html', text: browserCode(facts) },
      ];
    case 'savedmodel':
    case 'tfjs-graph':
      return [];
    default:
      return assertNever(format);
  }
}

/** The rule as exports carry it: likeness counts where the model can tell it. */
function ruleOf({ rule, known }: SampleCodeRequest['acceptance']): CodeRule | null {
  if (rule === null) return null;
  const { confidence: leastSure, familiarity: least } = rule;
  if (least === null || known === null) return { leastSure, likeness: null };
  return { leastSure, likeness: { least, layer: known.layer, neighbour: known.neighbours } };
}
