/* global tf */

/**
 * Runs in a page, as a user of TensorFlow.js would write it: scores decoded pictures by an exported model at
 * `folder`, with the files beside it. `pixels`: RGB bytes of `count` pictures. Returns what the model answers, by row.
 */
globalThis.scoreExport = async (folder, pixels, count) => {
  // Threads need a server that keeps the page apart from others.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  tf.wasm.setWasmPaths('/');
  await tf.setBackend('wasm');
  const { format } = await (await fetch(`${folder}/model.json`)).json();
  const open = format === 'graph-model' ? tf.loadGraphModel : tf.loadLayersModel;
  const model = await open(`${folder}/model.json`);
  const { input, steps } = await (await fetch(`${folder}/preprocessing.json`)).json();
  const subtracted = steps.find(({ step }) => step === 'subtract-image');
  const npy = subtracted && (await (await fetch(`${folder}/${subtracted.file}`)).arrayBuffer());
  const answers = tf.tidy(() => {
    const type = input.type === 'uint8' ? 'int32' : 'float32';
    let values = tf.tensor4d(pixels, [count, input.height, input.width, 3], type);
    for (const step of steps) {
      if (step.step === 'order-channels' && step.order === 'bgr') values = tf.reverse(values, 3);
      if (step.step === 'grey') {
        const weighed = tf.sum(tf.mul(values, [19595, 38470, 7471]), 3, true);
        values = tf.floor(tf.div(tf.add(weighed, 32768), 65536));
      }
      if (step.step === 'subtract') values = tf.sub(values, step.mean);
      if (step.step === 'subtract-image') {
        const numbers = new Float32Array(npy, 10 + new DataView(npy).getUint16(8, true));
        values = tf.sub(values, tf.tensor3d(numbers, [input.height, input.width, input.channels]));
      }
      if (step.step === 'multiply') values = tf.mul(values, step.by);
    }
    return model.predict(values);
  });
  return await answers.array();
};
