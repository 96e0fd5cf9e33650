import { type CodeFacts, literal, ruleNote, threshold } from './code-facts.ts';

/** What the programs for TensorFlow.js do for "none of these", in pieces; each is empty where nothing is asked. */
export interface LikenessLines {
  /** The thresholds, below a note. */
  readonly rule: string;
  /** Makes a second output of `model` and reads `known`; `readNpy`: an expression that gives an ArrayBuffer. */
  readonly open: (readNpy: string) => string;
  /** The function `likeness`. */
  readonly define: string;
  /** What `model.predict` gives. */
  readonly outputs: string;
  /** Names the answer that is printed, one level in. */
  readonly judge: string;
  /** Tensors to dispose of, after a comma. */
  readonly dispose: string;
  /** What is printed after the percentage. */
  readonly print: string;
}

const nothing = {
  rule: '',
  open: () => '',
  define: '',
  outputs: 'answer',
  judge: '',
  dispose: '',
  print: '',
} as const satisfies LikenessLines;

/** The pieces of a program whose lines begin with `indent`, in functions two more. */
export function likenessLines({ rule }: CodeFacts, indent: string): LikenessLines {
  const lines = (...texts: readonly string[]): string =>
    texts.map((text) => (text === '' ? '\n' : `${indent}${text}\n`)).join('');
  if (rule === null) return { ...nothing, judge: lines('  const name = classes[best];') };
  const judge = (refused: string, ...before: readonly string[]): string =>
    lines(
      ...before,
      `  const refused = ${refused};`,
      '  const name = refused ? `none of these, likeliest ${classes[best]}` : classes[best];',
    );
  const thresholds = [
    ...ruleNote(rule).map((note) => `// ${note}`),
    `const leastSure = ${threshold(rule.leastSure)};`,
  ];
  const { likeness } = rule;
  if (likeness === null)
    return { ...nothing, rule: lines(...thresholds), judge: judge('probabilities[best] < leastSure') };
  return {
    rule: lines(
      ...thresholds,
      `const leastLike = ${threshold(likeness.least)};`,
      `const neighbour = ${likeness.neighbour};`,
    ),
    open: (readNpy) =>
      lines(
        '// What is compared: the output of a layer inside.',
        `const { output } = model.getLayer(${literal(likeness.layer)});`,
        'model = tf.model({ inputs: model.inputs, outputs: [...model.outputs, output] });',
        '// The numbers of a .npy file come after its header, whose length is at byte 8.',
        `const npy = ${readNpy};`,
        'const known = tf.tensor(new Float32Array(npy, 10 + new DataView(npy).getUint16(8, true)));',
      ),
    define: lines(
      '',
      '// How like a photo is to number `neighbour` of its nearest known photos, at most 1.',
      'async function likeness(places) {',
      '  const cosines = tf.tidy(() => {',
      '    const features = tf.mean(tf.reshape(places, [-1, places.shape.at(-1)]), 0, true);',
      '    const rows = tf.reshape(known, [-1, features.shape[1]]);',
      '    const length = tf.maximum(tf.norm(features), 1e-12);',
      '    return tf.matMul(tf.div(features, length), rows, false, true);',
      '  });',
      '  const sorted = (await cosines.data()).sort();',
      '  cosines.dispose();',
      '  return sorted.at(-neighbour);',
      '}',
    ),
    outputs: '[answer, places]',
    judge: judge(
      'probabilities[best] < leastSure || like < leastLike',
      '  const like = await likeness(places);',
    ),
    dispose: ', places',
    print: ', likeness ${like.toFixed(4)}',
  };
}
