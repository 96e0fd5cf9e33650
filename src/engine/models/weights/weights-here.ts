import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { homeFolders } from '../../storage/home.ts';

/** Where a base's weights are kept, or will be. */
export function keptWeightsFile(base: string): string {
  return join(homeFolders.weights(), `${base}.safetensors`);
}

/** Whether a base's weights are on this computer: kept, or in the file that THAW_WEIGHTS names. They are not read. */
export async function weightsAreHere(base: string): Promise<boolean> {
  const files = [keptWeightsFile(base), process.env.THAW_WEIGHTS].filter((file) => file);
  const found = await Promise.all(
    files.map((file) =>
      stat(file!).then(
        (facts) => facts.isFile(),
        () => false,
      ),
    ),
  );
  return found.includes(true);
}
