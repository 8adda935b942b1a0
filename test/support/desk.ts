import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Document,
  type Envelope,
  parseAuthorityId,
  parseMessageId,
  parseSha256,
  timestamp,
} from '#kernel';
import { parseCertificate, signDetached, unlockKey, type Certificate } from '#seal';
import { decodeDocument, encodeDocument, encodeEnvelope, sha256 } from '#wire';
import { newOfficerKey } from '../../apps/cli/src/keys/officer-keys.js';
import { aDocument, aRequestBody } from './builders.js';
import { liaise, type Ended } from './command.js';
import { DirectoryServer } from './directory-server.js';
import { HttpsGateway } from './https-gateway.js';
import { aLinkId, aState, type TestKey, type TestOfficer, type TestState } from './state.js';

export class Desk {
  private constructor(
    readonly dir: string,
    readonly server: HttpsGateway,
    readonly certificate: Certificate,
    readonly xa: TestState,
    readonly xb: TestState,
    readonly directoryServer: DirectoryServer,
  ) {}

  static async open(): Promise<Desk> {
    const dir = mkdtempSync(join(tmpdir(), 'liaise-desk-'));
    const server = await HttpsGateway.start();
    writeFileSync(join(dir, 'ca.crt'), server.ca);
    const made = await newOfficerKey('a.novak', join(dir, 'novak.key'), undefined, new Date());
    const certificate = await parseCertificate(readFileSync(made.certificateFile));
    const { fingerprint, bytes } = certificate;
    const unlocked = await unlockKey(readFileSync(made.keyFile));
    const key = { fingerprint, certificate: bytes, unlocked, privateKey: new Uint8Array() };
    const xa = await aState('XA').build();
    await xa.grant('a.novak', ['LIAISON_OFFICER'], parseAuthorityId('border-police'), key);
    const xb = await aState('XB').authority('coast-guard').build();
    await xa.confirm(xb, aLinkId(), 1);
    const directoryServer = DirectoryServer.open(server, xa, [xb], aLinkId());
    const desk = new Desk(dir, server, certificate, xa, xb, directoryServer);
    server.on('POST /api/v1/sessions', () => desk.session());
    server.on('GET /api/v1/session', () => ({ ...desk.session(), attachmentBytes: 2 ** 28 }));
    return desk;
  }

  async close(): Promise<void> {
    await this.server.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }

  file(name: string): string {
    return join(this.dir, name);
  }

  session() {
    return {
      officer: 'a.novak',
      authority: 'border-police',
      state: 'XA',
      fingerprint: this.certificate.fingerprint,
      roles: ['LIAISON_OFFICER'],
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      idleUntil: new Date(Date.now() + 900_000).toISOString(),
    };
  }

  liaise(args: readonly string[], answer?: string, typed?: readonly string[]): Promise<Ended> {
    const env = { LIAISE_PROFILE: this.file('profile/') };
    return liaise(args, { env, answer, typed, pause: () => Promise.resolve() });
  }

  logIn(root: string = this.xa.rootFingerprint) {
    return this.liaise([
      ...['login', '--url', this.server.origin, '--ca', this.file('ca.crt'), '--state', 'XA'],
      ...['--officer', 'a.novak', '--key', this.file('novak.key'), '--root', root],
    ]);
  }

  async signed(members: Partial<Document>, by: TestOfficer = this.xa.officer('a.novak')) {
    const now = new Date();
    const from = this.xb.officers.get(by.officer)?.key === by.key ? this.xb : this.xa;
    const address = { state: from.state, authority: by.authority, officer: by.officer };
    const document = encodeDocument({
      ...aDocument({ from: address, signer: by.key.fingerprint, composedAt: timestamp(now) }),
      ...(members as Partial<Document<'request'>>),
    });
    const signature = await signDetached(document, by.key.unlocked, now);
    return { document, signature, certificate: by.key.certificate };
  }

  async crossed(
    { document, signature }: { readonly document: Uint8Array; readonly signature: Uint8Array },
    changes: Partial<Envelope> = {},
    key?: TestKey,
  ) {
    const { from, to, link, recipientKeys, composedAt } = decodeDocument(document);
    const state = from.state === this.xa.state ? this.xa : this.xb;
    const said: Envelope = {
      ...{ typ: 'liaise-envelope', v: 1, id: parseMessageId('a'.repeat(32)), link },
      ...{ from: from.state, to: to.state, seq: 1, prev: null, recipientKeys },
      documentSha256: sha256(document),
      officerSignatureSha256: sha256(signature),
      sealedAt: composedAt,
      directory: state.point(),
      anchor: { own: null, peer: null },
      ...{ rack: 0, attachments: [] },
      ...changes,
    };
    const envelope = encodeEnvelope(said);
    const at = new Date(said.sealedAt);
    const by = key ?? state.keys.signing;
    const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
    return {
      directory: said.directory,
      envelope: base64(envelope),
      envelopeSignature: base64(await state.sign(envelope, by, at)),
    };
  }

  writeRequest(): string {
    const to = { state: 'XB', authority: 'coast-guard' };
    const path = this.file('request.json');
    writeFileSync(path, JSON.stringify({ to, purpose: 'INVESTIGATION', body: aRequestBody() }));
    return path;
  }
}

export const noRecalls = { owed: 0, awaited: 0 };
export const unrecalled = {
  recalls: [],
  withheld: false,
  narrowed: null,
  exculpatory: false,
  posting: null,
  directory: null,
  envelope: null,
  envelopeSignature: null,
  warnings: [],
  posted: [],
  inReplyTo: null,
  documentSha256: parseSha256('0'.repeat(64)),
  size: 1,
};
export const unstopped = { operation: null, stop: null, onRoster: true, undelivered: 0 };
export const noneWaiting = { undelivered: 0, unassigned: 0 };
