/** Arranges drawings in rows and scales them into a frame. */

/** A piece of SVG and the size of its box; the origin is its upper left corner. */
export interface Drawing {
  readonly body: string;
  readonly width: number;
  readonly height: number;
}

/** Size of the frame, including its margin, in CSS pixels. */
export interface Frame {
  readonly width: number;
  readonly height: number;
}

const GAP = 10;
const MARGIN = 8;
const MAX_ROWS = 6;
/** Largest scale, so that small molecules are not blown up. */
export const MAX_SCALE = 1.4;
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Places drawings side by side, centred on one line. */
export function beside(drawings: readonly Drawing[], gap = GAP): Drawing {
  const height = Math.max(0, ...drawings.map((drawing) => drawing.height));
  let x = 0;
  const parts = drawings.map((drawing) => {
    const part = moved(drawing, x, (height - drawing.height) / 2);
    x += drawing.width + gap;
    return part;
  });
  return { body: parts.join(""), width: Math.max(0, x - gap), height };
}

/** Places drawings one below the other, centred. */
export function below(drawings: readonly Drawing[], gap = GAP): Drawing {
  const width = Math.max(0, ...drawings.map((drawing) => drawing.width));
  let y = 0;
  const parts = drawings.map((drawing) => {
    const part = moved(drawing, (width - drawing.width) / 2, y);
    y += drawing.height + gap;
    return part;
  });
  return { body: parts.join(""), width, height: Math.max(0, y - gap) };
}

/** The drawing, scaled down if it is taller than `height`. */
export function shrunk(drawing: Drawing, height: number): Drawing {
  if (drawing.height <= height) return drawing;
  const scale = height / drawing.height;
  return {
    body: `<g transform="scale(${scale.toFixed(4)})">${drawing.body}</g>`,
    width: drawing.width * scale,
    height,
  };
}

/** Breaks a sequence into lines no wider than `width`, except where a single drawing is wider. */
export function wrapped(drawings: readonly Drawing[], width: number): readonly Drawing[] {
  const lines: Drawing[][] = [];
  let used = 0;
  for (const drawing of drawings) {
    if (lines.length === 0 || used + drawing.width > width) {
      lines.push([]);
      used = 0;
    }
    lines.at(-1)?.push(drawing);
    used += drawing.width + GAP;
  }
  return lines.map((line) => beside(line));
}

/** One SVG document with a transparent background, with the sequence in the number of rows that makes it largest. */
export function fitted(drawings: readonly Drawing[], frame: Frame, title: string): string {
  const room = {
    width: Math.max(1, frame.width - 2 * MARGIN),
    height: Math.max(1, frame.height - 2 * MARGIN),
  };
  const total = drawings.reduce((sum, drawing) => sum + drawing.width + GAP, 0);
  let best: Drawing = beside(drawings);
  let scale = 0;
  for (let rows = 1; rows <= MAX_ROWS; rows++) {
    const candidate = below(wrapped(drawings, rows === 1 ? Infinity : total / rows * 1.15), 2 * GAP);
    const fits = Math.min(room.width / candidate.width, room.height / candidate.height, MAX_SCALE);
    if (fits <= scale) continue;
    best = candidate;
    scale = fits;
  }
  const x = (frame.width - best.width * scale) / 2;
  const y = (frame.height - best.height * scale) / 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${frame.width}" height="${frame.height}" ` +
    `viewBox="0 0 ${frame.width} ${frame.height}" role="img"><title>${escaped(title)}</title>` +
    `<g transform="translate(${fixed(x)} ${fixed(y)}) scale(${scale.toFixed(4)})">${best.body}</g></svg>`;
}

/** Text escaped for XML; characters that XML forbids become spaces. */
export function escaped(text: string): string {
  return text.toWellFormed().replaceAll(FORBIDDEN, " ").replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function moved(drawing: Drawing, x: number, y: number): string {
  return `<g transform="translate(${fixed(x)} ${fixed(y)})">${drawing.body}</g>`;
}

/** A number for an attribute, rounded to two decimals. */
export function fixed(value: number): string {
  return String(Math.round(value * 100) / 100);
}
