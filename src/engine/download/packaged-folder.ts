import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder above dist/: from a bundled program, from one of its chunks, and from the sources. */
const places = ['../', '../../', '../../../'];

/**
 * A file or folder that only an installed Thaw brings, beside its dist/; null in a checkout. `THAW_PACKAGED` names the
 * folder instead, for tests and for packages that are laid out otherwise.
 */
export function packagedFile(name: string): string | null {
  const given = process.env.THAW_PACKAGED;
  const candidates = given
    ? [`${given}/${name}`]
    : places.map((place) => new URL(`${place}${name}`, import.meta.url));
  return (
    candidates
      .map((candidate) => (typeof candidate === 'string' ? candidate : fileURLToPath(candidate)))
      .find((path) => existsSync(path)) ?? null
  );
}
