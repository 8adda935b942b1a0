import { One, Text } from '#contract';
import { powers, type Authenticated, type Power, type Sha256 } from '#kernel';
import type { PolicyVerdict } from './policy.model.js';
import { formalChannels, policyLimits, type FormalChannel } from './policy.schema.js';

/** Warnings of one ask: a rule of the pack each, or the built-in ones of the powers. */
export const mostWarnings = policyLimits.formalRoute + powers.length;

/** Told to whoever asks, and to whoever is asked: by this State's law the ask is not one between officers. It forbids nothing. */
export class FormalRouteWarning {
  @One(['FORMAL_ROUTE_NEEDED'])
  readonly code: 'FORMAL_ROUTE_NEEDED';
  @Text({ description: 'Id of the rule; built-in ones begin with `protocol-`.' })
  readonly rule: string;
  @Text({ description: 'The law behind the rule.' })
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

/** Which pack judged: `version` 0 and the hash of the built-in rules when the State has signed none. */
export interface PolicyPoint {
  readonly version: number;
  /** Of the pack as canonical JSON. */
  readonly sha256: Sha256;
}

/** What the State's policy pack says of a draft, before it is signed. */
export interface PolicyCalls {
  'requests.policy': {
    /** `facts`: canonical JSON of what the pack can know of the draft, with the members that it has. */
    in: Authenticated & { readonly facts: Uint8Array };
    out: PolicyVerdict & { readonly pack: PolicyPoint };
  };
}
