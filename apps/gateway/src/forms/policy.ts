import { Bytes } from './fields.js';

export class PolicyForm {
  @Bytes(
    32 * 1024,
    'Canonical JSON (RFC 8785) of what the pack can know of the draft: {`peer`: {`state`, `authority`}, `kinds`?, `requestTypes`?, `purposes`?, `categories`?, `powers`?, `codes`?, `tlp`?, `classifications`?, `mediaTypes`?}, lists but for `peer`.',
  )
  facts: string;
}
