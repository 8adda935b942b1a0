import { judgePolicy, policyFacts, protocolMinimum } from './policy.model.js';
import { parsePolicyFacts, usualFacts, type PolicyFacts } from './policy.schema.js';
import type { AuthorityAddress, Document, ThreadType } from '#kernel';
import type { FormalRouteWarning, JudgedDraft, PolicyPoint } from './policy.contract.js';
import { ExchangeError } from '#threads';
import type { Store } from '#store';
import { handedOn, type TrustStore } from '#trust';
import { canonicalJson, parseCanonicalJson, sha256 } from '#wire';

type Law = Pick<TrustStore, 'peers'>;

const points = new WeakMap<object, PolicyPoint>();

export function policyInForce(trust: Law): PolicyPoint {
  const pack = trust.peers().policy();
  const rules = pack ?? protocolMinimum;
  const known = points.get(rules);
  if (known !== undefined) return known;
  const point = { version: pack?.version ?? 0, sha256: sha256(canonicalJson(rules)) };
  points.set(rules, point);
  return point;
}

const factsOf = (
  document: Document,
  type: ThreadType | null,
  peer: AuthorityAddress,
): PolicyFacts => policyFacts(document, type, peer, handedOn(document));

export interface PolicyPassed {
  readonly pack: PolicyPoint;
  readonly warnings: readonly FormalRouteWarning[];
}

/**
 * Requires that the pack in force permits the document. Returns the pack and warnings about the formal route. @throws
 * ExchangeError POLICY_FORBIDS naming rules and law
 */
export function requirePolicy(trust: Law, document: Document, type: ThreadType): PolicyPassed {
  const { forbidden, warnings } = judgePolicy(
    trust.peers().policy(),
    factsOf(document, type, document.to),
  );
  if (forbidden.length > 0)
    throw new ExchangeError(
      'POLICY_FORBIDS',
      forbidden.map(({ rule, law }) => `${rule} (${law})`).join('; '),
    );
  return { pack: policyInForce(trust), warnings };
}

export const formalRouteOf = (
  trust: TrustStore,
  document: Document,
  type: ThreadType | null,
): readonly FormalRouteWarning[] => {
  const peer = document.from.state === trust.state ? document.to : document.from;
  return judgePolicy(trust.peers().policy(), factsOf(document, type, peer)).warnings;
};

const factLimits = { bytes: 64 * 1024, depth: 4 } as const;

export class CheckPolicy {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
  ) {}

  /**
   * Judges the facts of a draft by the pack in force. @throws WireError if `bytes` are not canonical JSON; KernelError
   * DOCUMENT_INVALID with the name of the invalid fact
   */
  async judgeDraft(bytes: Uint8Array): Promise<JudgedDraft> {
    const facts = usualFacts(parsePolicyFacts(parseCanonicalJson(bytes, factLimits)));
    await this.store.transaction({ step: 'check-policy' }, (tx) => this.trust.refresh(tx));
    const pack = policyInForce(this.trust);
    return { pack, ...judgePolicy(this.trust.peers().policy(), facts) };
  }
}
