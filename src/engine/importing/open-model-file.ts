import { open, readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { UnreadKind } from '../../shared/errors/import-errors.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { isFile } from '../storage/look-at-path.ts';
import { asStorageError } from '../storage/storage-error.ts';
import type { ForeignModel } from './foreign-model.ts';
import { importLimits } from './import-limits.ts';
import { isRecord } from './inbound.ts';
import { openKerasH5 } from './open-keras-h5.ts';
import { openKerasZip } from './open-keras-zip.ts';
import { openTfjsModel } from './open-tfjs-model.ts';
import { parseDescription } from './parse-description.ts';

/** The names by which a folder's model is known. */
const modelNames = ['model.keras', 'model.h5', 'model.json', 'keras_model.h5'] as const;

/**
 * Opens a model file by what it holds, not by its name: Keras's .h5 and .keras, TensorFlow.js's model.json, or a folder
 * with one of them. Nothing in a file is ever run. Throws `model-file-not-found`, `model-kind-not-read`,
 * `model-file-damaged`, `model-too-large`, `permission-denied`.
 */
export async function openModelFile(path: string): Promise<ForeignModel> {
  const file = await fileIn(path);
  const { size } = await stat(file);
  const { fileBytes: limitBytes, descriptionBytes } = importLimits;
  if (size > limitBytes)
    throw new ThawError('model-too-large', { file, what: 'file', bytes: size, limitBytes });
  const head = await readStart(file, 8);
  if (head.subarray(0, 8).equals(hdf5)) return openKerasH5(file);
  if (head.subarray(0, 4).equals(zip)) return openZip(file);
  if (/^\s*\{/.test(head.toString('latin1')) && size <= descriptionBytes) return openJson(file, size);
  throw new ThawError('model-kind-not-read', { file, kind: kindOf(file, head) });
}

const hdf5 = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1');
const zip = Buffer.from('PK\x03\x04', 'latin1');

/** The model's file: of a folder, the one that has a known name, or that is the only one. */
async function fileIn(path: string): Promise<string> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT')
        throw new ThawError('model-file-not-found', { file: path });
      throw asStorageError(error, path, 'read');
    },
  );
  if (!isFolder) return path;
  for (const name of modelNames) if (await isFile(join(path, name))) return join(path, name);
  const others = (await readdir(path)).filter((name) => /\.(keras|h5|hdf5)$/i.test(name));
  if (others.length === 1) return join(path, others[0]!);
  if (await isFile(join(path, 'saved_model.pb')))
    throw new ThawError('model-kind-not-read', { file: path, kind: 'saved-model' });
  throw new ThawError('model-file-not-found', { file: join(path, modelNames[0]) });
}

async function readStart(file: string, length: number): Promise<Buffer> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    throw asStorageError(error, file, 'read');
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** PyTorch's and Apple's files are zips too; what they hold is never opened. */
async function openZip(file: string): Promise<ForeignModel> {
  const ending = extname(file).toLowerCase();
  if (/^\.(pt|pth|ckpt)$/.test(ending)) throw new ThawError('model-kind-not-read', { file, kind: 'pytorch' });
  if (ending === '.mlpackage') throw new ThawError('model-kind-not-read', { file, kind: 'core-ml' });
  return openKerasZip(file);
}

async function openJson(file: string, size: number): Promise<ForeignModel> {
  const json = parseDescription(await readStart(file, size), file);
  if (!isRecord(json) || !('modelTopology' in json))
    throw new ThawError('model-kind-not-read', { file, kind: 'unknown' });
  return openTfjsModel(file, json);
}

const endings: Readonly<Record<string, UnreadKind>> = {
  '.onnx': 'onnx',
  '.tflite': 'tflite',
  '.pb': 'saved-model',
  '.mlmodel': 'core-ml',
  '.pt': 'pytorch',
  '.pth': 'pytorch',
  '.ckpt': 'pytorch',
};

function kindOf(file: string, head: Buffer): UnreadKind {
  // A pickle begins with its protocol; its kin run programs when they are read.
  if (head[0] === 0x80) return 'pytorch';
  if (head.subarray(4, 8).toString('latin1') === 'TFL3') return 'tflite';
  return endings[extname(file).toLowerCase()] ?? 'unknown';
}
