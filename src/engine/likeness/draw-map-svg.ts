import { classMark, markCorners } from '../../shared/class-marks.ts';
import { isWrong, type MappedPhoto, type PhotoMap } from '../../shared/photo-map.ts';

/** What is written on the drawing, in the reader's language. */
export interface MapDrawingWords {
  readonly title: string;
  readonly wrong: string;
}

/** The page's class hues in its light theme. */
const hues = ['#006fa6', '#b85c00', '#757d85', '#4f93bb', '#7a4a12', '#1f3b57'] as const;
const [paper, ink, line] = ['#fbfcfd', '#1c232b', '#d9dee3'] as const;
const [side, margin, headHeight, rowHeight] = [1_000, 40, 56, 26] as const;
const font = "font-family=\"'Noto Sans', 'Noto Sans CJK SC', 'PingFang SC', 'Segoe UI', sans-serif\"";
const radius = 4;

/** A map as one SVG file without anything outside it: a mark a photo, a ring round each that was answered wrongly. */
export function drawMapSvg({ classes, photos }: PhotoMap, words: MapDrawingWords): string {
  const left = 2 * margin + side;
  const width = left + 240;
  const height = headHeight + Math.max(side, (classes.length + 1) * rowHeight) + 2 * margin;
  // Wrong ones last, so that they lie over the others.
  const ordered = photos.toSorted((one, other) => Number(isWrong(one)) - Number(isWrong(other)));
  const legend = classes.map((name, index) => {
    const y = headHeight + margin + rowHeight * (index + 0.5);
    return `${mark(index, left, y, 6)}${text(left + 16, y + 5, 14, name)}`;
  });
  const ringY = headHeight + margin + rowHeight * (classes.length + 0.5);
  const ringRow = photos.some(isWrong)
    ? [`${ring(left, ringY)}${text(left + 16, ringY + 5, 14, words.wrong)}`]
    : [];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(words.title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${paper}"/>`,
    text(margin, margin, 20, words.title),
    `<rect x="${margin}" y="${headHeight + margin - 16}" width="${side}" height="${side + 32}" fill="none" stroke="${line}" rx="10"/>`,
    ...ordered.map((photo) => drawn(photo, classes.indexOf(photo.className))),
    ...legend,
    ...ringRow,
    '</svg>\n',
  ].join('\n');
}

function drawn(photo: MappedPhoto, classIndex: number): string {
  const x = margin + 16 + photo.x * (side - 32);
  const y = headHeight + margin + photo.y * side;
  const said = photo.answer === null || !isWrong(photo) ? '' : ` → ${photo.answer}`;
  const title = `<title>${escaped(`${photo.path}: ${photo.className}${said}`)}</title>`;
  return `<g>${title}${mark(classIndex, x, y, radius)}${isWrong(photo) ? ring(x, y) : ''}</g>`;
}

function mark(classIndex: number, x: number, y: number, size: number): string {
  const { hue, form } = classMark(classIndex);
  const style = `fill="${hues[hue]!}" stroke="${paper}" stroke-width="1"`;
  const corners = markCorners(form, size).map(([dx, dy]) => `${short(x + dx)},${short(y + dy)}`);
  if (corners.length === 0) return `<circle cx="${short(x)}" cy="${short(y)}" r="${size}" ${style}/>`;
  return `<polygon points="${corners.join(' ')}" ${style}/>`;
}

function ring(x: number, y: number): string {
  return `<circle cx="${short(x)}" cy="${short(y)}" r="8" fill="none" stroke="${ink}" stroke-width="2"/>`;
}

function text(x: number, y: number, size: number, words: string): string {
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${ink}" ${font}>${escaped(words)}</text>`;
}

function short(value: number): string {
  return String(Number(value.toFixed(1)));
}

function escaped(words: string): string {
  return (
    words
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      // Control characters are not allowed in XML, but in file names.
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/gu, '\ufffd')
  );
}
