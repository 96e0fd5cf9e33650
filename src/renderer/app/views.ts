import type { Component } from 'svelte';
import type { Step } from '../shared/app.ts';

type Load = () => Promise<{ readonly default: Component }>;

const files = import.meta.glob<{ readonly default: Component }>('../views/*View.svelte');

const names: Readonly<Record<Step, string>> = {
  data: 'DataView',
  augment: 'AugmentView',
  train: 'TrainView',
  results: 'ResultsView',
  predict: 'PredictView',
  export: 'ExportView',
};

/** Each step's view is loaded when it is first opened. */
export function viewOf(step: Step): Load {
  return files[`../views/${names[step]}.svelte`]!;
}
