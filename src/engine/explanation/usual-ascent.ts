/** The tutorial's numbers for the ascent to a filter's pattern: steps, levels of 255 a step, side in pixels. */
export const usualAscent = { steps: 40, stepSize: 1, size: 150 } as const;
