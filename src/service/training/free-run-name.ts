import { readdir } from 'node:fs/promises';

/** `2026-11-23-two-phase`, with `-2` and so on where that is taken. The date is this place's. */
export async function freeRunName(
  runsFolder: string,
  recipe: string,
  taken: readonly string[],
  now: Date,
): Promise<string> {
  const there = new Set(
    [...(await readdir(runsFolder).catch(() => [])), ...taken].map((name) => name.toLowerCase()),
  );
  const [year, month, day] = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  const date = [year, ...[month, day].map((part) => String(part).padStart(2, '0'))].join('-');
  const base = `${date}-${recipe.replaceAll(/[^a-zA-Z0-9-]+/g, '-')}`;
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}-${number}`;
    if (!there.has(name.toLowerCase())) return name;
  }
}
