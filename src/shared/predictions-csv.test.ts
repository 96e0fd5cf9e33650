import { describe, expect, it } from 'vitest';
import { formatPredictionsCsv, type PredictionRow } from './predictions-csv.ts';

const prediction = (
  file: string,
  label: string | null,
  probabilities: Record<string, number>,
  accepted = true,
): PredictionRow => ({ file, label, probabilities, accepted });
const lines = (classes: readonly string[], ...events: PredictionRow[]): string[] =>
  formatPredictionsCsv(classes, events).split('\r\n');

describe('the CSV', () => {
  it('has a header and one row a file, ended by CR LF', () => {
    const rows = lines(['cats', 'dogs'], prediction('/a/1.jpg', 'dogs', { cats: 0.1, dogs: 0.9 }));
    expect(rows).toEqual([
      'file,label,confidence,answer,cats,dogs',
      '/a/1.jpg,dogs,0.900000,dogs,0.100000,0.900000',
      '',
    ]);
  });
  it('leaves the columns of an unreadable file empty', () => {
    expect(lines(['a', 'b'], prediction('x.jpg', null, {}))[1]).toBe('x.jpg,,,,,');
  });
  it('answers none of these and keeps the likeliest class', () => {
    expect(lines(['a', 'b'], prediction('x', 'b', { a: 0.4, b: 0.6 }, false))[1]).toBe(
      'x,b,0.600000,none of these,0.400000,0.600000',
    );
  });
  it('quotes commas, quotes and line breaks', () => {
    const rows = formatPredictionsCsv(['a,b', 'c'], [prediction('say "x"\n.jpg', 'c', { 'a,b': 0, c: 1 })]);
    expect(rows).toBe(
      'file,label,confidence,answer,"a,b",c\r\n"say ""x""\n.jpg",c,1.000000,c,0.000000,1.000000\r\n',
    );
  });
  it.each(['=HYPERLINK("x")', '+1', '-1', '@SUM', '\tx', '\rx'])(
    'guards %j against being run as a formula',
    (name) => {
      const [header, row] = lines([name, 'z'], prediction(name, name, { [name]: 1, z: 0 }));
      const cell = /[",\r\n]/.test(name) ? `"'${name.replaceAll('"', '""')}"` : `'${name}`;
      expect(header).toBe(`file,label,confidence,answer,${cell},z`);
      expect(row).toBe(`${cell},${cell},1.000000,${cell},1.000000,0.000000`);
    },
  );
  it('keeps other names as they are and the order of the classes', () => {
    expect(lines(['10', '9', '犬'])[0]).toBe('file,label,confidence,answer,10,9,犬');
  });
  it('writes small probabilities without an exponent', () => {
    expect(lines(['a', 'b'], prediction('x', 'b', { a: 1e-9, b: 1 }))[1]).toBe(
      'x,b,1.000000,b,0.000000,1.000000',
    );
  });
});
