import {
  type Authenticated,
  type PurposefulRead,
  type SignedDocumentInput,
  type Document,
  type DocumentId,
  type OfficerId,
  type ThreadId,
  type Timestamp,
  isKind,
} from '#kernel';

/** Why nothing more may be told of a person. Kept for the own State alone, under the key of the thread; never sent. */
export const stopGrounds = [
  'ASYLUM_CLAIM',
  'APPEAL_PENDING',
  'NON_REFOULEMENT',
  'CHILD_BEST_INTERESTS',
  'NO_CONSENT',
  'DANGER_TO_PERSON',
] as const;
export type StopGround = (typeof stopGrounds)[number];

/** Characters of the words that go with a ground, and of those with which a stop is lifted. */
export const stopLength = 4_000;

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
 * That this State has complied with a recall or a correction, and no word more. Its originator is owed that too: it says what became
 * of the originator's own words. That it cannot be done needs a reason, and waits. Pure.
 */
export const isPlainCompliance = (document: Document): boolean =>
  isKind(document, 'recall-answer') &&
  document.body.outcome === 'COMPLIED' &&
  document.purpose === plainNotice.purpose &&
  isBare(document);

/** That a thread is stopped, without why. */
export interface StopView {
  readonly stop: string;
  readonly raisedBy: OfficerId;
  readonly raisedAt: Timestamp;
  /** The withdrawal that left with it; null where there was nothing to withdraw. */
  readonly withdrawal: DocumentId | null;
  /** One officer wants it lifted; another one lifts it. */
  readonly liftProposedBy: OfficerId | null;
  readonly liftProposedAt: Timestamp | null;
}

/** The same with why; of those that were lifted too. */
export interface StopRecord extends StopView {
  readonly ground: StopGround;
  readonly text: string;
  readonly liftText: string | null;
  readonly liftedBy: OfficerId | null;
  readonly liftedAt: Timestamp | null;
}

type Of<T> = Authenticated & { readonly thread: ThreadId } & T;

interface Lift {
  /** The first officer says why. */
  readonly propose: { in: Of<{ readonly text: string }>; out: StopView };
  /** Another one lifts it. */
  readonly confirm: { in: Of<object>; out: { readonly stop: string } };
  readonly list: {
    in: PurposefulRead & { readonly thread: ThreadId };
    out: { readonly stops: readonly StopRecord[] };
  };
}

interface Raised {
  readonly ground: StopGround;
  readonly text: string;
}

/** What keeps a State from telling more of a person. Nothing of it leaves. */
export interface StopCalls {
  /** `withdrawal`: signed, plain; exactly when the neighbour still works on the request. */
  'requests.stop': {
    in: Of<Raised & { readonly withdrawal: SignedDocumentInput | null }>;
    out: StopView;
  };
  'requests.stop-lift': Lift['propose'];
  'requests.stop-lifted': Lift['confirm'];
  'requests.stops': Lift['list'];
  'inbox.stop': { in: Of<Raised>; out: StopView };
  'inbox.stop-lift': Lift['propose'];
  'inbox.stop-lifted': Lift['confirm'];
  'inbox.stops': Lift['list'];
}
