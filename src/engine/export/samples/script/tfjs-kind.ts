import { graphKeys } from '../../graph/graph-keys.ts';
import { literal, type SampleFacts } from '../sample-facts.ts';

/** What differs between TensorFlow.js's two kinds of models. */
export interface TfjsKind {
  readonly load: 'loadLayersModel' | 'loadGraphModel';
  /** Lines after `model` was loaded. */
  readonly opened: (facts: SampleFacts) => string;
  /** What `model` makes of `pixels`: one tensor or several. */
  readonly outputs: (facts: SampleFacts) => string;
}

export const layersKind: TfjsKind = {
  load: 'loadLayersModel',
  opened: ({ labels: { familiarity } }) =>
    familiarity
      ? `// What is compared: the output of a layer inside.
const { output } = model.getLayer(${literal(familiarity.layer)});
model = tf.model({ inputs: model.inputs, outputs: [...model.outputs, output] });
`
      : '',
  outputs: () => 'model.predict(pixels)',
};

export const graphKind: TfjsKind = {
  load: 'loadGraphModel',
  opened: () => '',
  outputs: ({ labels: { familiarity } }) => {
    const names = [graphKeys.probabilities, ...(familiarity ? [graphKeys.features] : [])];
    return `model.execute(pixels, [${names.map((name) => `'${name}'`).join(', ')}])`;
  },
};

/** The function `ask`, which gives [answer] or [answer, places] for an input. */
export function tfjsAskLines(facts: SampleFacts, kind: TfjsKind): string {
  const { input } = facts.preprocessing;
  const type = input.type === 'uint8' ? 'int32' : input.type;
  return `async function ask({ data, width, height }) {
  const outputs = tf.tidy(() => {
    const pixels = tf.tensor(data, [1, height, width, ${input.channels}], '${type}');
    return [${kind.outputs(facts)}].flat();
  });
  const answers = await Promise.all(outputs.map((output) => output.data()));
  tf.dispose(outputs);
  return answers;
}
`;
}
