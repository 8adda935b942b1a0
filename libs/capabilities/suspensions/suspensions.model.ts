import { isKind, type Document } from '#kernel';

/**
 * The reason of a withdrawal that says nothing. It is what a withdrawal says as a rule, by whatever it was prompted, so that
 * those that a stop made cannot be told from the others.
 */
export const plainReason = 'The request needs no answer any more.';

const isBare = ({ handling, attachments }: Document): boolean =>
  handling.restrictions === '' && attachments.length === 0;

/** A withdrawal that says nothing beyond that it is one: no reason, no restriction, no attachment of its own. Pure. */
export const isPlainWithdrawal = (document: Document): boolean =>
  isKind(document, 'withdrawal') && document.body.reason === plainReason && isBare(document);

/** The words, and the purpose, of a notice that names an item of the other State and says nothing of anybody. */
export const plainNotice = {
  dutyBasis: 'UN Convention against Transnational Organized Crime, art. 18(5) and (19).',
  explanation: 'It speaks for an accused person.',
  priorNoticeImpossible: 'It could not be told before.',
  purpose: 'INVESTIGATION',
} as const;

/**
 * A notice that something speaks for an accused person, which says no more than that, and when it is disclosed. The provider is owed
 * it whatever else is kept from it (UN Convention art. 18(5), (19)): one officer who stops a thread silences no such notice, nor
 * does the notice tell of the person for whose sake it was stopped. The wish to be consulted is nobody's due, and waits. Pure.
 */
export function isPlainNotice(document: Document): boolean {
  if (!isKind(document, 'exculpatory-notice')) return false;
  const { stage, dutyBasis, explanation, priorNoticeImpossible } = document.body;
  const late = stage === 'AFTER_DISCLOSURE' ? plainNotice.priorNoticeImpossible : '';
  return (
    stage !== 'CONSULTATION_REQUESTED' &&
    dutyBasis === plainNotice.dutyBasis &&
    explanation === plainNotice.explanation &&
    priorNoticeImpossible === late &&
    document.purpose === plainNotice.purpose &&
    isBare(document)
  );
}

/**
 * True for the word that this State has complied with a recall or a correction, and no word more. Its originator is owed that too:
 * it says what became of the originator's own words. That it cannot be done needs a reason, and waits. Pure.
 */
export const isPlainCompliance = (document: Document): boolean =>
  isKind(document, 'recall-answer') &&
  document.body.outcome === 'COMPLIED' &&
  document.purpose === plainNotice.purpose &&
  isBare(document);
