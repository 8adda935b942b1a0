import type { FormalRouteWarning } from '#capabilities/policy/policy.contract';
import { judgePolicy, policyFacts } from '#capabilities/policy/policy.model';
import type { Document, StateCode } from '#kernel';
import type { PolicyPack } from '#capabilities/policy/policy.schema';
import { handedOn } from '#trust';
import { say } from '#language/console';
import { CliError } from '../../errors.js';
import { parted } from '../../print/joined.js';
import { printable } from '../printable.js';

const channels: Readonly<Record<FormalRouteWarning['channel'], string>> = {
  CENTRAL_AUTHORITY_NOTICE: say('policyWords.centralAuthorityNotice'),
  FORMAL_REQUEST: say('policyWords.formalRequest'),
};

export const formalRouteLines = (
  state: StateCode,
  warnings: readonly FormalRouteWarning[],
): string[] =>
  warnings.map(({ code, rule, law, channel, powers }) => {
    const what = powers.length === 0 ? say('policyWords.whatAsked') : powers.join(', ');
    return say('policyWords.lawNotOfficersAlone', {
      code,
      state,
      what,
      channels: channels[channel],
      rule,
      law: printable(law),
    });
  });

/**
 * Returns the policy pack's warnings about a document; empty if it has none. @throws CliError CLI_POLICY_FORBIDS if the pack
 * forbids the document
 */
export function policyLines(pack: PolicyPack | undefined, document: Document): string[] {
  const said = handedOn(document);
  const { forbidden, warnings } = judgePolicy(pack, policyFacts(document, null, document.to, said));
  if (forbidden.length > 0) {
    const rules = forbidden.map(({ rule, law }) => `${rule} (${printable(law)})`);
    throw new CliError('CLI_POLICY_FORBIDS', parted(rules));
  }
  return formalRouteLines(document.from.state, warnings);
}
