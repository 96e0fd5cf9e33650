import { type FedTensor, loadGraph } from '../../backend/graph/load-graph.ts';
import type { TensorFlowBinding } from '../../backend/tensorflow-binding.ts';
import { jpegGraph } from './jpeg-graph.ts';
import { comparePlainJpegs } from './plain-jpegs.ts';

/** Takes the pixels of a file as JpegDecoder gives them; null where it cannot be decoded. */
export type AnswerPixels = (pixels: Uint8Array<ArrayBuffer> | null) => void;

/** Decodes plain JPEGs on the thread that asks, by TensorFlow. */
export interface OpenedJpegDecoder {
  /**
   * Those asked for until the thread is free are decoded side by side, and each is answered as soon as it is there:
   * other threads go on with it while the next one is fetched. Never throws.
   */
  decode(bytes: Uint8Array, answer: AnswerPixels): void;
  close(): void;
}

/** Files in one run: enough that starting it weighs little, few enough that other threads need not wait long. */
export const filesAtOnce = 8;

interface Waiting {
  readonly bytes: Uint8Array;
  readonly answer: AnswerPixels;
}

/**
 * TensorFlow's library as a decoder: of a photo of 500 pixels it asks half the processor's time that sharp does, of
 * one of 250 pixels a quarter (measured). Throws as loadGraph does, and an Error where its pixels are not libvips'.
 */
export async function openJpegDecoder(binding: TensorFlowBinding): Promise<OpenedJpegDecoder> {
  const { graph, slots } = jpegGraph(filesAtOnce);
  const loaded = await loadGraph(binding, graph, { name: 'decoding', layers: [] });
  const waiting: Waiting[] = [];
  const decodeTogether = (files: readonly Waiting[]): void => {
    const left = new Set(files);
    const used = slots.slice(0, files.length);
    const fed = used.map(({ file }, index): [string, FedTensor] => [
      file,
      { shape: [], values: [files[index]!.bytes] },
    ]);
    const fetched = used.map(({ pixels }) => pixels);
    try {
      loaded.runEach(Object.fromEntries(fed), fetched, ({ buffer }, index) => {
        const file = files[index]!;
        left.delete(file);
        file.answer(new Uint8Array(buffer));
      });
    } catch {
      // One that cannot be decoded made the whole run fail.
      for (const file of left) {
        if (files.length === 1) file.answer(null);
        else decodeTogether([file]);
      }
    }
  };
  const decodeNext = (): void => {
    decodeTogether(waiting.splice(0, filesAtOnce));
    if (waiting.length > 0) setImmediate(decodeNext);
  };
  const decoder: OpenedJpegDecoder = {
    decode(bytes, answer) {
      if (waiting.push({ bytes, answer }) === 1) setImmediate(decodeNext);
    },
    close() {
      loaded.close();
    },
  };
  try {
    await comparePlainJpegs(
      (file) =>
        new Promise((resolve) => {
          decoder.decode(file, resolve);
        }),
    );
    return decoder;
  } catch (error) {
    decoder.close();
    throw error;
  }
}
