/** About how wide a label of 11 px is, px; wide enough to decide on which side of its point it goes. */
export function textWidth(text: string): number {
  return Array.from(text).reduce((width, letter) => width + (letter.codePointAt(0)! > 0x2e80 ? 12 : 6.2), 0);
}
