import { type Facts, outsideWitnesses } from '../reading/facts.js';
import type { Findings } from '../findings.js';
import { names } from '../container/layout.js';

/** Others have seen the checkpoint: every line under it holds, the quorum is met, by one from outside at least. */
export function checkWitnesses(facts: Facts, found: Findings<'V09'>): void {
  const { witnessed } = facts;
  if (witnessed === undefined) return;
  const { policy, flaw, isOfLog, isMet, known, lines, signers } = witnessed;
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
  if (!isMet) found.add('QUORUM_NOT_MET', names.checkpoint);
  const others = outsideWitnesses(facts);
  if (!signers.some(({ vkey }) => others.has(vkey))) found.add('WITNESS_NONE', names.checkpoint);
}
