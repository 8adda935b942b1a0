import {
  evidentialUse,
  type GivenConsent,
  type UseFlaw,
} from '#capabilities/evidence/citing.model';
import { isKind, parseSha256 } from '#kernel';
import type { FlawCode } from '../codes.js';
import type { CaseFacts, MessageFact } from '../facts/case-facts.js';
import { type Flaw, rule } from '../rule.js';
import { isSound, lastLeaf, leafOf, openLeaves, withheldLeaves } from './sight.js';
import { narrowed, takenBack } from './taken-back.js';
import { type CourtUse, itemsFor, usesOf } from './uses.js';

interface Used {
  readonly message: MessageFact;
  readonly use: CourtUse;
}

class Consents {
  readonly used: readonly Used[];
  readonly hasUses: boolean;
  readonly #given: readonly (GivenConsent & { readonly leaf: number | null })[];
  readonly #recalled: ReadonlySet<unknown>;
  readonly #narrowed: ReadonlySet<unknown>;

  constructor(private readonly facts: CaseFacts) {
    const uses = usesOf(facts);
    this.hasUses = uses.length > 0;
    this.used = uses.flatMap((use) => itemsFor(facts, use).map((message) => ({ message, use })));
    this.#recalled = takenBack(facts);
    this.#narrowed = narrowed(facts);
    this.#given = facts.messages.flatMap((message) => {
      const { said: document } = message;
      if (document === null || !isKind(document, 'evidence-consent')) return [];
      const withdrawn = this.#recalled.has(document.id);
      return isSound(facts, message) ? [{ document, withdrawn, leaf: leafOf(message) }] : [];
    });
  }

  flawOf({ message, use }: Used): UseFlaw | 'HANDLING_CHANGED' | undefined {
    const { said, sha256, shownAttachments } = message;
    if (said === null || sha256 === null) return 'NO_CONSENT';
    const item = {
      ...{ document: said, documentSha256: parseSha256(sha256), handling: said.handling },
      attachments: shownAttachments.map((each) => parseSha256(each)),
      recalled: this.#recalled.has(said.id),
    };
    const { proceedings } = use;
    const at = this.facts.gatheredAt;
    const flaw = evidentialUse(item, this.#given, { proceedings, at });
    if (flaw !== undefined) return flaw;
    return this.#narrowed.has(said.id) ? 'HANDLING_CHANGED' : undefined;
  }

  flaws<C extends FlawCode>(
    codes: Readonly<Record<UseFlaw | 'HANDLING_CHANGED', C | null>>,
  ): readonly Flaw<C | 'PROCEEDINGS_NONE'>[] {
    if (!this.hasUses) return [{ code: 'PROCEEDINGS_NONE', leaf: lastLeaf(this.facts) }];
    return this.used.flatMap((each) => {
      const flaw = this.flawOf(each);
      const code = flaw === undefined ? null : codes[flaw];
      return code === null ? [] : [{ code, leaf: leafOf(each.message) }];
    });
  }

  get ground() {
    return { leaf: this.#given.at(-1)?.leaf ?? null };
  }
}

const forwarded = ({ messages }: CaseFacts): readonly Flaw<'THIRD_STATE'>[] =>
  messages
    .filter(({ said }) => said?.kind === 'forward')
    .map((message) => ({ code: 'THIRD_STATE', leaf: leafOf(message) }));

/**
 * Rule CON-01: each State consented to the use of its items in the other State's proceedings. A person must check purpose and
 * court.
 */
const con01 = rule(
  'CON-01',
  [
    ...(['CONSENT_NONE', 'CONSENT_OTHER', 'ITEM_RECALLED', 'PROCEEDINGS_NONE'] as const),
    ...(['HANDLING_CHANGED', 'THIRD_STATE', 'PURPOSE_BY_PERSON', 'NO_ITEM_OF_OTHERS'] as const),
  ],
  (facts) => {
    const consents = new Consents(facts);
    return {
      flaws: [
        ...consents.flaws({
          ...{ ITEM_RECALLED: 'ITEM_RECALLED', HANDLING_CHANGED: 'HANDLING_CHANGED' },
          ...{ NO_CONSENT: 'CONSENT_NONE', REFUSED: 'CONSENT_NONE' },
          ...{ FILE_NOT_COVERED: 'CONSENT_OTHER', SCOPE: 'CONSENT_OTHER' },
          OTHER_PROCEEDINGS: 'CONSENT_OTHER',
          // A consent existed; CON-02 judges whether it had ended.
          ...{ EXPIRED: null, WITHDRAWN: null },
        }),
        ...forwarded(facts),
      ],
      ground: consents.ground,
      note: consents.used.length === 0 ? 'NO_ITEM_OF_OTHERS' : 'PURPOSE_BY_PERSON',
      withheld: withheldLeaves(facts),
    };
  },
);

/** Rule CON-02: no consent had ended when the package's entries were gathered. The package cannot show later revocations. */
const con02 = rule(
  'CON-02',
  [
    ...(['CONSENT_OVER', 'CONSENT_NONE', 'PROCEEDINGS_NONE', 'LEAF_OPEN'] as const),
    ...(['AS_OF_PACKAGE', 'NO_ITEM_OF_OTHERS'] as const),
  ],
  (facts) => {
    const consents = new Consents(facts);
    const open = openLeaves(facts).map(
      ({ index }) => ({ code: 'LEAF_OPEN', leaf: index }) as const,
    );
    const none = 'CONSENT_NONE';
    return {
      flaws: [
        ...consents.flaws({
          ...{ ITEM_RECALLED: none, NO_CONSENT: none, REFUSED: none, FILE_NOT_COVERED: none },
          ...{ SCOPE: none, OTHER_PROCEEDINGS: none, HANDLING_CHANGED: null },
          ...{ EXPIRED: 'CONSENT_OVER', WITHDRAWN: 'CONSENT_OVER' },
        } as const),
        ...open,
      ],
      ground: consents.ground,
      note: consents.used.length === 0 ? 'NO_ITEM_OF_OTHERS' : 'AS_OF_PACKAGE',
      withheld: withheldLeaves(facts),
    };
  },
);

export const consentRules = [con01, con02];
