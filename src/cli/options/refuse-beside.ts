import { ThawError } from '../../shared/errors/thaw-error.ts';

/** Throws `options-conflict` for the first of `flags` that was given beside `option`. `flags`: as they are typed, by their key in `given`. */
export function refuseBeside<Given extends object>(
  option: string,
  given: Given,
  flags: Readonly<Partial<Record<keyof Given, string>>>,
): void {
  for (const [key, flag] of Object.entries<string>(flags as Record<string, string>))
    if (given[key as keyof Given] !== undefined)
      throw new ThawError('options-conflict', { first: option, second: flag });
}
