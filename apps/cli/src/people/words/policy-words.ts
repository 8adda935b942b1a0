import type { FormalRouteWarning } from '#capabilities/policy/policy.contract';
import { judgePolicy, policyFacts } from '#capabilities/policy/policy.model';
import type { Document, StateCode } from '#kernel';
import type { PolicyPack } from '#capabilities/policy/policy.schema';
import { handedOn } from '#trust';
import { CliError } from '../../errors.js';
import { printable } from '../printable.js';

const channels: Readonly<Record<FormalRouteWarning['channel'], string>> = {
  CENTRAL_AUTHORITY_NOTICE: 'tell the central authority (central-authority-notice)',
  FORMAL_REQUEST: 'make it a formal request (formal-request)',
};

export const formalRouteLines = (
  state: StateCode,
  warnings: readonly FormalRouteWarning[],
): string[] =>
  warnings.map(({ code, rule, law, channel, powers }) => {
    const what = powers.length === 0 ? 'what is asked' : powers.join(', ');
    return `${code}: by the law of ${state} ${what} is not for officers alone: ${channels[channel]} (${rule}: ${printable(law)}).`;
  });

/**
 * Warnings of the signed policy pack about a document. Judges a reply without the thread's type, which only the gateway
 * knows; the gateway judges again. @throws CliError CLI_POLICY_FORBIDS when the pack forbids the document
 */
export function policyLines(pack: PolicyPack | undefined, document: Document): string[] {
  const said = handedOn(document);
  const { forbidden, warnings } = judgePolicy(pack, policyFacts(document, null, document.to, said));
  if (forbidden.length > 0) {
    const rules = forbidden.map(({ rule, law }) => `${rule} (${printable(law)})`);
    throw new CliError('CLI_POLICY_FORBIDS', rules.join('; '));
  }
  return formalRouteLines(document.from.state, warnings);
}
