import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { repository } from '#runner';
import { makeFolder, writePublic } from '../installation/files.js';

const folder = join(repository, 'apps/cli/demo');

export const inputs = {
  request: join(folder, 'request.json'),
  answer: join(folder, 'answer.json'),
  photo: join(folder, 'vessel.png'),
  rescue: join(folder, 'rescue.json'),
  person: join(folder, 'person.json'),
  refusal: join(folder, 'refusal.json'),
} as const;

// Incompressible bytes, equal in every run.
function noise(length: number): Buffer {
  const parts: Buffer[] = [];
  for (let size = 0, part = Buffer.from('liaise demo'); size < length; size += part.length) {
    part = createHash('sha512').update(part).digest();
    parts.push(part);
  }
  return Buffer.concat(parts).subarray(0, length);
}

const mark = (text: string): string => text.replace(/[()\\]/g, '\\$&');

export function pdf(text: string, side: number): Buffer {
  const page = `BT /F1 18 Tf 60 780 Td (${mark(text)}) Tj ET\nq 480 0 0 480 58 240 cm /Im1 Do Q\n`;
  const image =
    `<< /Type /XObject /Subtype /Image /Width ${side} /Height ${side} /ColorSpace /DeviceGray ` +
    `/BitsPerComponent 8 /Length ${side * side} >>`;
  const objects: readonly (readonly [head: string, stream?: Buffer])[] = [
    ['<< /Type /Catalog /Pages 2 0 R >>'],
    ['<< /Type /Pages /Kids [3 0 R] /Count 1 >>'],
    [
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R ' +
        '/Resources << /Font << /F1 5 0 R >> /XObject << /Im1 6 0 R >> >> >>',
    ],
    [`<< /Length ${Buffer.byteLength(page)} >>`, Buffer.from(page)],
    ['<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'],
    [image, noise(side * side)],
  ];
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const offsets: number[] = [];
  let at = parts[0]?.length ?? 0;
  const add = (part: Buffer): void => {
    parts.push(part);
    at += part.length;
  };
  objects.forEach(([head, stream], i) => {
    offsets.push(at);
    add(Buffer.from(`${i + 1} 0 obj\n${head}\n`));
    if (stream !== undefined)
      add(Buffer.concat([Buffer.from('stream\n'), stream, Buffer.from('\nendstream\n')]));
    add(Buffer.from('endobj\n'));
  });
  const start = at;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  add(Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n${rows}`));
  add(Buffer.from(`trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`));
  return Buffer.concat(parts);
}

export interface Made {
  readonly report: string;
  readonly extract: string;
}

const sides = { report: 4_580, extract: 120 } as const;

export async function makeInputs(dir: string): Promise<Made> {
  await makeFolder(dir);
  const made = {
    report: join(dir, 'landing-report.pdf'),
    extract: join(dir, 'register-extract.pdf'),
  };
  await writePublic(made.report, pdf('Report on the landing of 14 March', sides.report));
  await writePublic(made.extract, pdf('Extract of the register of vessels', sides.extract));
  return made;
}
