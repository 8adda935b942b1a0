import {
  type EvidentialUse,
  evidentialUse,
  type GivenConsent,
  type UseFlaw,
} from '#capabilities/evidence/citing.model';
import { mayBeEvidence } from '#capabilities/evidence/evidence-replies.model';
import type { Proceedings } from '#capabilities/evidence/kinds/evidence-item.kind';
import { type Document, isKind, parseSha256 } from '#kernel';
import type { CaseFacts, MessageFact } from '../facts/case-facts.js';
import { type Flaw, rule } from '../rule.js';
import { isSound, leafOf, openLeaves, withheldLeaves } from './sight.js';
import { narrowed, takenBack } from './taken-back.js';

/** A document that may be relied on, with the message that brought it. */
interface Relied {
  readonly message: MessageFact;
  readonly document: Document;
}

const relied = (facts: CaseFacts, direction: 'OUT' | 'IN'): readonly Relied[] =>
  facts.messages.flatMap((message) => {
    const { said: document } = message;
    const isIt = message.direction === direction && document !== null && isSound(facts, message);
    return isIt ? [{ message, document }] : [];
  });

/** Proceedings that this State has named: in its formal request, else where it asked for consent. */
export function proceedingsOf(facts: CaseFacts): Proceedings | undefined {
  const gone = takenBack(facts);
  const own = relied(facts, 'OUT')
    .map(({ document }) => document)
    .filter(({ id }) => !gone.has(id));
  const requested = own.findLast((each) => isKind(each, 'formal-request'));
  if (requested !== undefined) return requested.body.proceedings;
  return own.findLast((each) => isKind(each, 'evidence-consent-request'))?.body.proceedings;
}

/** All that a ruling about consents looks at, read once. */
class Consents {
  readonly #given: readonly GivenConsent[];
  readonly #recalled: ReadonlySet<unknown>;
  readonly #narrowed: ReadonlySet<unknown>;
  readonly #use: EvidentialUse | undefined;

  constructor(facts: CaseFacts) {
    this.#recalled = takenBack(facts);
    this.#narrowed = narrowed(facts);
    this.#given = relied(facts, 'IN')
      .filter(({ document }) => isKind(document, 'evidence-consent'))
      .map(({ document }) => ({ document, withdrawn: this.#recalled.has(document.id) }));
    const proceedings = proceedingsOf(facts);
    this.#use = proceedings && { proceedings, at: facts.gatheredAt };
  }

  /** Why an item may not be used, what is not known of it, or undefined. */
  flawOf({
    said,
    sha256,
    shownAttachments,
  }: MessageFact): UseFlaw | 'PROCEEDINGS_NONE' | 'HANDLING_CHANGED' | undefined {
    if (said === null || sha256 === null) return 'NO_CONSENT';
    if (this.#use === undefined) return 'PROCEEDINGS_NONE';
    const item = {
      ...{ document: said, documentSha256: parseSha256(sha256), handling: said.handling },
      attachments: shownAttachments.map((each) => parseSha256(each)),
      recalled: this.#recalled.has(said.id),
    };
    const flaw = evidentialUse(item, this.#given, this.#use);
    if (flaw !== undefined) return flaw;
    return this.#narrowed.has(said.id) ? 'HANDLING_CHANGED' : undefined;
  }

  /** Leaf of the last consent that was relied on. */
  leafIn({ messages }: CaseFacts): number | null {
    const last = this.#given.at(-1)?.document.id;
    const message = messages.find(({ said }) => said?.id === last);
    return message === undefined ? null : leafOf(message);
  }
}

/** Documents of the neighbour that say something of the case; one that cannot be read may. */
const itemsOf = ({ messages }: CaseFacts): readonly MessageFact[] =>
  messages.filter(
    ({ direction, said }) => direction === 'IN' && (said === null || mayBeEvidence(said.kind)),
  );

const consentCodes = {
  ITEM_RECALLED: 'ITEM_RECALLED',
  NO_CONSENT: 'CONSENT_NONE',
  REFUSED: 'CONSENT_NONE',
  FILE_NOT_COVERED: 'CONSENT_OTHER',
  SCOPE: 'CONSENT_OTHER',
  OTHER_PROCEEDINGS: 'CONSENT_OTHER',
  PROCEEDINGS_NONE: 'PROCEEDINGS_NONE',
  HANDLING_CHANGED: 'HANDLING_CHANGED',
} as const;

/** Flaws that CON-02 alone is about: the consent was there. */
const over: readonly string[] = ['EXPIRED', 'WITHDRAWN'] satisfies UseFlaw[];

type GivenFlaw = Flaw<(typeof consentCodes)[keyof typeof consentCodes]>;

function givenFlaw(consents: Consents, message: MessageFact): GivenFlaw | undefined {
  const flaw = consents.flawOf(message);
  if (flaw === undefined || flaw === 'EXPIRED' || flaw === 'WITHDRAWN') return undefined;
  return { code: consentCodes[flaw], leaf: leafOf(message) };
}

/** What came through another State is that State's to consent to. */
const forwarded = ({ messages }: CaseFacts): readonly Flaw<'THIRD_STATE'>[] =>
  messages
    .filter(({ said }) => said?.kind === 'forward')
    .map((message) => ({ code: 'THIRD_STATE', leaf: leafOf(message) }));

/** The State that said it has consented that it is used in these proceedings. A person compares purpose and court. */
const con01 = rule(
  'CON-01',
  [
    ...(['CONSENT_NONE', 'CONSENT_OTHER', 'ITEM_RECALLED', 'PROCEEDINGS_NONE'] as const),
    ...(['HANDLING_CHANGED', 'THIRD_STATE', 'PURPOSE_BY_PERSON', 'NO_ITEM_OF_OTHERS'] as const),
  ],
  (facts) => {
    const consents = new Consents(facts);
    const items = itemsOf(facts);
    return {
      flaws: [...items.flatMap((item) => givenFlaw(consents, item) ?? []), ...forwarded(facts)],
      ground: { leaf: consents.leafIn(facts) },
      note: items.length === 0 ? 'NO_ITEM_OF_OTHERS' : 'PURPOSE_BY_PERSON',
      withheld: withheldLeaves(facts),
    };
  },
);

/** At the time of the gathering no consent was over. Whether it was taken back since, the package cannot say. */
const con02 = rule(
  'CON-02',
  [
    'CONSENT_OVER',
    'CONSENT_NONE',
    'PROCEEDINGS_NONE',
    'LEAF_OPEN',
    'AS_OF_PACKAGE',
    'NO_ITEM_OF_OTHERS',
  ],
  (facts) => {
    const consents = new Consents(facts);
    const items = itemsOf(facts);
    const open = openLeaves(facts).map(
      ({ index }) => ({ code: 'LEAF_OPEN', leaf: index }) as const,
    );
    return {
      flaws: [
        ...items.flatMap((item) => {
          const flaw = consents.flawOf(item);
          if (flaw === undefined || flaw === 'HANDLING_CHANGED') return [];
          const code = over.includes(flaw)
            ? 'CONSENT_OVER'
            : flaw === 'PROCEEDINGS_NONE'
              ? flaw
              : 'CONSENT_NONE';
          return [{ code, leaf: leafOf(item) } as const];
        }),
        ...open,
      ],
      ground: { leaf: consents.leafIn(facts) },
      note: items.length === 0 ? 'NO_ITEM_OF_OTHERS' : 'AS_OF_PACKAGE',
      withheld: withheldLeaves(facts),
    };
  },
);

export const consentRules = [con01, con02];
