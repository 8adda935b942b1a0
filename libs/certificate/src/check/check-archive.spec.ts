import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { aCertificate, shippedFonts } from '../fixtures/a-certificate.js';
import { aSealer } from '../../../../test/support/keys.js';
import { ChangedPdf } from '../fixtures/changed-pdf.js';
import { makeCertificate } from '../make-certificate.js';
import { dictAt, encodedBody, pagesOf, readPdf } from '../pdf/file.js';
import { type Dict, dict, latin1, name, type Stream, Text } from '../pdf/values.js';
import { sealPdf } from '../seal/seal-pdf.js';
import { brokenClauses, type Clause, clauses } from './check-archive.js';
import { isNamed } from './document.js';

let pdf: Uint8Array;
let sealed: Buffer;
const at = new Date('2026-03-01T12:34:56.000Z');

beforeAll(async () => {
  ({ pdf } = await makeCertificate(aCertificate(), shippedFonts(readFileSync)));
  sealed = await sealPdf(pdf, aSealer(), at);
}, 120_000);

function swapped(bytes: Uint8Array, from: string, to: string): Buffer {
  const found = Buffer.from(bytes);
  const place = found.lastIndexOf(latin1(from));
  if (place < 0 || from.length !== to.length) throw new Error(`no ${from}`);
  return found.fill(latin1(to), place, place + from.length);
}

const replaced = (bytes: Uint8Array, pattern: RegExp, text: string): Buffer =>
  latin1(Buffer.from(bytes).toString('latin1').replace(pattern, text));

function appended(): Buffer {
  const file = readPdf(sealed);
  const [page] = pagesOf(file);
  const blank = dictAt(file, page).with({ Contents: undefined });
  const trailer = file.trailer.with({ Prev: file.table });
  const objects = new Map([[page?.number ?? 0, blank]]);
  return Buffer.concat([sealed, encodedBody(objects, trailer, sealed.length)]);
}

const isType =
  (...types: readonly string[]) =>
  (each: Dict): boolean =>
    isNamed(each.get('Type'), ...types);
const isSubtype =
  (subtype: string) =>
  (each: Dict): boolean =>
    isNamed(each.get('Subtype'), subtype);
const isMetadata = ({ dict: head }: Stream): boolean => isType('Metadata')(head);
const changed = (): ChangedPdf => new ChangedPdf(pdf);
const annotation = (change: Readonly<Record<string, number>>): Buffer =>
  changed()
    .first(isType('Page'), {
      Annots: [
        dict({ Subtype: name('Widget'), F: 4, ...change, Rect: [0, 0, change['Right'] ?? 0, 0] }),
      ],
    })
    .bytes();

