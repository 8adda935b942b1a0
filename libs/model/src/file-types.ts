import type { AttachmentEntry } from './document.js';

/** So many of the first bytes of a file decide what it is. */
export const typeHeadBytes = 512;

/** Says nothing of what a file is. */
const anything = 'application/octet-stream';

interface FileType {
  readonly endings: readonly string[];
  readonly mediaType: string;
  /** Bytes of the type, and where they begin; without them it is text. */
  readonly magic?: { readonly at: number; readonly bytes: readonly string[] };
}

/** Types that are known by their bytes. What is not here is taken as it is, and nothing is said of it. */
const fileTypes: readonly FileType[] = [
  { endings: ['pdf'], mediaType: 'application/pdf', magic: { at: 0, bytes: ['255044462d'] } },
  { endings: ['jpg', 'jpeg'], mediaType: 'image/jpeg', magic: { at: 0, bytes: ['ffd8ff'] } },
  { endings: ['png'], mediaType: 'image/png', magic: { at: 0, bytes: ['89504e470d0a1a0a'] } },
  // The second: of an archive with nothing in it.
  {
    endings: ['zip'],
    mediaType: 'application/zip',
    magic: { at: 0, bytes: ['504b0304', '504b0506'] },
  },
  { endings: ['mp4'], mediaType: 'video/mp4', magic: { at: 4, bytes: ['66747970'] } },
  { endings: ['txt'], mediaType: 'text/plain' },
  { endings: ['csv'], mediaType: 'text/csv' },
  { endings: ['json'], mediaType: 'application/json' },
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
  fileTypes.find((type) => type.mediaType === mediaType);

/** By the ending of a name. Pure. */
export const mediaTypeOf = (name: string): string => byEnding(name)?.mediaType ?? anything;

/** What its name or its media type says it is can be told from its bytes. Pure. */
export const saysType = ({ name, mediaType }: Named): boolean =>
  (byEnding(name) ?? byMediaType(mediaType)) !== undefined;

/**
 * What is wrong with what an attachment says it is; undefined: nothing, or it says nothing that is known here. Ending and media
 * type must not contradict each other, and the bytes must be of that type: what a person opens as a picture is no program, and
 * what the rules of a State judge as a picture is one. `head`: the first `typeHeadBytes` of the file. Pure.
 */
export function typeFlaw({ name, mediaType }: Named, head: Uint8Array): string | undefined {
  const named = byEnding(name);
  if (named !== undefined && mediaType !== anything && mediaType !== named.mediaType)
    return `named .${endingOf(name)}, stated to be ${byMediaType(mediaType)?.mediaType ?? 'something else'}`;
  const said = named ?? byMediaType(mediaType);
  if (said === undefined || isOf(said, head)) return undefined;
  const other = fileTypes.find((type) => type.magic !== undefined && isOf(type, head));
  const found = other === undefined ? '' : `, but of ${other.mediaType}`;
  return `not the bytes of ${said.mediaType}${found}`;
}

function isOf({ magic }: FileType, bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, typeHeadBytes);
  if (magic === undefined) return isText(head);
  return magic.bytes.some((hex) => hexOf(head.subarray(magic.at)).startsWith(hex));
}

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Of whatever character set: no control but those of lines and pages, unless it begins as UTF-16; and not of another type. */
function isText(head: Uint8Array): boolean {
  const isWide = ['fffe', 'feff'].includes(hexOf(head).slice(0, 4));
  const isPlain = head.every(
    (byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b,
  );
  return (
    (isWide || isPlain) && !fileTypes.some((type) => type.magic !== undefined && isOf(type, head))
  );
}
