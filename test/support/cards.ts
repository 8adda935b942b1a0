import { randomBytes } from 'node:crypto';
import type { LinkId } from '#kernel';
import { createAuthority, createUserKey } from '#broker';
import type { Card } from '#trust';
import type { TestState } from './state.js';

/** What a State writes into its invitation or acceptance file; end 1 listens, end 2 connects. */
export async function aCard(
  state: TestState,
  typ: Card['typ'],
  linkId: LinkId,
  end: 1 | 2,
): Promise<Card> {
  const { from, to } = state.validity;
  const validity = { notBefore: new Date(from), notAfter: new Date(to) };
  const { certificate } = await createAuthority({ name: `${state.state} link`, ...validity });
  return {
    typ,
    v: 1,
    state: state.state,
    rootFingerprint: state.rootFingerprint,
    rootCertificate: Buffer.from(state.root.certificate).toString('base64'),
    linkId,
    border:
      end === 1
        ? { end, host: 'border.example', port: 7422 }
        : { end, leafPublicKey: createUserKey().publicKey },
    linkAuthority: certificate,
    nonce: randomBytes(16).toString('hex'),
    protocol: { min: 1, max: 1 },
    directory: state.point(),
  };
}
