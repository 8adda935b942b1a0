import { judgePolicy, policyFacts, protocolMinimum } from './policy.model.js';
import { parsePolicyFacts, usualFacts, type PolicyFacts } from './policy.schema.js';
import type { AuthorityAddress, Document, ThreadType } from '#kernel';
import type { FormalRouteWarning, JudgedDraft, PolicyPoint } from './policy.contract.js';
import { ExchangeError } from '#threads';
import type { Store } from '#store';
import { handedOn, type TrustStore } from '#trust';
import { canonicalJson, parseCanonicalJson, sha256 } from '#wire';

/** Where the pack in force stands: the chain `peers` as it was verified. */
type Law = Pick<TrustStore, 'peers'>;

const points = new WeakMap<object, PolicyPoint>();

/** The pack by which this State judges now. */
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

/** The pack that let a document pass, and what it warned of. */
export interface PolicyPassed {
  readonly pack: PolicyPoint;
  readonly warnings: readonly FormalRouteWarning[];
}

/**
 * Requires that the pack in force lets a document leave; beside every rule of the protocol, never in the place of one.
 * @throws ExchangeError POLICY_FORBIDS naming the rules and their law
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

/** Parts of an ask that need the formal route by this State's own law, whether it asks or is asked. */
export const formalRouteOf = (
  trust: TrustStore,
  document: Document,
  type: ThreadType | null,
): readonly FormalRouteWarning[] => {
  const peer = document.from.state === trust.state ? document.to : document.from;
  return judgePolicy(trust.peers().policy(), factsOf(document, type, peer)).warnings;
};

/** The name of the longest list of facts is short; room for every media type of a forward. */
const factLimits = { bytes: 64 * 1024, depth: 4 } as const;

/** Says what the pack says of a draft before anybody signs it: kinds, lists and media types, no word of a case. */
export class CheckPolicy {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
  ) {}

  /** @throws WireError; KernelError DOCUMENT_INVALID naming the member */
  async run(bytes: Uint8Array): Promise<JudgedDraft> {
    const facts = usualFacts(parsePolicyFacts(parseCanonicalJson(bytes, factLimits)));
    await this.store.transaction({ step: 'check-policy' }, (tx) => this.trust.refresh(tx));
    const pack = policyInForce(this.trust);
    return { pack, ...judgePolicy(this.trust.peers().policy(), facts) };
  }
}
