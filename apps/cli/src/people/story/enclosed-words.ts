import { isKind, type AuthorityAddress, type Document } from '#kernel';
import type { PostedSigner } from '#capabilities/directory/postings.contract';
import {
  enclosedDocuments,
  onwardHolders,
  type EnclosedDocuments,
  type OpenedEnclosed,
} from '#trust';
import { bodyLines } from './body-lines.js';
import { handlingWords } from '../words/handling-words.js';
import { signerWords } from '../words/posting-words.js';
import { holderWords } from '../words/recall-words.js';
import type { Shown } from '../../print/style.js';

const deeper = (lines: readonly string[]): string[] => lines.map((line) => `    ${line}`);

function proofLine(
  { from }: Pick<Document, 'from'>,
  { document: { from: first } }: EnclosedDocuments,
  opened: OpenedEnclosed | undefined,
  { verbose }: Shown,
): string {
  if (opened === undefined) return '        [NOT VERIFIED]';
  return opened.isKnown
    ? `        [verified] by the directory of ${first.state}`
    : `        [verified] by what ${from.state} brings of the directory of ${first.state}, whose root ${verbose ? `it says is ${opened.root}` : 'is not known here'}`;
}

const throughWords = (way: readonly AuthorityAddress[]): string =>
  way.length === 0 ? '' : `, through ${way.map(({ state }) => state).join(', ')},`;

function releaseLine({ consent }: EnclosedDocuments, { when, id }: Shown): string {
  if (consent === null || !isKind(consent.document, 'forward-consent'))
    return '        nothing binds it: no release was needed';
  const { from, body } = consent.document;
  const { recipient, through = [], purpose, until } = body;
  return (
    `        released by ${from.officer}, ${from.authority} of ${from.state}, to ${recipient.authority} of ` +
    `${recipient.state}${throughWords(through)} for ${purpose} until ${when(until)}, in document ${id(consent.document.id)}`
  );
}

const postedLines = (
  opened: OpenedEnclosed | undefined,
  shown: Shown,
  which: (signer: PostedSigner) => boolean,
): string[] =>
  (opened?.posted ?? []).filter(which).map((each) => `        ${signerWords(each, shown)}`);

interface Place {
  readonly number: string;
  readonly opened: OpenedEnclosed | undefined;
}

function oneLines(
  forwards: readonly Document[],
  each: EnclosedDocuments,
  { number, opened }: Place,
  shown: Shown,
): string[] {
  const { document, inner } = each;
  const { from, handling, purpose } = document;
  const [bringer] = forwards.slice(-1);
  if (bringer === undefined) return [];
  const through = forwards.map((forward) => forward.from.state).join(', ');
  return [
    `    enclosed ${number}: ${document.kind} ${shown.id(document.id)}`,
    `        from ${from.officer}, ${from.authority} of ${from.state}, through ${through}`,
    ...postedLines(opened, shown, ({ document: id }) => id === document.id),
    proofLine(bringer, each, opened, shown),
    releaseLine(each, shown),
    ...postedLines(opened, shown, ({ document: id }) => id !== document.id),
    `        composed at ${shown.when(document.composedAt)}, purpose ${purpose}, handling ${handlingWords(handling)}, evaluation ` +
      `${handling.evaluation.source}${handling.evaluation.information}`,
    ...(handling.restrictions === ''
      ? []
      : deeper(bodyLines({ restrictions: handling.restrictions }))),
    ...deeper(plainLines(document)),
    ...inner.flatMap((one, i) =>
      oneLines(
        [document, ...forwards],
        one,
        { number: `${number}.${i + 1}`, opened: opened?.inner[i] },
        shown,
      ),
    ),
  ];
}

function plainLines(document: Document): string[] {
  if (isKind(document, 'forward')) {
    const { subjectLine, language, ownReference, reason } = document.body;
    return bodyLines({ subjectLine, language, ownReference, reason });
  }
  if (isKind(document, 'forward-consent')) {
    const { releases = [], ...said } = document.body;
    const brings = releases.length === 0 ? {} : { releases: `${releases.length} of other States` };
    return bodyLines({ ...said, ...brings });
  }
  if (!isKind(document, 'recall-answer')) return bodyLines(document.body);
  const { outcome, reason } = document.body;
  const further = onwardHolders(document).map(holderWords);
  return bodyLines({ outcome, reason, ...(further.length > 0 && { furtherOn: further }) });
}

export function contentLines(
  document: Document,
  shown: Shown,
  opened: readonly OpenedEnclosed[] = [],
): string[] {
  if (!isKind(document, 'forward')) return plainLines(document);
  return [
    ...plainLines(document),
    ...enclosedDocuments(document).flatMap((each, i) =>
      oneLines([document], each, { number: String(i + 1), opened: opened[i] }, shown),
    ),
  ];
}
