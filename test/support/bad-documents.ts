import { v7 } from 'uuid';
import {
  parseDocumentId,
  parseStateCode,
  parseAuthorityId,
  timestamp,
  type Document,
} from '#kernel';
import { generateOfficerKey, signDetached, unlockKey, type PrivateKey } from '#seal';
import { canonicalJson, decodeDocument } from '#wire';
import { aFingerprint, aSubject } from './builders.js';
import type { SignedOne } from './office.js';
import { aLinkId } from './state.js';

export interface BadDocument {
  readonly name: string;
  /** With which it must be refused. */
  readonly code: string;
  readonly body: SignedOne['body'];
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Documents with one thing wrong each, all rightly signed unless the signature is what is wrong. */
export async function badDocuments(key: PrivateKey, good: SignedOne): Promise<BadDocument[]> {
  const document = decodeDocument(Buffer.from(good.body.document, 'base64'));
  const stranger = await generateOfficerKey({ userId: 'stranger', at: new Date() });
  const made: BadDocument[] = [];
  const add = async (name: string, code: string, bytes: Uint8Array, by = key): Promise<void> => {
    const signature = base64(await signDetached(bytes, by, new Date()));
    made.push({ name, code, body: { document: base64(bytes), signature, uploads: [] } });
  };
  /** With an id of its own. */
  const like = (members: object): Uint8Array => {
    const id = parseDocumentId(v7());
    return canonicalJson({ ...document, id, thread: id, ...members });
  };
  const text = (from: string, to: string): Uint8Array =>
    Buffer.from(Buffer.from(like({})).toString().replace(from, to));
  const { from, to } = document;
  const xc = parseStateCode('XC');
  const withdrawal: Partial<Document> = {
    ...{ kind: 'withdrawal', thread: parseDocumentId(v7()) as never },
    ...{ inReplyTo: parseDocumentId(v7()), body: { reason: 'Too early.' } },
  };
  await add('malformed', 'WIRE_MALFORMED', Buffer.from('{"typ":'));
  await add('oversized', 'VALUE_INVALID', like({ x: 'a'.repeat(192 * 1024) }));
  await add(
    'deeply nested',
    'WIRE_TOO_DEEP',
    Buffer.from(`{"a":${'['.repeat(60)}${']'.repeat(60)}}`),
  );
  await add('a member twice', 'WIRE_NOT_CANONICAL', text('"to":{', '"to":{},"to":{'));
  await add('a prototype', 'WIRE_MALFORMED', text('{', '{"__proto__":{},'));
  await add('unknown version', 'WIRE_VERSION_UNKNOWN', like({ v: 2 }));
  await add('unknown kind', 'KIND_UNKNOWN', like({ kind: 'order' }));
  await add('unknown member', 'DOCUMENT_INVALID', like({ x: 1 }));
  const blank = aSubject({ linkToPurpose: ' ' });
  const unlinked = { ...document.body, subjects: [blank] };
  await add('a blank link to the purpose', 'ITEM_MISSING', like({ body: unlinked }));
  await add(
    'wrongly signed',
    'SEAL_SIGNATURE_ISSUER',
    like({}),
    await unlockKey(stranger.privateKey),
  );
  await add('another signer', 'NOT_THE_SIGNER', like({ signer: aFingerprint('other') }));
  await add('of another State', 'NOT_THE_SIGNER', like({ from: { ...from, state: xc } }));
  await add(
    'of another authority',
    'NOT_THE_SIGNER',
    like({ from: { ...from, authority: parseAuthorityId('customs') } }),
  );
  await add('to an unknown State', 'PEER_NOT_CONFIRMED', like({ to: { ...to, state: xc } }));
  await add(
    'to an unknown authority',
    'RECIPIENT_UNKNOWN',
    like({ to: { ...to, authority: parseAuthorityId('customs') } }),
  );
  await add(
    'to another key',
    'RECIPIENT_MISMATCH',
    like({ recipientKeys: [aFingerprint('other')] }),
  );
  await add('on another link', 'RECIPIENT_MISMATCH', like({ link: aLinkId('another') }));
  await add(
    'of the week before',
    'COMPOSED_TIME_INVALID',
    like({ composedAt: timestamp(new Date(Date.now() - 7 * 86_400_000)) }),
  );
  await add('before its request', 'NOT_FOUND', like(withdrawal));
  await add(
    'the same id, other bytes',
    'DOCUMENT_KNOWN',
    canonicalJson({ ...document, purpose: 'PREVENTION' }),
  );
  const [signed] = made.slice(-1);
  const other = base64(like({}));
  if (signed !== undefined) {
    const { signature } = signed.body;
    made.push(
      {
        name: 'signature of another document',
        code: 'SEAL_SIGNATURE_INVALID',
        body: { document: other, signature, uploads: [] },
      },
      {
        name: 'with an upload that cannot be',
        code: 'VALUE_INVALID',
        body: { document: other, signature, uploads: ['AAAA'] },
      },
      {
        name: 'unsigned',
        code: 'VALUE_INVALID',
        body: { document: other, signature: '', uploads: [] },
      },
      {
        name: 'signature junk',
        code: 'SEAL_PACKET_INVALID',
        body: { document: other, signature: base64(Buffer.alloc(119, 7)), uploads: [] },
      },
    );
  }
  return made;
}
