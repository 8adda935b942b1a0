import { formatVerifierKey, keyHash, parseVerifierKey } from '#tlog';
import type { Facts } from '../reading/facts.js';
import { isOutside, type Party, partyOf, wasOutside } from '../reading/parties.js';
import type { Findings } from '../findings.js';
import { names } from '../container/layout.js';
import type { Witnessed } from '../reading/witnessed.js';

/**
 * Checks that every cosignature is valid and the policy's quorum is met. If the package holds the neighbour's directory, also
 * requires an outside witness.
 */
export function checkWitnesses(facts: Facts, found: Findings<'V09'>): void {
  const { witnessed } = facts;
  if (witnessed === undefined) return;
  const { policy, flaw, secondFlaw, isOfLog, isMet, known, lines } = witnessed;
  if (policy === undefined) {
    found.add('POLICY_FORM', names.policy);
    return;
  }
  if (!isOfLog) found.add('POLICY_KEY', names.policy);
  if (flaw !== undefined) {
    found.add('COSIGNATURE_INVALID', names.checkpoint);
    return;
  }
  if (known !== lines) found.add('SIGNER_UNKNOWN', names.checkpoint);
  if (secondFlaw !== undefined) found.add(secondFlaw, names.second);
  if (!isMet) found.add('QUORUM_NOT_MET', names.checkpoint);
  // Only the neighbour's directory tells the owner of a witness key.
  if (facts.neighbour.isThere) checkOutside(facts, witnessed, found);
}

function checkOutside(facts: Facts, { policy, signers }: Witnessed, found: Findings<'V09'>): void {
  if (!signers.some(({ vkey }) => isOutside(facts, vkey)))
    found.add('WITNESS_NONE', names.checkpoint);
  if (policy?.isMetBy((key) => !wasOutside(facts, formatVerifierKey(key))) === true)
    found.add('POLICY_WEAK', names.policy);
}

export interface Cosigner {
  readonly party: Party;
  readonly key: string;
  readonly unixSeconds: number;
}

export const cosignersOf = (facts: Facts): readonly Cosigner[] =>
  (facts.witnessed?.signers ?? []).map(({ vkey, unixSeconds }) => ({
    ...{ party: partyOf(facts, vkey), key: keyHash(parseVerifierKey(vkey)), unixSeconds },
  }));
