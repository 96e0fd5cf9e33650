export interface NamedPath {
  readonly name: string;
  readonly path: string;
}

/** The folders from the nearest root above `path` down to it. A path outside of every root stands alone. */
export function crumbsOf(
  path: string,
  roots: readonly NamedPath[],
  separator: '/' | '\\',
): readonly NamedPath[] {
  const inside = (root: string): boolean => path === root || path.startsWith(withEnd(root, separator));
  const root = roots
    .filter((one) => inside(one.path))
    .sort((one, other) => other.path.length - one.path.length)[0];
  if (!root) return [{ name: path, path }];
  const names = path.slice(root.path.length).split(separator).filter(Boolean);
  return names.reduce<readonly NamedPath[]>(
    (crumbs, name) => [...crumbs, { name, path: withEnd(crumbs.at(-1)!.path, separator) + name }],
    [root],
  );
}

function withEnd(path: string, separator: string): string {
  return path.endsWith(separator) ? path : path + separator;
}
