import type { Photo } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { ComputeBackend } from '../backend/compute-backend.ts';
import { progressMeter } from '../job/progress-meter.ts';
import type { JobContext } from '../job/job-context.ts';
import { openFrozenPass, photosPerPass } from '../models/frozen-pass.ts';
import { patientPass } from '../models/passes/patient-pass.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { computeFeatures } from './compute-features.ts';
import { dropOvergrown } from './drop-overgrown.ts';
import { type FeatureSource, featurePlace } from './feature-place.ts';
import type { OpenPass } from './keep-pass.ts';
import { type LayerStores, makeRoom, missingPhotos, openWriters, refreshAll } from './layer-stores.ts';
import { photosByHash } from './photos-by-hash.ts';
import { type PixelStore, type PlacedPhoto, readWhole, readWholeInto } from './pixel-store.ts';
import { openRecordStore, type RecordStore } from './record-store.ts';
import type { RecordWriter } from './record-writer.ts';

/** Features in memory, in the array that belongs to their type. */
export type StoredFeatures = Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;

/** One layer's output for photos, on disk. */
export interface FeatureStore {
  /** Of one photo's features. */
  readonly shape: readonly number[];
  /** As they are stored: float32, or half words (./float16.ts). */
  readonly type: 'float16' | 'float32';
  /** One photo after the other, in the order given. Throws `file-damaged` for one that is not there. */
  read(photos: readonly Photo[]): Promise<StoredFeatures>;
  /** The same into an array of this type that is there, each photo's features at its slot, counted in photos. */
  readInto(features: StoredFeatures, placed: readonly PlacedPhoto[]): Promise<void>;
  close(): Promise<void>;
}

export interface FeatureRequest extends FeatureSource {
  readonly backend: ComputeBackend;
  readonly weights: TensorMap;
  readonly photos: readonly Photo[];
  /** Holds all of `photos`; stays open. */
  readonly pixels: PixelStore;
  readonly layers: readonly string[];
  /** Photos in one frozen pass. */
  readonly photosPerPass?: number;
  /**
   * Where this call is one of several that the user sees as one: photos (times copies) of the calls before, and of all
   * calls. The stage is announced by the first call only.
   */
  readonly progress?: { readonly doneBefore: number; readonly total: number };
  /** For the facts of `paused` and `cancelled`. */
  readonly run?: string;
  /** How the frozen pass is opened where one is needed; calls in a row share one by keepPass. */
  readonly openPass?: OpenPass;
}

/**
 * The outputs of `layers` for the photos, each layer in its store, by name. Computes only what no store has yet, all
 * layers in one frozen pass, and keeps what was computed whatever fails later; a kill loses the last second. Memory
 * does not grow with the number of photos. Throws `cancelled`, `paused` (epoch 0), `disk-full`, `permission-denied`,
 * `locked-by-other`, `image-size-too-small` and what openFrozenPass throws.
 */
export async function provideFeatures(
  request: FeatureRequest,
  context: JobContext,
): Promise<ReadonlyMap<string, FeatureStore>> {
  const stores = new Map<string, RecordStore>();
  try {
    for (const layer of new Set(request.layers)) {
      const place = featurePlace(request, layer);
      await dropOvergrown(place, request.photos.length);
      stores.set(layer, await openRecordStore(place));
    }
    await computeMissing(request, stores, context);
    return new Map([...stores].map(([layer, store]) => [layer, featureStore(store)]));
  } catch (error) {
    await Promise.all([...stores.values()].map((store) => store.close()));
    throw error;
  }
}

function featureStore(store: RecordStore): FeatureStore {
  const { shape } = store.place.layout;
  const type = store.place.layout.type === 'float16' ? 'float16' : 'float32';
  return {
    shape,
    type,
    read: async (photos) => {
      const { buffer } = await readWhole(store, photos);
      return type === 'float16' ? new Uint16Array(buffer) : new Float32Array(buffer);
    },
    readInto: ({ buffer, byteOffset, byteLength }, placed) =>
      readWholeInto(store, new Uint8Array(buffer, byteOffset, byteLength), placed),
    close: () => store.close(),
  };
}

async function computeMissing(
  request: FeatureRequest,
  stores: LayerStores,
  context: JobContext,
): Promise<void> {
  const photos = [...photosByHash(request.photos).values()].map((same) => same[0]!);
  // Progress counts the photos as asked for: the caller's total is a sum over calls, whatever files are equal.
  const share = request.photos.length / Math.max(1, photos.length);
  const { doneBefore, total } = request.progress ?? { doneBefore: 0, total: request.photos.length };
  const doneAfter = (computed: number): number => doneBefore + Math.round(computed * share);
  if (doneBefore === 0) context.report({ kind: 'stage', stage: 'caching-features', total, unit: 'photos' });
  let missing = await missingPhotos(photos, stores, context.signal);
  let present = photos.length - missing.length;
  const meter = progressMeter(context.report, 'caching-features', total, doneAfter(present));
  if (missing.length > 0) {
    await makeRoom(missing.length, stores);
    const writers = await openWriters(stores, context.signal);
    try {
      // Another process may have computed some while this one waited for its lock.
      await refreshAll(stores);
      missing = await missingPhotos(missing, stores, context.signal);
      present = photos.length - missing.length;
      await runPass(request, missing, stores, writers, (computed) => {
        meter.update(doneAfter(present + computed));
        stopIfAsked(request.run ?? null, context);
      });
    } finally {
      for (const writer of writers.values()) await writer.close();
    }
    await refreshAll(stores);
  }
  meter.finish(doneAfter(photos.length));
}

async function runPass(
  request: FeatureRequest,
  photos: readonly Photo[],
  stores: LayerStores,
  writers: ReadonlyMap<string, RecordWriter>,
  afterBatch: (computed: number) => void,
): Promise<void> {
  if (photos.length === 0) return;
  const { backend, network, weights, precision, pixels, augmentation, openPass } = request;
  afterBatch(0);
  const lacking = new Map([...stores].filter(([, store]) => photos.some(({ sha256 }) => !store.has(sha256))));
  const layers = [...lacking.keys()];
  const pass = openPass
    ? await openPass(layers, precision)
    : patientPass(await openFrozenPass(backend, network, weights, layers, precision));
  try {
    await computeFeatures({
      pass,
      photos,
      photosPerPass: request.photosPerPass ?? photosPerPass,
      pixels,
      augmentation,
      stores: lacking,
      writers,
      afterBatch,
    });
  } finally {
    pass.close();
  }
}

function stopIfAsked(run: string | null, { signal, pauseRequested }: JobContext): void {
  if (signal.aborted) throw new ThawError('cancelled', { run });
  if (pauseRequested()) throw new ThawError('paused', { run: run ?? '', epoch: 0 });
}
