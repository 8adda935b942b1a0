import { CertificateError } from '../errors.js';
import { readPdf } from '../pdf/file.js';
import { PdfFault } from '../pdf/lexer.js';
import { deviceColours, externalObjects, outputIntent, transparency } from './colour.js';
import { type Document, documentOf } from './document.js';
import { embedding, encodings, glyphMaps, metrics, missingLetters } from './fonts.js';
import { annotations, embeddedFiles, forms, noActions, signatures } from './interaction.js';
import { identification, metadata } from './metadata.js';
import { contents, filters, header, limits, streams, trailer } from './structure.js';

const read = ['6.1.4', '6.1.6', '6.1.9'] as const;

const judged = {
  '6.1.3': trailer,
  '6.1.7.1': streams,
  '6.1.7.2': filters,
  '6.1.13': limits,
  '6.2.2': contents,
  '6.2.3': outputIntent,
  '6.2.4.3': deviceColours,
  '6.2.9': externalObjects,
  '6.2.10': transparency,
  '6.2.11.3.2': glyphMaps,
  '6.2.11.3.3': encodings,
  '6.2.11.4.1': embedding,
  '6.2.11.5': metrics,
  '6.2.11.8': missingLetters,
  '6.3.2': annotations,
  '6.4.1': forms,
  '6.4.3': signatures,
  '6.5.1': noActions,
  '6.6.2.1': metadata,
  '6.6.4': identification,
  '6.8': embeddedFiles,
} as const satisfies Readonly<Record<string, (document: Document) => boolean>>;

export type Clause = '6.1.2' | (typeof read)[number] | keyof typeof judged;

export const clauses: readonly Clause[] = [
  '6.1.2',
  ...read,
  ...(Object.keys(judged) as (keyof typeof judged)[]),
];

/**
 * Returns the violated clauses among `clauses` of ISO 19005-3 (PDF/A-3); empty for none. Valid only for our own documents,
 * which have TrueType fonts and no object streams.
 */
export function brokenClauses(bytes: Uint8Array): readonly Clause[] {
  const broken: Clause[] = header(bytes) ? [] : ['6.1.2'];
  let document: Document;
  try {
    document = documentOf(readPdf(bytes));
  } catch (error) {
    if (error instanceof PdfFault) return [...broken, error.clause];
    throw error;
  }
  const keys = Object.keys(judged) as (keyof typeof judged)[];
  return [...broken, ...keys.filter((clause) => !judged[clause](document))];
}

export function assertArchive(bytes: Uint8Array): void {
  const [first] = brokenClauses(bytes);
  if (first !== undefined) throw new CertificateError('CERTIFICATE_PDF_INVALID', first);
}
