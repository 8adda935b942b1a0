import { isKind, type AuthorityAddress, type Document } from '#kernel';
import type { PostedSigner } from '#capabilities/directory/postings.contract';
import {
  enclosedDocuments,
  onwardHolders,
  type EnclosedDocuments,
  type OpenedEnclosed,
} from '#trust';
import { say } from '#language/console';
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
  if (opened === undefined) return say('enclosed.notVerified');
  return opened.isKnown
    ? say('enclosed.verifiedDirectory', { state: first.state })
    : say('enclosed.verifiedWhatBringsDirectory', {
        state: from.state,
        firstState: first.state,
        root: verbose ? say('enclosed.itSaysIs', { root: opened.root }) : say('enclosed.notKnown'),
      });
}

const throughWords = (way: readonly AuthorityAddress[]): string =>
  way.length === 0
    ? ''
    : say('enclosed.through', { way: way.map(({ state }) => state).join(', ') });

function releaseLine({ consent }: EnclosedDocuments, { when, id }: Shown): string {
  if (consent === null || !isKind(consent.document, 'forward-consent'))
    return say('enclosed.nothingBindsNoRelease');
  const { from, body } = consent.document;
  const { recipient, through = [], purpose, until } = body;
  return (
    say('enclosed.releasedByOfTo', {
      officer: from.officer,
      authority: from.authority,
      state: from.state,
      recipientAuthority: recipient.authority,
    }) +
    say('enclosed.untilDocument', {
      state: recipient.state,
      through: throughWords(through),
      purpose,
      until: when(until),
      id: id(consent.document.id),
    })
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
    say('enclosed.enclosed', { number, kind: document.kind, id: shown.id(document.id) }),
    say('enclosed.fromOfThrough', {
      officer: from.officer,
      authority: from.authority,
      state: from.state,
      through,
    }),
    ...postedLines(opened, shown, ({ document: id }) => id === document.id),
    proofLine(bringer, each, opened, shown),
    releaseLine(each, shown),
    ...postedLines(opened, shown, ({ document: id }) => id !== document.id),
    say('enclosed.composedPurposeHandlingEvaluation', {
      composedAt: shown.when(document.composedAt),
      purpose,
      handling: handlingWords(handling),
    }) + `${handling.evaluation.source}${handling.evaluation.information}`,
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
    const brings =
      releases.length === 0
        ? {}
        : { releases: say('enclosed.releases', { releasesCount: releases.length }) };
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
