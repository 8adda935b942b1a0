import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { aCertificate, shippedFonts } from './fixtures/a-certificate.js';
import { documentOf } from './check/document.js';
import { makeCertificate } from './make-certificate.js';
import { catalogOf, dictAt, pagesOf, type PdfFile, readPdf, streamAt } from './pdf/file.js';
import { type Dict, listed, Name, Text } from './pdf/values.js';

function lettersOf(file: PdfFile, font: Dict): readonly string[] {
  const map = Buffer.from(streamAt(file, font.get('ToUnicode'))?.data ?? []).toString('latin1');
  const [, list = ''] = /> \[(.*)\]/.exec(map) ?? [];
  return [...list.matchAll(/<([0-9a-f ]*)>/g)].map(([, codes = '']) =>
    String.fromCharCode(...codes.split(' ').map((code) => Number.parseInt(code, 16))),
  );
}

function textsOf(pdf: Uint8Array): readonly string[] {
  const file = readPdf(pdf);
  return pagesOf(file).map((page) => {
    const pages = new Map(file.objects);
    const tree = dictAt(file, catalogOf(file).get('Pages')).with({ Kids: [page] });
    for (const [number, value] of file.objects)
      if (value === dictAt(file, catalogOf(file).get('Pages'))) pages.set(number, tree);
    const { operations = [] } = documentOf({ ...file, objects: pages });
    const fonts = dictAt(file, dictAt(file, dictAt(file, page).get('Resources')).get('Font'));
    let letters: readonly string[] = [];
    let text = '';
    for (const { operator, operands } of operations) {
      const [first] = operands;
      if (operator === 'Tf' && first instanceof Name)
        letters = lettersOf(file, dictAt(file, fonts.get(first.name)));
      for (const each of operator === 'TJ' ? listed(first) : [])
        if (each instanceof Text)
          for (let i = 0; i < each.bytes.length; i += 2)
            text += letters[Buffer.from(each.bytes).readUInt16BE(i)] ?? '?';
    }
    return text;
  });
}

describe('the printed form', () => {
  const certificate = aCertificate();

  it('says what the machine form says, which lies inside', async () => {
    const { pdf, machineForm } = await makeCertificate(certificate, shippedFonts(readFileSync));
    const text = textsOf(pdf).join('').replaceAll(' ', '');
    const { statements, method, files, log, custodian } = certificate;
    const printed = [
      ...[...statements, ...method, custodian.name, custodian.office, certificate.exhibit],
      ...[log.origin, log.root, certificate.package.sha512],
      ...['inbox', '2381000 of 2381400 signs of life, 2 starts, 1 changes, longest silence 62 s'],
      ...['sealer TSA_SILENT 12', '2026-02-01 02:00:00 UTC - 2026-02-01 04:00:00 UTC'],
      ...files.flatMap(({ name, sha512 }) => [name, sha512]),
    ];
    for (const each of printed) expect(text).toContain(each.replaceAll(' ', ''));
    expect(Buffer.from(pdf).includes(Buffer.from(machineForm))).toBe(true);
  });

  it('says DRAFT twice on each page until a lawyer has reviewed the text, and then nowhere', async () => {
    const draft = textsOf((await makeCertificate(certificate, shippedFonts(readFileSync))).pdf);
    expect(draft.length).toBeGreaterThan(2);
    for (const page of draft) expect(page.match(/DRAFT/g)?.length).toBeGreaterThanOrEqual(2);
    const profile = {
      ...certificate.profile,
      reviewedBy: { name: 'A. Lawyer', office: 'Ministry of Justice', on: '2026-11-01' },
    };
    const reviewed = textsOf(
      (await makeCertificate({ ...certificate, profile }, shippedFonts(readFileSync))).pdf,
    );
    expect(reviewed.join('')).not.toContain('DRAFT');
    expect(reviewed.join('')).toContain('A. Lawyer');
  });
});
