import { phrase } from '#kernel';
import { CmsError, detachedSignature, type Sealer } from '#cms';
import { assertArchive } from '../check/check-archive.js';
import { pdfDate } from '../pdf/archival.js';
import { catalogOf, dictAt, encodedBody, pagesOf, readPdf } from '../pdf/file.js';
import { ascii, dict, latin1, name, Reference, Text, type Value } from '../pdf/values.js';

const room = 16_384;
/** Placeholder number in `/ByteRange`; ten digits are enough for every file size. */
const blank = 1_111_111_111;
const byteRange = `/ByteRange [0 ${blank} ${blank} ${blank}]`;

function revision(pdf: Uint8Array, at: Date): Buffer {
  const file = readPdf(pdf);
  const size = Number(file.trailer.get('Size'));
  const [page] = pagesOf(file);
  const root = file.trailer.get('Root');
  if (page === undefined || !(root instanceof Reference)) throw new RangeError('no page');
  if (catalogOf(file).get('AcroForm') !== undefined) throw new RangeError('sealed already');
  const [value, field] = [new Reference(size), new Reference(size + 1)];
  const objects = new Map<number, Value>([
    [page.number, dictAt(file, page).with({ Annots: [field] })],
    [root.number, catalogOf(file).with({ AcroForm: dict({ Fields: [field], SigFlags: 3 }) })],
    [
      value.number,
      dict({
        Type: name('Sig'),
        Filter: name('Adobe.PPKLite'),
        SubFilter: name('ETSI.CAdES.detached'),
        M: pdfDate(at),
        ByteRange: [0, blank, blank, blank],
        Contents: new Text(new Uint8Array(room), true),
      }),
    ],
    [
      field.number,
      dict({
        ...{ Type: name('Annot'), Subtype: name('Widget'), FT: name('Sig'), T: ascii('Seal') },
        ...{ V: value, P: page, F: 132, Rect: [0, 0, 0, 0] },
      }),
    ],
  ]);
  const trailer = file.trailer.with({ Size: size + 2, Prev: file.table });
  return encodedBody(objects, trailer, pdf.length);
}

/** Appends a seal (PAdES B-B) to a document; the earlier bytes stay the same. @throws CertificateError, CmsError */
export async function sealPdf(pdf: Uint8Array, sealer: Sealer, at: Date): Promise<Buffer> {
  const whole = Buffer.concat([pdf, revision(pdf, at)]);
  const from = whole.indexOf(`<${'0'.repeat(2 * room)}>`, pdf.length);
  const to = from + 2 * room + 2;
  const numbers = `/ByteRange [0 ${from} ${to} ${whole.length - to}`;
  const place = whole.indexOf(byteRange, pdf.length);
  whole.set(latin1(`${numbers.padEnd(byteRange.length - 1)}]`), place);
  const parts = [whole.subarray(0, from), whole.subarray(to)];
  const signature = await detachedSignature(parts, sealer, at, 'NO_TIME');
  if (signature.length > room)
    throw new CmsError('X509_KEY_UNFIT', phrase`chain of certificates is too long`);
  whole.set(latin1(signature.toString('hex').toUpperCase()), from + 1);
  assertArchive(whole);
  return whole;
}
