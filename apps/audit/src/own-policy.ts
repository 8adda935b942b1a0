import { phrase, type Detail, detailOf } from '#kernel';
import { readOwned, RuntimeError } from '#runtime';
import {
  emptyRoot,
  openByPolicy,
  parsePolicy,
  type Policy,
  signCheckpoint,
  type Signer,
  TlogError,
} from '#tlog';

/**
 * Reads the policy that says which witnesses must cosign this State's log. @throws RuntimeError HOST_SETTINGS_INVALID if the
 * policy is invalid, does not name this log, or demands no cosignature
 */
export function readOwnPolicy(file: string, log: Signer): Policy {
  const text = readOwned(file);
  try {
    const policy = parsePolicy(text);
    if (wantsNobody(policy, log))
      throw refusal(phrase`a quorum that asks for nobody; allowed: at least one witness`);
    return policy;
  } catch (error) {
    if (!(error instanceof TlogError)) throw error;
    throw refusal(
      error.code === 'POLICY_INVALID'
        ? phrase`${detailOf(error) ?? ''}; allowed: a tlog-policy`
        : phrase`no line of this log; allowed: a policy with its verifier key`,
    );
  }
}

const refusal = (why: Detail): RuntimeError =>
  new RuntimeError('HOST_SETTINGS_INVALID', phrase`log.policyFile: found ${why}`);

function wantsNobody(policy: Policy, log: Signer): boolean {
  const bare = signCheckpoint({ origin: log.verifier.name, size: 0, root: emptyRoot() }, log);
  try {
    openByPolicy(bare, policy);
    return true;
  } catch (error) {
    if (error instanceof TlogError && error.code === 'QUORUM_NOT_MET') return false;
    throw error;
  }
}
