import { provideFeatures } from '../../src/engine/features/provide-features.ts';
import { providePixels } from '../../src/engine/features/provide-pixels.ts';
import { silentContext } from '../../src/engine/job/job-context.ts';
import { madeImage, madeRequest, makePhotos } from './made-features.ts';

/** A program to be killed: caches the features of made photos and says how far it is. */
const [folder, count] = [process.argv[2]!, Number(process.argv[3])];
const photos = await makePhotos(folder, count);
const { store: pixels } = await providePixels(photos, folder, madeImage, silentContext);
const context = { ...silentContext, report: (event: object) => process.send!(event) };
await provideFeatures({ ...(await madeRequest()), photos, pixels }, context);
process.send!({ kind: 'end' });
