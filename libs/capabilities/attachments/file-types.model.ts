import { phrase, type Detail, type AttachmentEntry } from '#kernel';

export const typeHeadBytes = 512;

const anything = 'application/octet-stream';

interface FileType {
  readonly endings: readonly string[];
  readonly mediaType: string;
  readonly synonyms?: readonly string[];
  readonly beside?: readonly string[];
  readonly begins?: RegExp;
}

/**
 * Bytes of plain text: printable characters, line and page breaks, the DOS end-of-file mark, and the start of escape
 * sequences.
 */
const plain = /^[\t-\r\x1a\x1b\x20-\xff]*$/;
/** UTF-16 text in alphabetic scripts. Random bytes and programs hardly ever match. */
const widePlain = /^[\t-\r\x1a\x1b\x20-\u21ff]*$/;

/** File types that are recognised by their first bytes. A file of any other type is accepted without this check. */
const fileTypes: readonly FileType[] = [
  {
    endings: ['pdf'],
    mediaType: 'application/pdf',
    synonyms: ['application/x-pdf'],
    // PDF readers skip leading text such as a blank line or printer commands. A program that contains a PDF is not one.
    begins: /^[\t-\r\x1a\x1b\x20-\xff]*?%PDF-/,
  },
  {
    endings: ['jpg', 'jpeg'],
    mediaType: 'image/jpeg',
    synonyms: ['image/pjpeg', 'image/jpg'],
    begins: /^\xff\xd8\xff/,
  },
  {
    endings: ['png'],
    mediaType: 'image/png',
    synonyms: ['image/x-png'],
    begins: /^\x89PNG\r\n\x1a\n/,
  },
  {
    endings: ['zip'],
    mediaType: 'application/zip',
    synonyms: ['application/x-zip-compressed', 'application/x-zip'],
    // ZIP with a file, empty ZIP, part of a split ZIP.
    begins: /^PK(?:\x03\x04|\x05\x06|\x07\x08)/,
  },
  {
    endings: ['mp4'],
    mediaType: 'video/mp4',
    beside: ['application/mp4', 'audio/mp4'],
    // Box type after the size: not every camera starts with `ftyp`, and a text may contain such a word there.
    begins: /^(?![\t-\r\x1a\x1b\x20-\xff]*$)[^]{4}(?:ftyp|styp|moov|mdat|free|wide|skip)/,
  },
  { endings: ['txt'], mediaType: 'text/plain' },
  {
    endings: ['csv'],
    mediaType: 'text/csv',
    synonyms: ['application/csv'],
    beside: ['application/vnd.ms-excel', 'text/plain'],
  },
  { endings: ['json'], mediaType: 'application/json', synonyms: ['text/json'] },
];

type Named = Pick<AttachmentEntry, 'name' | 'mediaType'>;

const endingOf = (name: string): string =>
  /\.([^.]*)$/.exec(name.replace(/[\s.]+$/, ''))?.[1]?.toLowerCase() ?? '';
const byEnding = (name: string): FileType | undefined => {
  const ending = endingOf(name);
  return fileTypes.find(({ endings }) => endings.includes(ending));
};
const byMediaType = (mediaType: string): FileType | undefined =>
  fileTypes.find((type) => type.mediaType === mediaType || type.synonyms?.includes(mediaType));

export const mediaTypeOf = (name: string): string => byEnding(name)?.mediaType ?? anything;

export const saysType = ({ name, mediaType }: Named): boolean =>
  (byEnding(name) ?? byMediaType(mediaType)) !== undefined;

/** Returns the stated media type with the standard types for it and the file ending. Policy rules may match any of them. */
export const statedTypes = ({ name, mediaType }: Named): string[] => [
  ...new Set([
    mediaType,
    ...[byMediaType(mediaType), byEnding(name)].flatMap((type) => type?.mediaType ?? []),
  ]),
];

/**
 * Tells how file ending, media type and first bytes contradict each other; undefined when they agree. `head` holds the first
 * `typeHeadBytes` bytes.
 */
export function typeFlaw({ name, mediaType }: Named, head: Uint8Array): Detail | undefined {
  const named = byEnding(name);
  const stated = byMediaType(mediaType);
  if (named !== undefined && !mayBeStated(named, mediaType))
    return phrase`named .${endingOf(name)}, stated to be ${stated?.mediaType ?? phrase`something else`}`;
  return bytesFlaw(named ?? stated, head);
}

const mayBeStated = (named: FileType, mediaType: string): boolean =>
  byMediaType(mediaType) === named ||
  mediaType === anything ||
  named.beside?.includes(mediaType) === true;

function bytesFlaw(said: FileType | undefined, head: Uint8Array): Detail | undefined {
  if (said === undefined || isOf(said, head)) return undefined;
  const other = fileTypes.find((type) => type.begins !== undefined && isOf(type, head));
  return other === undefined
    ? phrase`not the bytes of ${said.mediaType}`
    : phrase`not the bytes of ${said.mediaType}, but of ${other.mediaType}`;
}

function isOf({ begins }: FileType, bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, typeHeadBytes);
  const text = String.fromCharCode(...head);
  return begins === undefined ? isText(head, text) : begins.test(text);
}

function isText(head: Uint8Array, text: string): boolean {
  if (/^(?:\xef\xbb\xbf)?\s*%PDF-|^\xff\xd8\xff/.test(text)) return false;
  return plain.test(text) || /^(?:\xff\xfe|\xfe\xff)/.test(text) || isWide(head);
}

function isWide(head: Uint8Array): boolean {
  if (head.length % 2 !== 0) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  return [true, false].some((isLittleEndian) => {
    const units = Array.from({ length: head.length / 2 }, (_, i) =>
      view.getUint16(i * 2, isLittleEndian),
    );
    return widePlain.test(String.fromCharCode(...units));
  });
}
