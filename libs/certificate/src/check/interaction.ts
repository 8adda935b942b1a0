import { dictAt, resolved, streamAt } from '../pdf/file.js';
import { type Dict, listed, Name, Reference, Text } from '../pdf/values.js';
import { membersOf, readDer } from '#cms';
import { type Document, isNamed } from './document.js';

const flags = { print: 4, mask: 4 | 1 | 2 | 32 | 256 } as const;

/** True when each annotation is a printable widget that has an appearance or no size (ISO 19005-3, 6.3.1 to 6.3.3). */
export const annotations = ({ file, pages }: Document): boolean =>
  pages
    .flatMap((page) => listed(resolved(file, page.get('Annots'))))
    .map((each) => dictAt(file, each))
    .every((annotation) => {
      const rect = listed(annotation.get('Rect'));
      const isShown = (Number(annotation.get('F')) & flags.mask) === flags.print;
      const isSizeless = rect[0] === rect[2] && rect[1] === rect[3] && rect.length === 4;
      const isDrawn = isSizeless || annotation.get('AP') !== undefined;
      return isNamed(annotation.get('Subtype'), 'Widget') && isShown && isDrawn;
    });

/**
 * True when the form has no XFA, requests no generated appearances, and no field has an action (ISO 19005-3, 6.4.1 and
 * 6.4.2).
 */
export function forms({ file, catalog }: Document): boolean {
  const form = dictAt(file, catalog.get('AcroForm'));
  const fields = listed(resolved(file, form.get('Fields'))).map((each) => dictAt(file, each));
  const hasActions = fields.some((field) => field.entries.has('A') || field.entries.has('AA'));
  return !form.entries.has('XFA') && form.get('NeedAppearances') !== true && !hasActions;
}

function hasOneSigner(contents: Uint8Array): boolean {
  try {
    const [info] = readDer(contents.subarray(0, sizeOf(contents)));
    const [signedData] = membersOf(membersOf(info)[1]);
    const members = membersOf(signedData);
    const signers = members.at(-1);
    const hasCertificates = members.some(({ tag }) => tag === 0xa0);
    return hasCertificates && signers?.tag === 0x31 && membersOf(signers).length === 1;
  } catch {
    // Bytes that cause any failure are no valid signature.
    return false;
  }
}

function sizeOf(bytes: Uint8Array): number {
  const [, first = 0, ...rest] = bytes.subarray(0, 6);
  const long = first & 0x7f;
  if (first < 0x80) return 2 + first;
  return 2 + long + Number.parseInt(Buffer.from(rest.slice(0, long)).toString('hex'), 16);
}

function isSound({ file }: Document, signature: Dict): boolean {
  const contents = signature.get('Contents');
  const [begin, from = 0, to = 0, rest = 0] = listed(signature.get('ByteRange')).map(Number);
  if (!(contents instanceof Text) || begin !== 0) return false;
  const left = Buffer.from(file.bytes.subarray(from, to)).toString('latin1');
  const isWhole =
    to + rest === file.bytes.length &&
    left.toUpperCase() === `<${Buffer.from(contents.bytes).toString('hex').toUpperCase()}>`;
  return isWhole && hasOneSigner(contents.bytes);
}

/**
 * True when each signature has certificates and exactly one signer, and covers the whole file except itself (ISO 19005-3,
 * 6.4.3).
 */
export const signatures = (document: Document): boolean =>
  document.dicts
    .filter((dict) => isNamed(dict.get('Type'), 'Sig', 'DocTimeStamp'))
    .every((signature) => isSound(document, signature));

const actions = [
  ...['Launch', 'Sound', 'Movie', 'ResetForm', 'ImportData', 'Hide', 'SetOCGState', 'Rendition'],
  ...['Trans', 'GoTo3DView', 'JavaScript', 'SubmitForm', 'URI', 'GoToR', 'GoToE'],
];

/**
 * True when the document has no scripts, triggers or actions listed in `actions` (ISO 19005-3, 6.5.1 and 6.5.2). The standard
 * forbids less.
 */
export const noActions = ({ file, dicts, catalog }: Document): boolean =>
  !dictAt(file, catalog.get('Names')).entries.has('JavaScript') &&
  !catalog.entries.has('OpenAction') &&
  dicts.every((dict) => !isNamed(dict.get('S'), ...actions) && !dict.entries.has('AA'));

const relationships = ['Source', 'Data', 'Alternative', 'Supplement', 'Unspecified'];

/** True when each embedded file is listed in `AF` and has the required entries (ISO 19005-3, 6.8). */
export function embeddedFiles({ file, dicts, catalog }: Document): boolean {
  const known = listed(resolved(file, catalog.get('AF')));
  const named = listed(
    resolved(
      file,
      dictAt(file, dictAt(file, catalog.get('Names')).get('EmbeddedFiles')).get('Names'),
    ),
  ).filter((each) => each instanceof Reference);
  const isKnown = named.every(({ number }) =>
    known.some((each) => each instanceof Reference && each.number === number),
  );
  return (
    isKnown &&
    dicts
      .filter((dict) => dict.get('EF') !== undefined)
      .every((spec) => {
        const stream = streamAt(file, dictAt(file, spec.get('EF')).get('F'));
        const type = stream?.dict.get('Subtype');
        return (
          type instanceof Name &&
          /^[a-z]+\/[a-z0-9.+-]+$/.test(type.name) &&
          ['F', 'UF'].every((key) => spec.get(key) instanceof Text) &&
          isNamed(spec.get('AFRelationship'), ...relationships)
        );
      })
  );
}
