import { describe, expect, it } from '@jest/globals';
import { nameFlaws } from './asic-names.js';
import { mimetype } from './zip.js';

const member = (name: string, text = '') => ({ name, content: Buffer.from(text) });
const manifest = (name: string, uri: string) =>
  member(`META-INF/${name}`, `<asic:SigReference URI="META-INF/${uri}" MimeType="x"/>`);

const type = member('mimetype', mimetype);
const sealed = [
  manifest('ASiCManifest001.xml', 'signature001.p7s'),
  member('META-INF/signature001.p7s'),
];
const stamped = [
  manifest('ASiCManifest002.xml', 'timestamp002.tst'),
  member('META-INF/timestamp002.tst'),
];

describe('names in a container', () => {
  it('fit: seal and time-stamp, each under its manifest', () => {
    expect(nameFlaws([type, ...sealed, ...stamped, member('data/a.json')])).toEqual([]);
    expect(nameFlaws([type, ...stamped])).toEqual([]);
  });

  it.each([
    ['the type is not first', [...stamped, type], 'mimetype'],
    ['the type is another', [member('mimetype', 'application/zip'), ...stamped], 'mimetype'],
    ['a file of META-INF is unknown', [type, member('META-INF/a.xml')], 'META-INF/a.xml: unknown'],
    [
      'META-INF is spelt otherwise',
      [type, member('meta-inf/timestamp002.tst')],
      'meta-inf/timestamp002.tst: unknown',
    ],
    [
      'a signature is under no manifest',
      [type, member('META-INF/signature001.p7s')],
      'META-INF/signature001.p7s: not under one manifest',
    ],
    [
      'a time-stamp is under two',
      [type, ...stamped, manifest('ASiCManifest003.xml', 'timestamp002.tst')],
      'META-INF/timestamp002.tst: not under one manifest',
    ],
    [
      'a manifest is under nothing',
      [type, manifest('ASiCManifest001.xml', 'signature001.p7s')],
      'META-INF/signature001.p7s: not there',
    ],
  ])('are found where %s', (_, members, flaw) => {
    expect(nameFlaws(members)).toEqual([flaw]);
  });
});
