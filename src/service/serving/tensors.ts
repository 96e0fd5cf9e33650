import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { GivenPhoto } from '../../shared/job-asks.ts';
import { bytesOfBase64 } from './bytes-of-base64.ts';

/** Names of the two inputs that the signatures have (./tensorflow-serving.ts). */
export const tensorInput = 'image';
export const bytesInput = 'image_bytes';

/**
 * One photo of a request in TensorFlow Serving's form: rows of RGB pixels, or `{"b64": ...}`; by itself or under its
 * input's name. Throws `body-invalid`. @param at where in the body.
 */
export function photoOfInstance(instance: unknown, at: string, limitPixels: number): GivenPhoto {
  if (Array.isArray(instance)) return photoOfTensor(instance, at, limitPixels);
  const fields: [string, unknown][] = Object.entries(
    instance !== null && typeof instance === 'object' ? instance : {},
  );
  const [name, value] = fields.length === 1 ? fields[0]! : ['', null];
  if (name === 'b64' && typeof value === 'string') return { kind: 'file', bytes: bytesOfBase64(value, at) };
  if (name === tensorInput || name === bytesInput)
    return photoOfInstance(unnamed(value, at), `${at}.${name}`, limitPixels);
  throw invalid(at, expectedInstance);
}

const expectedInstance = `rows of [red, green, blue], or {"b64": BASE64}; or either under "${tensorInput}" or "${bytesInput}"`;

/** A name is not given twice. */
function unnamed(value: unknown, at: string): unknown {
  const isNamed =
    value !== null && typeof value === 'object' && (tensorInput in value || bytesInput in value);
  if (isNamed) throw invalid(at, expectedInstance);
  return value;
}

/** @param rows height x width x 3 numbers from 0 to 255. */
function photoOfTensor(rows: readonly unknown[], at: string, limitPixels: number): GivenPhoto {
  const height = rows.length;
  const width = Array.isArray(rows[0]) ? rows[0].length : 0;
  if (height === 0 || width === 0) throw invalid(at, `${expectedInstance}; at least one pixel`);
  if (width * height > limitPixels)
    throw new ThawError('image-too-large', { file: '', width, height, limitPixels });
  const data = new Uint8Array(width * height * 3);
  let [place, largest, whole] = [0, 0, true];
  for (const [y, row] of rows.entries()) {
    if (!Array.isArray(row) || row.length !== width) throw invalid(`${at}[${y}]`, `a row of ${width} pixels`);
    for (const [x, pixel] of (row as readonly unknown[]).entries()) {
      if (!Array.isArray(pixel) || pixel.length !== 3)
        throw invalid(`${at}[${y}][${x}]`, '[red, green, blue]');
      for (const value of pixel as readonly unknown[]) {
        if (typeof value !== 'number' || !(value >= 0 && value <= 255))
          throw invalid(`${at}[${y}][${x}]`, 'numbers from 0 to 255; the model itself scales them');
        largest = Math.max(largest, value);
        whole &&= Number.isInteger(value);
        data[place++] = Math.round(value);
      }
    }
  }
  if (!whole && largest <= 1)
    throw invalid(at, 'numbers from 0 to 255, not 0 to 1; the model itself scales them');
  return { kind: 'pixels', data, width, height };
}

function invalid(at: string, expected: string): ThawError {
  return new ThawError('body-invalid', { at, expected });
}
