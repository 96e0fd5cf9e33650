/** What the path of a folder begins with that a .zip is being unpacked into, before it gets its name `out`. */
export function unpackingPrefix(out: string): string {
  return `${out}.unpacking-`;
}
