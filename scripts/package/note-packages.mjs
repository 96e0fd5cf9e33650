/** The file in a build's folder that names the packages inside its bundle. */
export const noteName = 'packages.json';

/**
 * A plugin of the window's three builds: they hold the code of packages themselves, which no folder tells afterwards.
 *
 * @returns {import('vite').Plugin}
 */
export function notePackages() {
  return {
    name: 'thaw-note-packages',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((output) =>
        output.type === 'chunk' ? output.moduleIds : [],
      );
      const folders = new Set(modules.flatMap((id) => packageFolder(id) ?? []));
      this.emitFile({ type: 'asset', fileName: noteName, source: JSON.stringify([...folders].sort()) });
    },
  };
}

/** Such as node_modules/svelte. @param {string} id of a module @returns {string | null} null for our own files */
function packageFolder(id) {
  return (
    /[\\/](node_modules[\\/](?:.*[\\/]node_modules[\\/])?(?:@[^\\/]+[\\/])?[^\\/]+)/u
      .exec(id)?.[1]
      ?.replaceAll('\\', '/') ?? null
  );
}