const broken: Readonly<Record<Clause, readonly (readonly [string, () => Buffer, Clause?])[]>> = {
  '6.1.2': [
    ['another version', () => swapped(pdf, '%PDF-1.7', '%PDF-2.0')],
    ['no mark of bytes', () => swapped(pdf, '%\xe2\xe3\xcf\xd3', '%abcd')],
  ],
  '6.1.3': [
    ['no identifier', () => changed().bytes({ ID: undefined })],
    ['encryption', () => changed().bytes({ Encrypt: dict({}) })],
  ],
  '6.1.4': [
    ['a table elsewhere', () => replaced(pdf, /startxref\n\d/, 'startxref\n9')],
    ['bytes after the end', () => Buffer.concat([pdf, latin1('x')])],
  ],
  '6.1.6': [['half a byte', () => replaced(pdf, /\/ID \[<../, '/ID [<A ')]],
  '6.1.7.1': [
    ['another length', () => replaced(pdf, /\/Length \d/, '/Length 7')],
    [
      'bytes in another file',
      () =>
        changed()
          .first(isMetadataDict, { F: name('x') })
          .bytes(),
    ],
  ],
  '6.1.7.2': [
    [
      'LZW',
      () =>
        changed()
          .first(isMetadataDict, { Filter: name('LZWDecode') })
          .bytes(),
    ],
  ],
  '6.1.9': [['an object without an end', () => swapped(pdf, 'endobj', 'endobx')]],
  '6.1.13': [
    [
      'a long text',
      () =>
        changed()
          .catalog({ Long: new Text(Buffer.alloc(32_768), true) })
          .bytes(),
    ],
    [
      'a long name',
      () =>
        changed()
          .catalog({ Long: name('n'.repeat(128)) })
          .bytes(),
    ],
    [
      'a page too small',
      () =>
        changed()
          .first(isType('Page'), { MediaBox: [0, 0, 2, 2] })
          .bytes(),
    ],
    [
      'deep nesting',
      () =>
        changed()
          .page((text) => `${'q\n'.repeat(29)}${text}`)
          .bytes(),
    ],
  ],
  '6.2.2': [
    [
      'an unknown operator',
      () =>
        changed()
          .page((text) => `1 0 foo\n${text}`)
          .bytes(),
    ],
    [
      'what is no content',
      () =>
        changed()
          .page((text) => `${text} (`)
          .bytes(),
    ],
  ],
  '6.2.3': [
    ['no intent', () => changed().catalog({ OutputIntents: undefined }).bytes(), '6.2.4.3'],
    [
      'another intent',
      () =>
        changed()
          .first(isType('OutputIntent'), { S: name('X') })
          .bytes(),
      '6.2.4.3',
    ],
    [
      'a profile of something else',
      () =>
        changed()
          .stream(isProfile, (data) => data.fill('CMYK', 16, 20))
          .bytes(),
      '6.2.4.3',
    ],
  ],
  '6.2.4.3': [
    [
      'colours of ink',
      () =>
        changed()
          .page((text) => `0 0 0 1 k\n${text}`)
          .bytes(),
    ],
  ],
  '6.2.9': [
    [
      'PostScript',
      () =>
        changed()
          .catalog({ X: dict({ Subtype: name('PS') }) })
          .bytes(),
    ],
  ],
  '6.2.10': [
    [
      'a faint colour',
      () =>
        changed()
          .catalog({ X: dict({ ca: 0.5 }) })
          .bytes(),
    ],
    [
      'a mode',
      () =>
        changed()
          .catalog({ X: dict({ BM: name('Multiply') }) })
          .bytes(),
    ],
    [
      'a group',
      () =>
        changed()
          .first(isType('Page'), { Group: dict({}) })
          .bytes(),
    ],
  ],
  '6.2.11.3.2': [
    [
      'no map',
      () => changed().first(isSubtype('CIDFontType2'), { CIDToGIDMap: undefined }).bytes(),
    ],
  ],
  '6.2.11.3.3': [
    [
      'another map',
      () =>
        changed()
          .first(isSubtype('Type0'), { Encoding: name('GBK-H') })
          .bytes(),
    ],
  ],
  '6.2.11.4.1': [
    [
      'no font',
      () => changed().first(isType('FontDescriptor'), { FontFile2: undefined }).bytes(),
      '6.2.11.5',
    ],
    [
      'a font cut short',
      () =>
        changed()
          .stream(isFont, (data) => data.subarray(0, 900))
          .bytes(),
      '6.2.11.5',
    ],
    [
      'a glyph that is not there',
      () =>
        changed()
          .page((text) => text.replace(/\[<..../, '[<7fff'))
          .bytes(),
      '6.2.11.5',
    ],
  ],
  '6.2.11.5': [
    [
      'other widths',
      () =>
        changed()
          .first(isSubtype('CIDFontType2'), { W: [0, [1, 2, 3]] })
          .bytes(),
    ],
  ],
  '6.2.11.8': [
    [
      'a missing letter',
      () =>
        changed()
          .page((text) => text.replace(/\[<..../, '[<0000'))
          .bytes(),
    ],
  ],
  '6.3.2': [
    ['an annotation that does not print', () => annotation({ F: 0 })],
    ['a hidden one', () => annotation({ F: 6 })],
    ['one that has a size and no look', () => annotation({ Right: 10 })],
    [
      'a film',
      () =>
        changed()
          .first(isType('Page'), { Annots: [dict({ Subtype: name('Movie'), F: 4 })] })
          .bytes(),
    ],
  ],
  '6.4.1': [
    [
      'a form of another kind',
      () =>
        changed()
          .catalog({ AcroForm: dict({ XFA: 1 }) })
          .bytes(),
    ],
    [
      'looks to be made',
      () =>
        changed()
          .catalog({ AcroForm: dict({ NeedAppearances: true }) })
          .bytes(),
    ],
  ],
  '6.4.3': [
    ['a revision after the seal', appended],
    [
      'a range that leaves something out',
      () => swapped(sealed, '/ByteRange [0 ', '/ByteRange [1 '),
    ],
    ['a seal of nothing', () => blanked()],
  ],
  '6.5.1': [
    [
      'a script',
      () =>
        changed()
          .catalog({ X: dict({ S: name('JavaScript') }) })
          .bytes(),
    ],
    [
      'a trigger',
      () =>
        changed()
          .first(isType('Page'), { AA: dict({}) })
          .bytes(),
    ],
    [
      'an action at opening',
      () =>
        changed()
          .catalog({ OpenAction: [0] })
          .bytes(),
    ],
  ],
  '6.6.2.1': [
    ['no metadata', () => changed().catalog({ Metadata: undefined }).bytes(), '6.6.4'],
    ['tags that do not close', () => metadata('</rdf:RDF>', '</rdf:rdf>')],
    ['a packet that says its encoding', () => metadata('begin=', 'encoding="x" begin=')],
  ],
  '6.6.4': [
    ['another part', () => metadata('part>3<', 'part>2<')],
    ['another conformance', () => metadata('conformance>B<', 'conformance>A<')],
  ],
  '6.8': [
    [
      'no relationship',
      () => changed().first(isType('Filespec'), { AFRelationship: undefined }).bytes(),
    ],
    ['no type', () => changed().first(isType('EmbeddedFile'), { Subtype: undefined }).bytes()],
    ['a file that the document does not know', () => changed().catalog({ AF: [] }).bytes()],
  ],
};

function isMetadataDict(each: Dict): boolean {
  return isType('Metadata')(each);
}

function isProfile({ dict: head }: Stream): boolean {
  return head.get('N') === 3;
}

function isFont({ dict: head }: Stream): boolean {
  return head.get('Length1') !== undefined;
}

function metadata(from: string, to: string): Buffer {
  return changed()
    .stream(isMetadata, (data) => Buffer.from(data.toString('utf8').replace(from, to)))
    .bytes();
}

function blanked(): Buffer {
  const found = Buffer.from(sealed);
  const place = found.lastIndexOf('/Contents <') + '/Contents <'.length;
  return found.fill('0', place, place + 5_000);
}

describe('a certificate', () => {
  it('keeps every clause, before it is sealed and after', () => {
    expect(clauses).toHaveLength(25);
    expect(brokenClauses(pdf)).toEqual([]);
    expect(brokenClauses(sealed)).toEqual([]);
  });

  it('keeps every clause from right to left', async () => {
    const { pdf: arabic } = await makeCertificate(aCertificate('ar'), shippedFonts(readFileSync));
    expect(brokenClauses(arabic)).toEqual([]);
    expect(brokenClauses(await sealPdf(arabic, aSealer(), at))).toEqual([]);
  });

  const cases = clauses.flatMap((clause) =>
    broken[clause].map(([how, make, also]) => [clause, how, make, also] as const),
  );
  it.each(cases)('breaks %s with %s', (clause, _, make, also) => {
    expect(brokenClauses(make())).toEqual(also === undefined ? [clause] : [clause, also]);
  });
});
