/* global tf */

/**
 * Runs in a page, as a user of TensorFlow.js would write it: scores decoded pictures by an exported model at
 * `folder`, with the two files beside it. `pixels`: RGB bytes of `count` pictures. Returns probabilities by row.
 */
globalThis.scoreExport = async (folder, pixels, count) => {
  await tf.setBackend('cpu');
  const { format } = await (await fetch(`${folder}/model.json`)).json();
  const open = format === 'graph-model' ? tf.loadGraphModel : tf.loadLayersModel;
  const model = await open(`${folder}/model.json`);
  const labels = await (await fetch(`${folder}/labels.json`)).json();
  const { input, steps } = await (await fetch(`${folder}/preprocessing.json`)).json();
  const subtracted = steps.find(({ step }) => step === 'subtract-image');
  const npy = subtracted && (await (await fetch(`${folder}/${subtracted.file}`)).arrayBuffer());
  const answers = tf.tidy(() => {
    let values = tf.tensor4d(
      pixels,
      [count, input.height, input.width, input.channels],
      input.type === 'uint8' ? 'int32' : 'float32',
    );
    for (const step of steps) {
      if (step.step === 'order-channels' && step.order === 'bgr') values = tf.reverse(values, 3);
      if (step.step === 'subtract') values = tf.sub(values, step.mean);
      if (step.step === 'subtract-image') {
        const numbers = new Float32Array(npy, 10 + new DataView(npy).getUint16(8, true));
        values = tf.sub(values, tf.tensor3d(numbers, [input.height, input.width, input.channels]));
      }
      if (step.step === 'multiply') values = tf.mul(values, step.by);
    }
    const rows = model.predict(values);
    return labels.output.kind === 'sigmoid' ? tf.concat([tf.sub(1, rows), rows], 1) : rows;
  });
  return await answers.array();
};
