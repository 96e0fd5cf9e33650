import { type FedTensor, loadGraph } from '../../backend/graph/load-graph.ts';
import type { TensorFlowBinding } from '../../backend/tensorflow-binding.ts';
import { jpegGraph } from './jpeg-graph.ts';

type AnswerPixels = (pixels: Uint8Array<ArrayBuffer> | null) => void;

/** Decodes JPEGs on the thread that asks, by TensorFlow. */
export interface OpenedJpegDecoder {
  /**
   * Answers with the pixels of a whole file, as JpegDecoder gives them; null where TensorFlow finds fault with it. Those
   * asked for until the thread is free are decoded side by side, and each is answered as soon as it is there, so that
   * other threads go on with it while the next one is fetched. Never throws.
   */
  decode(bytes: Uint8Array, answer: AnswerPixels): void;
  close(): void;
}

/**
 * Files in one run: enough that starting it weighs little, few enough that the threads that resize need not wait long.
 */
const filesAtOnce = 8;

interface Waiting {
  readonly bytes: Uint8Array;
  readonly answer: AnswerPixels;
}

/**
 * TensorFlow's library as a decoder: of a photo of 500 pixels it asks half the processor's time that sharp does, of
 * one of 250 pixels a quarter (measured). Throws as loadGraph does.
 */
export async function openJpegDecoder(binding: TensorFlowBinding): Promise<OpenedJpegDecoder> {
  const { graph, slots } = jpegGraph(filesAtOnce);
  const loaded = await loadGraph(binding, graph, { name: 'decoding', layers: [] });
  const waiting: Waiting[] = [];
  const decodeTogether = (files: readonly Waiting[]): void => {
    const used = slots.slice(0, files.length);
    const fed = used.map(({ file }, index): [string, FedTensor] => [
      file,
      { shape: [], values: [files[index]!.bytes] },
    ]);
    const fetched = used.map(({ pixels }) => pixels);
    loaded.run(Object.fromEntries(fed), fetched, ({ buffer }, index) => {
      files[index]!.answer(new Uint8Array(buffer));
    });
  };
  const decodeAlone = (file: Waiting): void => {
    try {
      decodeTogether([file]);
    } catch {
      file.answer(null);
    }
  };
  const decodeNext = (): void => {
    const files = waiting.splice(0, filesAtOnce);
    try {
      decodeTogether(files);
    } catch {
      // One that cannot be decoded made the whole run fail.
      files.forEach(decodeAlone);
    }
    // The answers go out first: other threads resize what is decoded while this one decodes on.
    if (waiting.length > 0) setImmediate(decodeNext);
  };
  return {
    decode(bytes, answer) {
      if (waiting.push({ bytes, answer }) === 1) setImmediate(decodeNext);
    },
    close: () => {
      loaded.close();
    },
  };
}
