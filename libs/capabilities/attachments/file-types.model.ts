import type { AttachmentEntry } from '#kernel';

/** So many of the first bytes of a file decide what it is. */
export const typeHeadBytes = 512;

/** Says nothing of what a file is. */
const anything = 'application/octet-stream';

interface FileType {
  readonly endings: readonly string[];
  readonly mediaType: string;
  /** Other names of the same. */
  readonly synonyms?: readonly string[];
  /** Names that systems give a file of that ending, though they also mean something else. */
  readonly beside?: readonly string[];
  /** How its bytes begin, each as a character; without it, it is text. */
  readonly begins?: RegExp;
}

/** Lines and pages, the end of a file of old systems, and what switches a character set or a printer. */
const plain = /^[\t-\r\x1a\x1b\x20-\xff]*$/;
/** In units of two bytes: scripts of letters and their signs, of which random bytes and programs are not made. */
const widePlain = /^[\t-\r\x1a\x1b\x20-\u21ff]*$/;

/** Types that are known by their bytes. What is not here is taken as it is, and nothing is said of it. */
const fileTypes: readonly FileType[] = [
  {
    endings: ['pdf'],
    mediaType: 'application/pdf',
    synonyms: ['application/x-pdf'],
    // Readers skip text before it: a blank line, what a printer was told. A program that holds one is none.
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
    // A file in it, nothing in it, one of several parts.
    begins: /^PK(?:\x03\x04|\x05\x06|\x07\x08)/,
  },
  {
    endings: ['mp4'],
    mediaType: 'video/mp4',
    beside: ['application/mp4', 'audio/mp4'],
    // After the size of the first box its type: not every camera begins with `ftyp`. A text may have such a word there.
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

/** Points and blanks at its end some systems leave out. */
const endingOf = (name: string): string =>
  /\.([^.]*)$/.exec(name.replace(/[\s.]+$/, ''))?.[1]?.toLowerCase() ?? '';
const byEnding = (name: string): FileType | undefined => {
  const ending = endingOf(name);
  return fileTypes.find(({ endings }) => endings.includes(ending));
};
const byMediaType = (mediaType: string): FileType | undefined =>
  fileTypes.find((type) => type.mediaType === mediaType || type.synonyms?.includes(mediaType));

/** By the ending of a name. Pure. */
export const mediaTypeOf = (name: string): string => byEnding(name)?.mediaType ?? anything;

/** True when its name or media type says a type that its bytes can show. Pure. */
export const saysType = ({ name, mediaType }: Named): boolean =>
  (byEnding(name) ?? byMediaType(mediaType)) !== undefined;

/** Its media type as it is stated, and the usual name of what it or the ending says: a rule that names one holds for all. Pure. */
export const statedTypes = ({ name, mediaType }: Named): string[] => [
  ...new Set([
    mediaType,
    ...[byMediaType(mediaType), byEnding(name)].flatMap((type) => type?.mediaType ?? []),
  ]),
];

/**
 * Fault in what an attachment says it is; undefined: none, or it says nothing that is known here. Ending and media
 * type must not contradict each other, and the bytes must be of that type: what a person opens as a picture is no program, and
 * what the rules of a State judge as a picture is one. `head`: the first `typeHeadBytes` of the file. Pure.
 */
export function typeFlaw({ name, mediaType }: Named, head: Uint8Array): string | undefined {
  const named = byEnding(name);
  const stated = byMediaType(mediaType);
  if (named !== undefined && !mayBeStated(named, mediaType))
    return `named .${endingOf(name)}, stated to be ${stated?.mediaType ?? 'something else'}`;
  return bytesFlaw(named ?? stated, head);
}

/** Whether a file with the ending of a type may be stated to be of this media type. */
const mayBeStated = (named: FileType, mediaType: string): boolean =>
  byMediaType(mediaType) === named ||
  mediaType === anything ||
  named.beside?.includes(mediaType) === true;

/** How the first bytes contradict a type; undefined when they do not, or no type is known. */
function bytesFlaw(said: FileType | undefined, head: Uint8Array): string | undefined {
  if (said === undefined || isOf(said, head)) return undefined;
  const other = fileTypes.find((type) => type.begins !== undefined && isOf(type, head));
  const found = other === undefined ? '' : `, but of ${other.mediaType}`;
  return `not the bytes of ${said.mediaType}${found}`;
}

function isOf({ begins }: FileType, bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, typeHeadBytes);
  const text = String.fromCharCode(...head);
  return begins === undefined ? isText(head, text) : begins.test(text);
}

/**
 * Of whatever character set; one of two bytes may leave out the mark that says so. Of other types only these begin with what
 * could be text.
 */
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
