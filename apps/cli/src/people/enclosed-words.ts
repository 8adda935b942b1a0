import { isKind, type Document } from '#model';
import { enclosedDocuments, type EnclosedDocuments, type OpenedEnclosed } from '#trust';
import { bodyLines } from './body-lines.js';
import { handlingWords } from './handling-words.js';

/** What a forward hands on, in words. Pure. */

const deeper = (lines: readonly string[]): string[] => lines.map((line) => `    ${line}`);

function proofLine(
  { from }: Document,
  { document: { from: first } }: EnclosedDocuments,
  opened: OpenedEnclosed | undefined,
): string {
  if (opened === undefined) return '        [NOT VERIFIED]';
  return opened.isKnown
    ? `        [verified] by the directory of ${first.state}`
    : `        [verified] by what ${from.state} brings of the directory of ${first.state}, whose root it says is ${opened.root}`;
}

function releaseLine({ consent }: EnclosedDocuments): string {
  if (consent === null || !isKind(consent.document, 'forward-consent'))
    return '        nothing binds it: no release was needed';
  const { from, body, id } = consent.document;
  const { recipient, purpose, until } = body;
  return (
    `        released by ${from.officer}, ${from.authority} of ${from.state}, to ${recipient.authority} of ` +
    `${recipient.state} for ${purpose} until ${until}, in document ${id}`
  );
}

function oneLines(
  forward: Document,
  each: EnclosedDocuments,
  i: number,
  opened: OpenedEnclosed | undefined,
): string[] {
  const { document } = each;
  const { from, handling, purpose } = document;
  return [
    `    enclosed ${i + 1}: ${document.kind} ${document.id}`,
    `        from ${from.officer}, ${from.authority} of ${from.state}, through ${forward.from.state}`,
    proofLine(forward, each, opened),
    releaseLine(each),
    `        composed at ${document.composedAt}, purpose ${purpose}, handling ${handlingWords(handling)}, evaluation ` +
      `${handling.evaluation.source}${handling.evaluation.information}`,
    ...(handling.restrictions === ''
      ? []
      : deeper(bodyLines({ restrictions: handling.restrictions }))),
    ...deeper(bodyLines(document.body)),
  ];
}

/** The body of a document; of a forward with each document that it encloses, from whom it is through whom. */
export function contentLines(document: Document, opened: readonly OpenedEnclosed[] = []): string[] {
  if (!isKind(document, 'forward')) return bodyLines(document.body);
  const { subjectLine, language, ownReference, reason } = document.body;
  return [
    ...bodyLines({ subjectLine, language, ownReference, reason }),
    ...enclosedDocuments(document).flatMap((each, i) => oneLines(document, each, i, opened[i])),
  ];
}
