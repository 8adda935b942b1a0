import { type Dict, isList, listed, Name, Text } from '../pdf/values.js';
import { type Document, isNamed } from './document.js';

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

export const header = (bytes: Uint8Array): boolean =>
  /^%PDF-1\.[0-7]\n%[\x80-\xff]{4}/.test(latin1(bytes.subarray(0, 32)));

/** True when the trailer has an identifier and no encryption, and at most a newline follows `%%EOF` (ISO 19005-3, 6.1.3). */
export function trailer({ file }: Document): boolean {
  const id = listed(file.trailer.get('ID'));
  const isIdentified =
    id.length === 2 && id.every((each) => each instanceof Text && each.bytes.length > 0);
  const end = latin1(file.bytes.subarray(-6));
  return isIdentified && file.trailer.get('Encrypt') === undefined && /%%EOF\n?$/.test(end);
}

export const streams = ({ dicts }: Document): boolean =>
  dicts.every((dict) => {
    const isStream = dict.get('Length') !== undefined;
    return !isStream || !['F', 'FFilter', 'FDecodeParms'].some((key) => dict.entries.has(key));
  });

const filtersAllowed = [
  ...['ASCIIHexDecode', 'ASCII85Decode', 'FlateDecode', 'RunLengthDecode'],
  ...['CCITTFaxDecode', 'JBIG2Decode', 'DCTDecode', 'JPXDecode'],
];

/** True when only filters of ISO 32000-1 are used, but neither LZW nor Crypt (ISO 19005-3, 6.1.7.2). */
export const filters = ({ dicts }: Document): boolean =>
  dicts
    .filter((dict) => dict.get('Length') !== undefined)
    .flatMap((dict) => {
      const filter = dict.get('Filter') ?? [];
      return isList(filter) ? filter : [filter];
    })
    .every((filter) => isNamed(filter, ...filtersAllowed));

const most = {
  text: 32_767,
  name: 127,
  whole: 2_147_483_647,
  real: 3.403e38,
  nesting: 28,
} as const;

/** True when strings, names, numbers, pages and nested `q` operators stay within the limits (ISO 19005-3, 6.1.13). */
export function limits({ plain, dicts, pages, operations = [] }: Document): boolean {
  const areShort = plain.every((value) => {
    if (value instanceof Text) return value.bytes.length <= most.text;
    if (value instanceof Name) return Buffer.byteLength(value.name, 'latin1') <= most.name;
    if (typeof value !== 'number') return true;
    return Math.abs(value) <= (Number.isInteger(value) ? most.whole : most.real);
  });
  let [depth, deepest] = [0, 0];
  for (const { operator } of operations) {
    depth += operator === 'q' ? 1 : operator === 'Q' ? -1 : 0;
    deepest = Math.max(deepest, depth);
  }
  const keys = dicts.every((dict) =>
    [...dict.entries.keys()].every((key) => key.length <= most.name),
  );
  return areShort && keys && deepest <= most.nesting && pages.every(isPageSized);
}

function isPageSized(page: Dict): boolean {
  const box = listed(page.get('MediaBox'));
  if (box.length !== 4) return false;
  const [left, bottom, right, top] = box.map(Number);
  const sides = [(right ?? 0) - (left ?? 0), (top ?? 0) - (bottom ?? 0)];
  return sides.every((side) => side >= 3 && side <= 14_400);
}

const operators = new Set(
  (
    'b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re RG rg ri ' +
    's S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y \' "'
  ).split(' '),
);

export const contents = ({ operations }: Document): boolean =>
  operations?.every(({ operator }) => operators.has(operator)) ?? false;
