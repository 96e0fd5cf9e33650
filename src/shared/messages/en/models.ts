import type { ModelErrors } from '../../errors/model-errors.ts';
import { closest } from '../closest.ts';
import type { ErrorSentences } from '../message-types.ts';

export const modelMessages: ErrorSentences<ModelErrors> = {
  'unknown-base': ({ base, known }) => ({
    message: `There is no base network "${base}".`,
    remedy: `Choose one of these: ${known.join(', ')}.`,
  }),
  'unknown-layer': ({ layer, known }) => {
    const near = closest(layer, known);
    return {
      message: `The network has no layer "${layer}".`,
      remedy:
        near === null
          ? `Choose one of these: ${known.join(', ')}.`
          : `Did you mean "${near}"? There are: ${known.join(', ')}.`,
    };
  },
  'layer-without-filters': ({ layer, known }) => ({
    message: `The layer "${layer}" has no filters: its output is a list of numbers, not a picture.`,
    remedy: `Choose one of these: ${known.join(', ')}.`,
  }),
  'network-without-places': () => ({
    message: 'This network has no convolutions: it cannot tell where on a photo an answer comes from.',
    remedy: 'Explain a run of a network with convolutions; the answers themselves are not touched by this.',
  }),
  'weights-missing': ({ base, tried, address }) => ({
    message: `The weights of ${base} could not be had from anywhere. Tried: ${tried.join('; ')}.`,
    remedy: `Connect to the network and try again, or fetch ${address} on any computer and give it here: thaw weights import FILE --base ${base}.`,
  }),
  'weights-wrong-hash': ({ file, expected, found }) => ({
    message: `${file} holds other weights than expected: SHA-256 of its tensors is ${found}, not ${expected}.`,
    remedy: "Use Keras's file without the dense layers (notop), unchanged.",
  }),
  'weights-file-not-found': ({ file }) => ({
    message: `There is no weights file ${file}.`,
    remedy: 'Check the path, and the variable THAW_WEIGHTS if it is set.',
  }),
  'weights-file-invalid': ({ file, detail }) => ({
    message: `${file} cannot be read as weights (${detail}).`,
    remedy: 'Give a Keras .h5 file, an ONNX file or a safetensors file with float32 weights.',
  }),
  'weights-layer-missing': ({ file, layer }) => ({
    message: `${file} has no weights ${layer} of the expected shape.`,
    remedy: 'Give a file of the same network.',
  }),
  'image-size-too-small': ({ size, least }) => ({
    message: `Pictures of ${size} px are too small for this network; it needs at least ${least} px.`,
    remedy: `Set the image size to ${least} or more.`,
  }),
  'graph-rejected': ({ graph, layer, detail }) => ({
    message: `TensorFlow did not run the graph "${graph}"${layer === null ? '' : `, layer ${layer}`}: ${detail}`,
    remedy: 'Run thaw doctor; --set backend=wasm works without TensorFlow, more slowly.',
  }),
  'onnx-graph-rejected': ({ graph, detail }) => ({
    message: `onnxruntime did not run the graph "${graph}": ${detail}`,
    remedy: 'Set THAW_ONNXRUNTIME=none: WebAssembly then computes the frozen layers too, more slowly.',
  }),
  'out-of-memory': ({ work, detail }) => ({
    message: `There is too little memory to compute "${work}": ${detail}`,
    remedy:
      'Close other programs, or choose a smaller image size or a smaller network. On a GPU: CUDA_VISIBLE_DEVICES=-1 computes in the main memory instead.',
  }),
  'gpu-lost': ({ gpu, detail }) => ({
    message: `The GPU (${gpu}) stopped computing: ${detail}`,
    remedy:
      'Nothing up to the last finished epoch is lost: go on with the run. If it happens again, update the driver, or compute with --set backend=wasm.',
  }),
  'gpu-out-of-memory': ({ gpu, detail }) => ({
    message: `The GPU (${gpu}) has too little memory, even for one photo at a time: ${detail}`,
    remedy:
      'Choose a smaller image size or a smaller network, or compute with --set backend=tensorflow or backend=wasm.',
  }),
  'run-not-found': ({ run }) => ({
    message: `There is no run folder ${run}.`,
    remedy: 'Check the path: it is the folder that training wrote.',
  }),
  'run-file-damaged': ({ file, detail }) => ({
    message: `${file} is not as Thaw wrote it (${detail}).`,
    remedy: 'Bring the run back from a copy, or train again.',
  }),
  'run-from-newer-version': ({ run, version, supported }) => ({
    message: `${run} was written by a newer Thaw (format ${version}; this one reads up to ${supported}).`,
    remedy: 'Update Thaw. The run was not changed.',
  }),
  'run-has-no-model': ({ run }) => ({
    message: `${run} holds no finished model.`,
    remedy: `Name the folder that training wrote. If that training is not finished: thaw train --resume "${run}".`,
  }),
  'method-not-possible': ({ method, reason, size }) => ({
    message:
      reason === 'head'
        ? `"${method}" needs dense layers after a flattening, or a mean over all places; this network has neither.`
        : `"${method}" cannot look at pictures smaller than the network's own, ${size} px.`,
    remedy:
      reason === 'head'
        ? 'Choose another way to test: flip, scales, ten-crop or multi-crop.'
        : `Give scales of ${size} and more.`,
  }),
  'ensemble-not-possible': ({ run, reason, photos }) => ({
    message:
      reason === 'classes'
        ? `${run} knows other classes: its answers cannot be averaged with this run's.`
        : `${run} learned from ${photos} of the photos that this run is tested or chosen by; the average would look too good.`,
    remedy: 'Choose runs of the same classes that were trained on the same split.',
  }),
};
