/** Guards the division by the standard deviation. */
const smallest = 1e-5;

/**
 * A pattern as bytes to look at: minus its mean, divided by its standard deviation, times .1, plus .5, cut to 0 to 1,
 * times 255, rounded down. Source: F. Chollet, "Deep Learning with Python", 5.4.2 (deprocess_image).
 */
export function patternPicture(values: Float32Array): Uint8Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const deviation = Math.sqrt(variance) + smallest;
  return Uint8Array.from(values, (value) =>
    Math.floor(255 * Math.min(1, Math.max(0, ((value - mean) / deviation) * 0.1 + 0.5))),
  );
}
