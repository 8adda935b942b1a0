import { anyone, Bytes, call, One, Parsed, Part, Text, Whole } from '#contract';
import { parseSha256, powers, type Power, type Sha256 } from '#kernel';
import { formalChannels, policyLimits, type FormalChannel } from './policy.schema.js';

export const mostWarnings = policyLimits.formalRoute + powers.length;

export class FormalRouteWarning {
  @One(['FORMAL_ROUTE_NEEDED'])
  readonly code: 'FORMAL_ROUTE_NEEDED';
  @Text({
    description: 'Id of the rule; built-in ones begin with `protocol-`.',
    example: 'protocol-coercive',
  })
  readonly rule: string;
  @Text({
    description: 'The law behind the rule.',
    example: 'Code of Criminal Procedure, section 100',
  })
  readonly law: string;
  @One(formalChannels, {
    description: 'How the ask goes instead: kinds `central-authority-notice` and `formal-request`.',
  })
  readonly channel: FormalChannel;
  @One(powers, {
    list: powers.length,
    description: 'What of the ask it is about; empty for something else.',
  })
  readonly powers: readonly Power[];
}

/** Policy pack that was applied. Without a signed pack `version` is 0 and `sha256` is the hash of the built-in rules. */
export class PolicyPoint {
  @Whole({
    min: 0,
    description: 'Of the pack in force; 0 when two administrators have signed none.',
  })
  readonly version: number;
  @Parsed(parseSha256, { description: 'Of the pack as canonical JSON.' })
  readonly sha256: Sha256;
}

export class Forbidden {
  @Text({ description: 'Id of the rule.', example: 'protocol-coercive' })
  readonly rule: string;
  @Text({
    description: 'The law behind the rule.',
    example: 'Code of Criminal Procedure, section 100',
  })
  readonly law: string;
}

export class DraftFacts {
  @Bytes(32 * 1024, {
    description:
      'Canonical JSON (RFC 8785) of what the pack can know of the draft: {`peer`: {`state`, `authority`}, `kinds`?, `requestTypes`?, `purposes`?, `categories`?, `powers`?, `codes`?, `tlp`?, `classifications`?, `mediaTypes`?}, lists but for `peer`.',
  })
  readonly facts: Uint8Array;
}

export class JudgedDraft {
  @Part(() => PolicyPoint)
  readonly pack: PolicyPoint;
  @Part(() => Forbidden, {
    list: policyLimits.rules,
    description: 'Rules by which it does not leave.',
  })
  readonly forbidden: readonly Forbidden[];
  @Part(() => FormalRouteWarning, {
    list: mostWarnings,
    description: 'What of an ask needs the formal route.',
  })
  readonly warnings: readonly FormalRouteWarning[];
}

export const checkPolicy = call('policy', DraftFacts, JudgedDraft, { requests: anyone });

export const policyCalls = [checkPolicy];
