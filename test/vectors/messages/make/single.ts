import { create, toBinary } from '@bufbuild/protobuf';
import {
  parseAuthorityId,
  parseOfficerId,
  parseStateCode,
  timestamp,
  type Document,
} from '#kernel';
import { canonicalJson, encodeDocument, encodePayload, type SealedPayload } from '#wire';
import { SealedPayloadSchema } from '../../../../libs/wire/src/gen/liaise/v1/border_pb.js';
import { aFingerprint, aHash, anAttachment, aRequestBody } from '../../../support/builders.js';
import type { TestKey } from '../../../support/keys.js';
import { aLinkId } from '../../../support/state.js';
import type { TestState } from '../../../support/test-state.js';
import { changed, junk, type Forger, type Recipe } from './forger.js';

export interface Single extends Recipe {
  readonly name: string;
  readonly description: string;
  readonly code: string;
}

export const saidAlone = { urgentDirect: 4, urgentIndirect: 48, other: 120 };
const deep = `{"a":${'['.repeat(40)}${']'.repeat(40)}}`;
const bytes = (text: string) => (): Uint8Array => Buffer.from(text);
const withMembers =
  (members: object) =>
  (value: object): Uint8Array =>
    canonicalJson({ ...value, ...members });
const rewritten = (from: string, to: string) => (document: Document) => {
  const text = Buffer.from(encodeDocument(document)).toString();
  if (!text.includes(from)) throw new Error(`no ${from}`);
  return Buffer.from(text.replace(from, to));
};

// Payload without a member, which the product's encoder refuses to make.
function without(payload: SealedPayload, member: keyof SealedPayload): Uint8Array {
  for (let length = 0; length < 4096; length += 1) {
    const all = { ...payload, attachmentKeys: [], padding: new Uint8Array(length) };
    const message = create(SealedPayloadSchema, { ...all, [member]: new Uint8Array() });
    const made = toBinary(SealedPayloadSchema, message);
    if (made.length === 4096) return made;
  }
  throw new Error('does not fit');
}

export function singles(forger: Forger, third: TestState): Single[] {
  const made = [sealing(third), envelopes(forger, third), documents(forger, third)];
  return [...made.flat(), ...addresses(forger)];
}

function sealing(third: TestState): Single[] {
  const elsewhere = third.authorityKeys.get('border-police ENFORCEMENT');
  if (elsewhere === undefined) throw new Error('no key');
  return [
    {
      name: 'ciphertext-junk',
      description: 'Bytes that are no OpenPGP message.',
      code: 'SEAL_PACKET_INVALID',
      ciphertext: () => junk(900),
    },
    {
      name: 'ciphertext-changed',
      description: 'One byte of the sealed message is another.',
      code: 'SEAL_OPEN_FAILED',
      ciphertext: changed,
    },
    {
      name: 'ciphertext-cut-off',
      description: 'The last hundred bytes of the sealed message are missing.',
      code: 'SEAL_PACKET_INVALID',
      ciphertext: (right) => right.subarray(0, -100),
    },
    {
      name: 'sealed-to-another-state',
      description: 'The message is sealed to an authority of a third State.',
      code: 'SEAL_RECIPIENT_UNKNOWN',
      sealedTo: elsewhere,
    },
    {
      name: 'payload-junk',
      description: 'What was sealed is no payload.',
      code: 'WIRE_MALFORMED',
      payload: () => junk(4096),
    },
    {
      name: 'payload-not-padded',
      description: 'The payload does not fill a size bucket.',
      code: 'WIRE_MALFORMED',
      payload: (payload) => encodePayload(payload).subarray(0, 4000),
    },
  ];
}

