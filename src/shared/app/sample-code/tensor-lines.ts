import type { ChannelOrder } from '../../network.ts';
import { luma } from '../../preprocessing.ts';
import { type CodeFacts, divisor, isZero } from './code-facts.ts';

const channelLines: Record<ChannelOrder, readonly string[]> = {
  rgb: [],
  bgr: ['pixels = tf.reverse(pixels, -1);'],
  grey: [
    `pixels = tf.sum(tf.mul(pixels, [${luma.weights.join(', ')}]), -1, true);`,
    `pixels = tf.floor(tf.div(tf.add(pixels, ${luma.half}), ${luma.divisor}));`,
  ],
};

/** Preprocessing of `pixels` (one photo, RGB, 0 to 255) in TensorFlow.js, a line a step. */
export function tensorLines(
  {
    preprocessing: { channelOrder, mean, scale },
    subtractsImage,
  }: Pick<CodeFacts, 'preprocessing' | 'subtractsImage'>,
  indent: string,
): string {
  return [
    ...channelLines[channelOrder],
    ...(subtractsImage
      ? ['pixels = tf.sub(pixels, mean);']
      : isZero(mean)
        ? []
        : [`pixels = tf.sub(pixels, [${mean.join(', ')}]);`]),
    ...(scale === 1 ? [] : [`pixels = tf.div(pixels, ${divisor(scale)});`]),
  ]
    .map((line) => `${indent}${line}`)
    .join('\n');
}

/** Reads the mean image where one is subtracted; `readNpy`: an expression that gives an ArrayBuffer. */
export function meanLines(
  { image: { size }, preprocessing: { mean }, subtractsImage }: CodeFacts,
  indent: string,
  readNpy: string,
): string {
  if (!subtractsImage) return '';
  return [
    '// The numbers of a .npy file come after its header, whose length is at byte 8.',
    `const meanNpy = ${readNpy};`,
    'const meanAt = 10 + new DataView(meanNpy).getUint16(8, true);',
    `const mean = tf.tensor3d(new Float32Array(meanNpy, meanAt), [${size}, ${size}, ${mean.length}]);`,
  ]
    .map((line) => `${indent}${line}\n`)
    .join('');
}
