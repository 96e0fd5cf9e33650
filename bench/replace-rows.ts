/**
 * A table measured in parts: rows whose first cell is that of a fresh one give way to the fresh ones, in their place;
 * what is new comes last.
 */
export function replaceRows(
  old: readonly (readonly string[])[],
  fresh: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  const measured = new Set(fresh.map(([name]) => name));
  const names = new Set([...old, ...fresh].map(([name]) => name));
  return [...names].flatMap((name) => (measured.has(name) ? fresh : old).filter(([other]) => other === name));
}
