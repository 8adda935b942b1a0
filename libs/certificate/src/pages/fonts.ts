import { sha256 } from '#wire';
import { CertificateError } from '../errors.js';
import { readTrueType } from '../pdf/true-type.js';

/** Fonts of the printed certificate with their hashes. Other font bytes would change the bytes of the document. */
export const fontFiles = {
  latin: {
    file: 'NotoSans-Regular.ttf',
    sha256: '89c3c497f618fdaa0b2d1e98fef93582f28c71debd2c4a8cdf41f190ced2909d',
  },
  arabic: {
    file: 'NotoNaskhArabic-Regular.ttf',
    sha256: '8c67eaa2f0086872628fc3f7f760386f83c8be5c5e9a1ba3a38891237b2ac7cb',
  },
} as const;

export type Face = keyof typeof fontFiles;
export type Fonts = Readonly<Record<Face, Uint8Array>>;

const faces = Object.keys(fontFiles) as Face[];

const arabicBlocks = [
  [0x0600, 0x06ff],
  [0x0750, 0x077f],
  [0x08a0, 0x08ff],
  [0xfb50, 0xfdff],
  [0xfe70, 0xfeff],
] as const;

export const isArabic = (code: number): boolean =>
  arabicBlocks.some(([first, last]) => code >= first && code <= last);

export const faceOf = (letter: string): Face =>
  isArabic(letter.codePointAt(0) ?? 0) ? 'arabic' : 'latin';

export function assertFonts(fonts: Fonts): void {
  const other = faces.find((face) => sha256(fonts[face]) !== fontFiles[face].sha256);
  if (other !== undefined)
    throw new CertificateError('CERTIFICATE_FONT_DIFFERS', fontFiles[other].file);
}

export function letterGuard(fonts: Fonts): (text: string) => void {
  const known = {
    latin: readTrueType(fonts.latin).letters,
    arabic: readTrueType(fonts.arabic).letters,
  };
  return (text) => {
    for (const letter of text) {
      const code = letter.codePointAt(0) ?? 0;
      if (known[faceOf(letter)].has(code)) continue;
      const named = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
      throw new CertificateError('CERTIFICATE_LETTER_UNKNOWN', named);
    }
  };
}
