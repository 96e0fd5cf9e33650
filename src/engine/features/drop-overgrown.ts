import { cacheLimit } from './cache-limit.ts';
import { evict } from './evict-oldest.ts';
import { listStores } from './list-stores.ts';
import { recordBytes, type StorePlace } from './store-place.ts';
import { isStoreInUse } from './stores-in-use.ts';

/**
 * A store that many data sets share, such as the pixels, only ever grows, and while it is used it is never the oldest.
 * Deletes it, before it is opened, where it fills more than half of the cache's limit and less than half of it can be
 * of use to the photos (their number) of this job. Gives whether it did.
 */
export async function dropOvergrown(place: StorePlace, photos: number): Promise<boolean> {
  const stores = await listStores();
  const store = stores.find(({ key }) => key === place.key);
  if (!store || isStoreInUse(store.folder)) return false;
  const limit = await cacheLimit(stores.reduce((total, { bytes }) => total + bytes, 0));
  const ofUse = photos * recordBytes(place.layout);
  return store.bytes > limit / 2 && ofUse < store.bytes / 2 && evict(store);
}
