import type { Authenticated } from './asking.js';
import type { Sha256 } from './ids.js';
import type { PolicyVerdict } from './policy-rules.js';

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
