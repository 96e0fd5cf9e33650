/** The known word that was probably meant: the nearest by edit distance, at most a third of the letters away. */
export function closest(given: string, known: readonly string[]): string | null {
  const ranked = known
    .map((word) => ({ word, distance: editDistance(given.toLowerCase(), word.toLowerCase()) }))
    .sort((first, second) => first.distance - second.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(1, Math.floor(given.length / 3)) ? best.word : null;
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other (optimal string
 * alignment distance).
 */
function editDistance(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= from.length; row++) {
    const cells = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      cells.push(
        Math.min(
          rows[row - 1]![column - 1]! + (same ? 0 : 1),
          rows[row - 1]![column]! + 1,
          cells[column - 1]! + 1,
          swapped ? rows[row - 2]![column - 2]! + 1 : Infinity,
        ),
      );
    }
    rows.push(cells);
  }
  return rows[from.length]![to.length]!;
}
