import bidiFactory from 'bidi-js';
import { type Face, faceOf } from './fonts.js';

const bidi = (bidiFactory as unknown as typeof bidiFactory.default)();

export interface Piece {
  readonly text: string;
  readonly face: Face;
}

export interface Line {
  readonly pieces: readonly Piece[];
  readonly width: number;
}

export type Direction = 'ltr' | 'rtl';

export interface Room {
  readonly width: number;
  readonly direction: Direction;
  readonly measure: (piece: Piece) => number;
}

const isMark = (letter: string): boolean => /^\p{M}$/u.test(letter);

interface Run {
  readonly face: Face;
  readonly isOdd: boolean;
  readonly letters: string[];
  last: number;
}

function joins(run: Run | undefined, next: { at: number; face: Face; isOdd: boolean }): boolean {
  if (run === undefined || run.face !== next.face || run.isOdd !== next.isOdd) return false;
  if (next.isOdd) return next.face === 'arabic' && next.at === run.last - 1;
  return next.face === 'latin' && next.at === run.last + 1;
}

/** Divides a line into pieces of one font and direction, in visual order (UAX #9). Mirrors brackets in right-to-left text. */
function piecesOf(
  text: string,
  levels: ReturnType<typeof bidi.getEmbeddingLevels>,
  [start, end]: readonly [number, number],
): Piece[] {
  const order = bidi.getReorderedIndices(text, levels, start, end - 1).slice(start, end);
  const runs: Run[] = [];
  for (const at of order) {
    const letter = text.charAt(at);
    const isOdd = ((levels.levels[at] ?? 0) & 1) === 1;
    const next = { at, face: faceOf(letter), isOdd };
    const mirrored = isOdd ? bidi.getMirroredCharacter(letter) : null;
    const run = runs.at(-1);
    if (run !== undefined && joins(run, next)) {
      run.letters.push(letter);
      run.last = at;
    } else runs.push({ ...next, letters: [mirrored ?? letter], last: at });
  }
  return runs.map(({ face, isOdd, letters }) => ({
    face,
    text: (isOdd ? letters.reverse() : letters).join(''),
  }));
}

const widthOf = (pieces: readonly Piece[], { measure }: Room): number =>
  pieces.reduce((sum, piece) => sum + measure(piece), 0);

function wordsOf(text: string, room: Room): string[] {
  const words = text.match(/\S+\s*|\s+/g) ?? [];
  return words.flatMap((word) => {
    if (wordWidth(word.trimEnd(), room) <= room.width) return [word];
    const parts: string[] = [];
    let part = '';
    for (const letter of word) {
      const longer = part + letter;
      if (!isMark(letter) && letter !== ' ' && wordWidth(longer, room) > room.width) {
        parts.push(part);
        part = letter;
      } else part = longer;
    }
    return [...parts, part];
  });
}

function wordWidth(word: string, room: Room): number {
  const pieces: { text: string; readonly face: Face }[] = [];
  for (const letter of word) {
    const face = faceOf(letter);
    const last = pieces.at(-1);
    if (last?.face === face) last.text += letter;
    else pieces.push({ face, text: letter });
  }
  return widthOf(pieces, room);
}

export function linesOf(text: string, room: Room): readonly Line[] {
  const levels = bidi.getEmbeddingLevels(text, room.direction);
  const ranges: (readonly [number, number])[] = [];
  let [start, end, width] = [0, 0, 0];
  for (const word of wordsOf(text, room)) {
    const bare = wordWidth(word.trimEnd(), room);
    if (width + bare > room.width && end > start) {
      ranges.push([start, end]);
      [start, width] = [end, 0];
    }
    width += wordWidth(word, room);
    end += word.length;
  }
  ranges.push([start, end]);
  return ranges.map(([first, last]) => {
    const bare = first + text.slice(first, last).trimEnd().length;
    const pieces = bare > first ? piecesOf(text, levels, [first, bare]) : [];
    return { pieces, width: widthOf(pieces, room) };
  });
}