function envelopes({ from, sealedAt }: Forger, third: TestState): Single[] {
  const by = (key: TestKey) => (envelope: Uint8Array) => from.sign(envelope, key, sealedAt);
  return [
    {
      name: 'envelope-malformed',
      description: 'The envelope is not JSON.',
      code: 'WIRE_MALFORMED',
      envelopeBytes: bytes('{"typ":'),
    },
    {
      name: 'envelope-unknown-version',
      description: 'An envelope of version 2, rightly signed.',
      code: 'WIRE_VERSION_UNKNOWN',
      envelopeBytes: withMembers({ v: 2 }),
    },
    {
      name: 'envelope-unknown-member',
      description: 'An envelope with a member that nobody knows, rightly signed.',
      code: 'VALUE_INVALID',
      envelopeBytes: withMembers({ x: 1 }),
    },
    {
      name: 'envelope-deeply-nested',
      description: 'An envelope of forty levels.',
      code: 'WIRE_TOO_DEEP',
      envelopeBytes: bytes(deep),
    },
    {
      name: 'envelope-oversized',
      description: 'An envelope longer than 32 KiB.',
      code: 'WIRE_TOO_LARGE',
      envelopeBytes: withMembers({ x: 'a'.repeat(33_000) }),
    },
    {
      name: 'envelope-unsigned',
      description: 'There is no signature of the State.',
      code: 'WIRE_MALFORMED',
      payload: (payload) => without(payload, 'envelopeSignature'),
    },
    {
      name: 'envelope-signature-junk',
      description: 'Some bytes stand where the signature of the State belongs.',
      code: 'SEAL_PACKET_INVALID',
      signEnvelope: () => junk(119),
    },
    {
      name: 'envelope-signed-by-a-stranger',
      description: 'The envelope is signed by the key of a third State.',
      code: 'SEAL_SIGNATURE_ISSUER',
      signEnvelope: by(third.keys.signing),
    },
    {
      name: 'envelope-signed-by-the-receipt-key',
      description: 'The envelope is signed by a key of the State that is for receipts only.',
      code: 'SEAL_SIGNATURE_ISSUER',
      signEnvelope: by(from.keys.receipts),
    },
    {
      name: 'envelope-signature-of-another',
      description: 'The State signed rightly, but other bytes.',
      code: 'SEAL_SIGNATURE_INVALID',
      signEnvelope: () => by(from.keys.signing)(junk(100)),
    },
    {
      name: 'envelope-from-another-state',
      description: 'The envelope says that a third State sends.',
      code: 'ADDRESS_MISMATCH',
      envelope: { from: third.state },
    },
    {
      name: 'envelope-to-another-state',
      description: 'The envelope is for a third State.',
      code: 'ADDRESS_MISMATCH',
      envelope: { to: third.state },
    },
    {
      name: 'envelope-of-another-link',
      description: 'The envelope is for another link.',
      code: 'ADDRESS_MISMATCH',
      envelope: { link: aLinkId('another') },
    },
    {
      name: 'envelope-of-another-document',
      description: 'The envelope names the hash of another document.',
      code: 'HASH_MISMATCH',
      envelope: { documentSha256: aHash('other') },
    },
    {
      name: 'envelope-of-another-signature',
      description: "The envelope names the hash of another officer's signature.",
      code: 'HASH_MISMATCH',
      envelope: { officerSignatureSha256: aHash('other') },
    },
    {
      name: 'envelope-other-directory',
      description: 'The envelope rests on another history of the directory than the one known.',
      code: 'DIRECTORY_FORK',
      envelope: { directory: { version: 3, head: aHash('fork') } },
    },
  ];
}

