/** Where an absolute path begins, with the quote before it: of Linux and macOS, of Windows, of a share, or a file's address. */
const pathBegins = /["'`]?(?:file:\/\/|\b[A-Za-z]:[\\/](?!\/)|\\\\|(?<![\w.<>)*/:-])\/(?=[^\s/]))/u;

/** A package of ours is no secret. */
const beforePackages = /(?:file:\/\/)?(?:[A-Za-z]:)?[\\/](?:[^\n"'`]*[\\/])?(?=node_modules[\\/])/gu;

/** Names of photos and of what people put beside them, where no folder stands before them. */
const fileNames = /[^\s"'`]*\.(?=(?:jpe?g|png|webp|gif|bmp|tiff?|avif|hei[cf]|svg|zip|thaw|csv)\b)/giu;

/**
 * A text as a log may keep it: every line ends where a path begins, since nobody can tell where a path with spaces in it
 * ends. What stands before it says what went wrong: `ENOENT: no such file or directory, open …`.
 */
export function withoutPaths(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const known = line.replace(beforePackages, '');
      const begins = pathBegins.exec(known);
      const safe = begins === null ? known : `${known.slice(0, begins.index)}…`;
      return safe.replace(fileNames, '….');
    })
    .join('\n');
}
