import { v7 } from 'uuid';
import {
  isOfDataSubject,
  parseDocumentId,
  timestamp,
  type Document,
  type DocumentId,
  type LinkId,
  type ThreadId,
} from '#kernel';
import { signDetached } from '#seal';
import { encodeDocument } from '#wire';
import { aRequestBody, bodyOf } from './bodies.js';
import type { TestState } from './test-state.js';

export interface Composed {
  readonly document: Uint8Array;
  readonly signature: Uint8Array;
  readonly uploads: readonly string[];
  readonly id: DocumentId;
}

/** A document that the named officer of one State has signed for another; a request where the members say nothing else. */
export async function composed(
  link: LinkId,
  { from, to, name }: { readonly from: TestState; readonly to: TestState; readonly name: string },
  members: Partial<Document>,
): Promise<Composed> {
  const now = new Date();
  const id = parseDocumentId(v7());
  const { key, authority, officer } = from.officer(name);
  const addressed = members.to?.authority ?? to.officer('ana').authority;
  const kind = members.kind ?? 'request';
  const isOfPerson = isOfDataSubject(kind);
  const compartment = isOfPerson ? 'DATA_PROTECTION' : 'ENFORCEMENT';
  const recipient = to.authorityKeys.get(`${addressed} ${compartment}`);
  const recipientKeys = members.recipientKeys ?? (recipient && [recipient.fingerprint]);
  if (recipientKeys === undefined) throw new Error('no recipient key');
  const document = encodeDocument({
    typ: 'liaise-document',
    v: 1,
    kind: 'request',
    id,
    thread: id as unknown as ThreadId,
    inReplyTo: null,
    link,
    from: { state: from.state, authority, officer },
    to: { state: to.state, authority: addressed },
    signer: key.fingerprint,
    recipientKeys,
    composedAt: timestamp(now),
    purpose: isOfPerson ? 'DATA_SUBJECT_RIGHTS' : 'INVESTIGATION',
    handling: {
      codes: ['H0'],
      evaluation: { source: 'X', information: '4' },
      restrictions: '',
      retentionMonths: 6,
    },
    body: isOfPerson ? bodyOf[kind](now) : aRequestBody({ requestType: 'VESSEL' }),
    attachments: [],
    ...members,
  });
  const signature = await signDetached(document, key.unlocked, now);
  return { document, signature, uploads: [], id };
}
