import { dictAt, type PdfFile, resolved, streamAt } from '../pdf/file.js';
import { readTrueType, type TrueType } from '../pdf/true-type.js';
import { type Dict, listed } from '../pdf/values.js';
import { type Document, isNamed, type ShownFont } from './document.js';

function descendant(file: PdfFile, font: Dict): Dict {
  const fonts = resolved(file, font.get('DescendantFonts'));
  return dictAt(file, listed(fonts)[0]);
}

function programOf(file: PdfFile, font: Dict): TrueType | undefined {
  const descriptor = dictAt(file, descendant(file, font).get('FontDescriptor'));
  const stream = streamAt(file, descriptor.get('FontFile2'));
  if (stream === undefined || stream.dict.get('Length1') !== stream.data.length) return undefined;
  try {
    return readTrueType(stream.data);
  } catch {
    // Bytes that cause any failure are no valid font.
    return undefined;
  }
}

const every = (
  { file, fonts }: Document,
  holds: (font: Dict, shown: ShownFont, file: PdfFile) => boolean,
): boolean => fonts.every((shown) => holds(shown.font, shown, file));

export const glyphMaps = (document: Document): boolean =>
  every(document, (font, _, file) => {
    const map = descendant(file, font).get('CIDToGIDMap');
    return isNamed(map, 'Identity') || streamAt(file, map) !== undefined;
  });

export const encodings = (document: Document): boolean =>
  every(document, (font) => isNamed(font.get('Encoding'), 'Identity-H', 'Identity-V'));

/** True when each font is embedded with every glyph that is shown (ISO 19005-3, 6.2.11.4.1). */
export const embedding = (document: Document): boolean =>
  document.fonts.length > 0 &&
  every(document, (font, { glyphs }, file) => {
    const program = programOf(file, font);
    if (program === undefined || !isNamed(font.get('Subtype'), 'Type0')) return false;
    return [...glyphs].every((glyph) => glyph < program.widths.length);
  });

function widthsOf(file: PdfFile, font: Dict): ReadonlyMap<number, number> {
  const [first, list] = listed(resolved(file, descendant(file, font).get('W')));
  const widths = listed(resolved(file, list));
  return new Map(widths.map((width, i) => [Number(first) + i, Number(width)]));
}

/**
 * True if each shown glyph has the same width in PDF and embedded font, within 1/1000 of the font size (ISO 19005-3,
 * 6.2.11.5).
 */
export const metrics = (document: Document): boolean =>
  every(document, (font, { glyphs }, file) => {
    const widths = widthsOf(file, font);
    const real = programOf(file, font)?.widths ?? [];
    return [...glyphs].every(
      (glyph) => Math.abs((widths.get(glyph) ?? NaN) - (real[glyph] ?? NaN)) <= 1,
    );
  });

export const missingLetters = (document: Document): boolean =>
  every(document, (_, { glyphs }) => !glyphs.has(0));
