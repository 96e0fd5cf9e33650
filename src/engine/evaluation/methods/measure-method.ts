import type { Photo } from '../../../shared/dataset.ts';
import type { TestMethod } from '../../../shared/test-methods.ts';
import type { Report } from '../../../shared/job-events.ts';
import { openLasting } from '../../backend/open-lasting.ts';
import { fitSquare } from '../../images/fit-square.ts';
import { openFrozenPass, photosPerPass } from '../../models/frozen-pass.ts';
import { patientPass } from '../../models/passes/patient-pass.ts';
import { layerShapes } from '../../models/layer-shapes.ts';
import type { TrainedModel } from '../../models/model-folder.ts';
import type { Scorer } from '../../prediction/open-scorer.ts';
import { twoClassPairs } from '../../prediction/two-class-pairs.ts';
import { denseNetwork } from './dense-network.ts';
import { usualScales } from './method-scales.ts';
import { cutViews, mirroredSquare, viewsOf } from './method-views.ts';
import { type LookedAt, lookAtPhotos, type PhotoSource } from './photo-batches.ts';

/** A model that is asked. */
export interface AskedModel {
  readonly model: TrainedModel;
  readonly scorer: Scorer;
  /** Hears where memory runs short, and of a GPU that was left. */
  readonly report: Report;
}

/** What a method makes of photos. */
export interface MethodAnswers extends LookedAt {
  readonly scales: readonly number[];
  /** A photo is looked at as so many. */
  readonly pictures: number;
}

/** Asks a model about photos by one method. Throws `cancelled`, `method-not-possible`, and what openFrozenPass throws. */
export async function measureMethod(
  asked: AskedModel,
  method: TestMethod,
  wanted: readonly number[] | null,
  photos: readonly Photo[],
  source: PhotoSource,
): Promise<MethodAnswers> {
  const { image } = asked.model.file;
  const usual = usualScales(method, image);
  const scales = usual.length === 0 ? [] : (wanted ?? usual);
  const views = viewsOf(method, scales);
  const { scorer } = asked;
  if (!views) return measureDense(asked, method === 'dense-flip', scales, photos, source);
  const looked = await lookAtPhotos(
    photos,
    source,
    views.length,
    (photo) => cutViews(photo, image, views),
    (pixels, count) => scorer.score(pixels, count),
    scorer.numClasses,
  );
  return { ...looked, scales, pictures: views.length };
}

/** The probabilities of all places of a picture averaged, then those of the pictures: one a scale, or mirrored two. */
async function measureDense(
  { model, report, scorer: { numClasses } }: AskedModel,
  mirrors: boolean,
  scales: readonly number[],
  photos: readonly Photo[],
  source: PhotoSource,
): Promise<MethodAnswers> {
  const each: LookedAt[] = [];
  const perScale = mirrors ? 2 : 1;
  const progress = { ...source, advance: () => undefined };
  for (const [index, side] of scales.entries()) {
    const { network, weights } = denseNetwork(model, side, mirrors ? 'dense-flip' : 'dense');
    const last = network.layers.at(-1)!.name;
    const numOutputs = layerShapes(network).at(-1)!.outputShape.at(-1)!;
    const pass = await openLasting(
      async (backend) => patientPass(await openFrozenPass(backend, network, weights, [last], 'fp32'), report),
      report,
    );
    const image = { ...model.file.image, size: side };
    const bytesEach = side * side * 3;
    try {
      const looked = await lookAtPhotos(
        photos,
        index === scales.length - 1 ? source : progress,
        perScale,
        (photo) => {
          const square = fitSquare(photo, image);
          return mirrors ? Buffer.concat([square, mirroredSquare(square, side)]) : square;
        },
        async (pixels, count) => {
          const rows = new Float32Array(count * numClasses);
          for (let first = 0; first < count; first += photosPerPass) {
            const size = Math.min(photosPerPass, count - first);
            const part = pixels.subarray(first * bytesEach, (first + size) * bytesEach);
            const values = (await pass.use((open) => open.run(part, size))).get(last)!;
            const means = meanOverPlaces(values, size, numOutputs);
            rows.set(numOutputs === 1 ? twoClassPairs(means) : means, first * numClasses);
          }
          return rows;
        },
        numClasses,
      );
      each.push(looked);
    } finally {
      pass.close();
    }
  }
  const seconds = each.reduce((sum, looked) => sum + looked.seconds, 0);
  const probabilities = meanOf(each.map((looked) => looked.probabilities));
  return { ...each[0]!, probabilities, seconds, scales, pictures: perScale * scales.length };
}

/** `values`: pictures x places x outputs. */
function meanOverPlaces(values: Float32Array, pictures: number, numOutputs: number): Float32Array {
  const places = values.length / (pictures * numOutputs);
  return Float32Array.from({ length: pictures * numOutputs }, (_, index) => {
    const [picture, output] = [Math.floor(index / numOutputs), index % numOutputs];
    let sum = 0;
    for (let place = 0; place < places; place++)
      sum += values[(picture * places + place) * numOutputs + output]!;
    return sum / places;
  });
}

/** Of answers to the same photos. */
export function meanOf(answers: readonly Float32Array[]): Float32Array {
  return answers[0]!.map((_, place) => answers.reduce((sum, one) => sum + one[place]!, 0) / answers.length);
}
