import { dictAt, resolved, streamAt } from '../pdf/file.js';
import { listed, Name } from '../pdf/values.js';
import { type Document, isNamed } from './document.js';

function intended({ file, catalog }: Document): number {
  const [intent, ...more] = listed(resolved(file, catalog.get('OutputIntents')));
  const found = dictAt(file, intent);
  const profile = streamAt(file, found.get('DestOutputProfile'));
  if (profile === undefined || more.length > 0 || !isNamed(found.get('S'), 'GTS_PDFA1')) return 0;
  return componentsOf(Buffer.from(profile.data)) === profile.dict.get('N')
    ? Number(profile.dict.get('N'))
    : 0;
}

function componentsOf(profile: Buffer): number {
  const isProfile =
    profile.length >= 132 &&
    profile.readUInt32BE(0) === profile.length &&
    profile.toString('latin1', 36, 40) === 'acsp' &&
    (profile[8] ?? 9) <= 4 &&
    ['mntr', 'prtr'].includes(profile.toString('latin1', 12, 16));
  const spaces: Readonly<Record<string, number>> = { 'RGB ': 3, GRAY: 1, CMYK: 4 };
  return isProfile ? (spaces[profile.toString('latin1', 16, 20)] ?? 0) : 0;
}

export const outputIntent = (document: Document): boolean => intended(document) !== 0;

const components: Readonly<Record<string, number>> = {
  DeviceGray: 1,
  DeviceRGB: 3,
  DeviceCMYK: 4,
};
const byOperator: Readonly<Record<string, number>> = { g: 1, G: 1, rg: 3, RG: 3, k: 4, K: 4 };

/** True when the device colour spaces in use fit the output intent's profile (ISO 19005-3, 6.2.4.3). DeviceGray always fits. */
export function deviceColours(document: Document): boolean {
  const { operations = [], plain } = document;
  const used = [
    ...operations.map(({ operator, operands: [space] }) =>
      ['cs', 'CS'].includes(operator) && space instanceof Name
        ? (components[space.name] ?? 0)
        : (byOperator[operator] ?? 0),
    ),
    ...plain.map((value) => (value instanceof Name ? (components[value.name] ?? 0) : 0)),
  ];
  const known = intended(document);
  return used.every((count) => count <= 1 || count === known);
}

export const externalObjects = ({ dicts }: Document): boolean =>
  dicts.every(
    (dict) =>
      !isNamed(dict.get('Subtype'), 'PS') &&
      !isNamed(dict.get('Subtype2'), 'PS') &&
      !(
        isNamed(dict.get('Subtype'), 'Form', 'Image') &&
        ['Ref', 'PS', 'OPI', 'Alternates'].some((key) => dict.entries.has(key))
      ),
  );

/** True when the document uses no transparency. The standard permits some (ISO 19005-3, 6.2.10). */
export const transparency = ({ dicts, pages }: Document): boolean =>
  pages.every((page) => page.get('Group') === undefined) &&
  dicts.every((dict) => {
    const mask = dict.get('SMask');
    const isMasked = mask !== undefined && !isNamed(mask, 'None');
    const isFaint = ['ca', 'CA'].some((key) => ![undefined, 1].includes(dict.get(key) as number));
    const mode = dict.get('BM');
    return !isMasked && !isFaint && (mode === undefined || isNamed(mode, 'Normal', 'Compatible'));
  });
