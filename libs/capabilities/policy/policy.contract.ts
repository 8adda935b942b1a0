import type { Authenticated, Sha256 } from '#kernel';
import type { PolicyVerdict } from './policy.model.js';

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
