/** Pages come by a protocol of our own: no file:// and nothing from outside. */
export const pageScheme = 'app';
export const pageOrigin = `${pageScheme}://thaw`;

/** True for addresses of our own page. */
export function isOwnPage(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === `${pageScheme}:` && new URL(url).host === 'thaw';
}
