import { isKind, type Document } from '#kernel';

/**
 * Required reason text in the withdrawal of a suspended thread. It is the default of every withdrawal, so the neighbour
 * cannot recognise a suspension.
 */
export const plainReason = 'The request needs no answer any more.';

const isBare = ({ handling, attachments }: Document): boolean =>
  handling.restrictions === '' && attachments.length === 0;

export const isPlainWithdrawal = (document: Document): boolean =>
  isKind(document, 'withdrawal') && document.body.reason === plainReason && isBare(document);

export const plainNotice = {
  dutyBasis: 'UN Convention against Transnational Organized Crime, art. 18(5) and (19).',
  explanation: 'It speaks for an accused person.',
  priorNoticeImpossible: 'It could not be told before.',
  purpose: 'INVESTIGATION',
} as const;

/**
 * True for an exculpatory notice with only standard texts, which a suspended thread permits. The duty to send it continues
 * (UN Convention art. 18(5), (19)).
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
 * True for a `recall-answer` with outcome COMPLIED, standard purpose, no restrictions and no attachments. A suspended thread
 * permits no other `recall-answer`.
 */
export const isPlainCompliance = (document: Document): boolean =>
  isKind(document, 'recall-answer') &&
  document.body.outcome === 'COMPLIED' &&
  document.purpose === plainNotice.purpose &&
  isBare(document);