function documents({ from, sealedAt, composedAt }: Forger, third: TestState): Single[] {
  const by = (key: TestKey) => (document: Uint8Array) => from.sign(document, key, composedAt);
  const [ana, eli] = [from.officer('ana'), from.officer('eli')];
  const stranger = third.officer('ana').key;
  const { state, authority, officer } = { ...ana, state: from.state };
  return [
    {
      name: 'document-malformed',
      description: 'The signed document is not JSON.',
      code: 'WIRE_MALFORMED',
      documentBytes: bytes('{"typ"'),
    },
    {
      name: 'document-unknown-version',
      description: 'A document of version 2, rightly signed.',
      code: 'WIRE_VERSION_UNKNOWN',
      documentBytes: withMembers({ v: 2 }),
    },
    {
      name: 'document-unknown-kind',
      description: 'A document of a kind that nobody knows, rightly signed.',
      code: 'KIND_UNKNOWN',
      documentBytes: withMembers({ kind: 'order' }),
    },
    {
      name: 'document-deeply-nested',
      description: 'A document of forty levels.',
      code: 'WIRE_TOO_DEEP',
      documentBytes: bytes(deep),
    },
    {
      name: 'document-oversized',
      description: 'A document longer than 192 KiB.',
      code: 'WIRE_TOO_LARGE',
      documentBytes: withMembers({ x: 'a'.repeat(193 * 1024) }),
    },
    {
      name: 'document-duplicate-member',
      description: 'A document that names two recipients under one name.',
      code: 'WIRE_NOT_CANONICAL',
      documentBytes: rewritten('"to":{', '"to":{"authority":"a","state":"XC"},"to":{'),
    },
    {
      name: 'document-prototype-member',
      description: 'A document with a member whose name reaches a prototype.',
      code: 'WIRE_MALFORMED',
      documentBytes: rewritten('{', '{"__proto__":{},'),
    },
    {
      name: 'document-unsigned',
      description: 'There is no signature of an officer.',
      code: 'WIRE_MALFORMED',
      payload: (payload) => without(payload, 'officerSignature'),
    },
    {
      name: 'document-signature-junk',
      description: "Some bytes stand where the officer's signature belongs.",
      code: 'SEAL_PACKET_INVALID',
      signDocument: () => junk(119),
    },
    {
      name: 'document-signature-of-another',
      description: 'The officer signed rightly, but other bytes.',
      code: 'SEAL_SIGNATURE_INVALID',
      signDocument: () => by(ana.key)(junk(100)),
    },
    {
      name: 'document-signed-by-a-stranger',
      description:
        "The document names, and is signed by, a key that is not in the State's directory.",
      code: 'OFFICER_UNKNOWN',
      document: { signer: stranger.fingerprint },
      signDocument: by(stranger),
      certificate: stranger.certificate,
    },
    {
      name: 'document-signed-by-a-colleague',
      description:
        'The document names one signer and comes with the signature and certificate of another.',
      code: 'HASH_MISMATCH',
      signDocument: by(eli.key),
      certificate: eli.key.certificate,
    },
    {
      name: 'document-in-the-name-of-another',
      description: 'An officer signs with the own key in the name of a colleague.',
      code: 'OFFICER_WRONG_AUTHORITY',
      document: { from: { state, authority, officer: parseOfficerId('ben') } },
    },
    {
      name: 'document-by-an-auditor',
      description: 'An officer who may not ask signs a request.',
      code: 'OFFICER_ROLE_MISSING',
      officer: 'cleo',
    },
    {
      name: 'document-by-a-suspended-officer',
      description: 'The officer who signs was suspended half an hour before.',
      code: 'OFFICER_SUSPENDED',
      officer: 'fay',
    },
    {
      name: 'document-too-old',
      description: 'The document was composed more than a day before it was sealed.',
      code: 'COMPOSED_TIME_INVALID',
      document: { composedAt: timestamp(new Date(sealedAt.getTime() - 24.1 * 3_600_000)) },
    },
    {
      name: 'limits-of-the-sender-alone',
      description:
        'Time limits that the directory of the sender states, and that of the receiver does not.',
      code: 'LIMITS_NOT_AGREED',
      document: { body: aRequestBody({ timeLimits: saidAlone }) },
    },
    {
      name: 'limits-out-of-order',
      description: 'Time limits by which an urgent answer may take longer than any other.',
      code: 'LIMITS_NOT_AGREED',
      document: {
        body: aRequestBody({ timeLimits: { urgentDirect: 168, urgentIndirect: 72, other: 8 } }),
      },
    },
    {
      name: 'limits-out-of-bounds',
      description: 'Time limits of no hours.',
      code: 'DOCUMENT_INVALID',
      documentBytes: rewritten(
        '"underlyingOffence":',
        '"timeLimits":{"other":0,"urgentDirect":0,"urgentIndirect":0},"underlyingOffence":',
      ),
    },
    {
      name: 'document-from-another-state',
      description: 'The document of an officer of a third State, in an envelope of this one.',
      code: 'OFFICER_UNKNOWN',
      document: { from: { state: third.state, authority, officer }, signer: stranger.fingerprint },
      signDocument: by(stranger),
      certificate: stranger.certificate,
    },
    {
      name: 'attachments-without-keys',
      description: 'The document names an attachment that envelope and keys do not.',
      code: 'ATTACHMENTS_MISMATCH',
      document: { attachments: [anAttachment()] },
    },
    {
      name: 'document-of-the-other-compartment',
      description: 'A request of the protection compartment, which is not open yet.',
      code: 'NOT_AVAILABLE_YET',
      documentBytes: rewritten('"INFORMATION"', '"WELFARE_REFERRAL"'),
    },
  ];
}

function addresses({ from, to }: Forger): Single[] {
  const { authority } = from.officer('ana');
  const { officer } = from.officer('ana');
  const mismatch = 'RECIPIENT_MISMATCH';
  return [
    {
      name: 'document-says-another-state-sends',
      description: 'A document whose officer says that it comes from a third State.',
      code: mismatch,
      document: { from: { state: parseStateCode('XC'), authority, officer } },
    },
    {
      name: 'readdressed-to-another-state',
      description: 'A document for a third State, sealed to this one.',
      code: mismatch,
      document: { to: { state: parseStateCode('XC'), authority } },
    },
    {
      name: 'readdressed-to-another-link',
      description: 'A document for another link.',
      code: mismatch,
      document: { link: aLinkId('another') },
    },
    {
      name: 'readdressed-to-another-key',
      description: 'Document and envelope are for a key that the receiver does not have.',
      code: mismatch,
      document: { recipientKeys: [aFingerprint('other')] },
    },
    {
      name: 'readdressed-by-the-envelope',
      description: 'The envelope names another recipient key than the document.',
      code: mismatch,
      envelope: { recipientKeys: [aFingerprint('other')] },
    },
    {
      name: 'readdressed-to-an-unknown-authority',
      description: 'A document for an authority that the receiver does not have.',
      code: 'RECIPIENT_UNKNOWN',
      document: { to: { state: to.state, authority: parseAuthorityId('coast-guard') } },
    },
  ];
}
