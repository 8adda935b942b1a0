import type {
  Authenticated,
  PurposefulRead,
  SignedDocumentInput,
  DocumentId,
  OfficerId,
  ThreadId,
  Timestamp,
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
