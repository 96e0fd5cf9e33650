/** Hues that classes are told apart by; the page has a token for each, `--class-1` to `--class-6`. */
export const numClassHues = 6;

const forms = ['disc', 'square', 'triangle', 'diamond'] as const;
export type MarkForm = (typeof forms)[number];

/** How photos of a class are drawn on a map: a hue (from 0), and another form where there are more classes than hues. */
export interface ClassMark {
  readonly hue: number;
  readonly form: MarkForm;
}

export function classMark(classIndex: number): ClassMark {
  const form = forms[Math.floor(classIndex / numClassHues) % forms.length]!;
  return { hue: classIndex % numClassHues, form };
}

/**
 * A form's corners about its middle, one after the other as x, y; all forms look equally large beside a disc of
 * `radius`. Empty for the disc.
 */
export function markCorners(form: MarkForm, radius: number): readonly (readonly [number, number])[] {
  const [half, long] = [radius * 0.9, radius * 1.25];
  switch (form) {
    case 'disc':
      return [];
    case 'square':
      return [
        [-half, -half],
        [half, -half],
        [half, half],
        [-half, half],
      ];
    case 'triangle':
      return [
        [0, -long],
        [long, half],
        [-long, half],
      ];
    case 'diamond':
      return [
        [0, -long],
        [long, 0],
        [0, long],
        [-long, 0],
      ];
  }
}
