import { randomBytes } from 'node:crypto';
import {
  parseMessageId,
  timestamp,
  type Compartment,
  type Envelope,
  type MessageId,
  type StatementKind,
} from '#kernel';
import type { OpenpgpPurpose } from '#capabilities/directory/directory.schema';
import { readCertificate, seal, signDetached } from '#seal';
import { BorderConnection, peerOf, endOf } from '#border';
import { canonicalJson, encodeBatch, encodePayload, encodeSealedStatement, sha256 } from '#wire';
import type { Frame } from '#wire';
import type { TestGateway } from './gateway.js';
import type { Composed, TwoStates } from './two-states.js';

export const anId = (): MessageId => parseMessageId(randomBytes(16).toString('hex'));

export type Pair = Pick<TwoStates, 'linkId' | 'borders' | 'a' | 'b'>;

export interface Chosen {
  readonly frame?: MessageId;
  readonly id?: MessageId;
  readonly purpose?: OpenpgpPurpose;
  readonly rack?: number;
  readonly compartment?: Compartment;
}

/**
 * Hostile neighbour: an attacker who has all keys of the neighbour and sends over the real border without any checks.
 */
export class HostileNeighbour {
  #seq = 1_000;

  private constructor(
    private readonly two: Pair,
    readonly own: TestGateway,
    readonly victim: TestGateway,
    private readonly side: 'listen' | 'solicit',
    private readonly border: BorderConnection,
  ) {}

  static async turn(two: Pair, who: 'a' | 'b'): Promise<HostileNeighbour> {
    const [own, victim] = who === 'a' ? [two.a, two.b] : [two.b, two.a];
    const border = two.borders[who === 'a' ? 0 : 1];
    await own.stopExchange();
    const connection = await BorderConnection.connect(border.login);
    return new HostileNeighbour(two, own, victim, who === 'a' ? 'solicit' : 'listen', connection);
  }

  close(): Promise<void> {
    return this.border.close();
  }

  async publish(frames: readonly Frame[]): Promise<void> {
    await this.border.publish(
      this.two.linkId,
      peerOf(endOf(this.side)),
      encodeBatch({ frames, chunks: [] }),
      { messageId: randomBytes(16).toString('hex') },
    );
  }

  private get addresses() {
    return {
      link: this.two.linkId,
      from: this.own.state.state,
      to: this.victim.state.state,
    };
  }

  async statement(
    kind: StatementKind,
    body: unknown,
    { id = anId(), frame = id, purpose = 'signing', rack = 0 }: Chosen = {},
  ): Promise<Frame> {
    const now = new Date();
    const head = { typ: 'liaise-statement', v: 1, kind, id, issuedAt: timestamp(now), rack };
    const statement = canonicalJson({ ...head, ...this.addresses, body });
    const signature = await signDetached(statement, this.own.state.keys[purpose].unlocked, now);
    const key = this.victim.state.keys['gateway-encryption'].certificate;
    const plaintext = encodeSealedStatement({ statement, signature });
    const { ciphertext } = await seal(plaintext, await readCertificate(key, now), now);
    return { messageId: frame, part: 0, parts: 1, ciphertext, statement: true };
  }

  async message(
    { document, signature }: Composed,
    officer: string,
    envelope: Partial<Envelope> = {},
    { id = anId(), frame = id, compartment = 'ENFORCEMENT' }: Chosen = {},
  ): Promise<Frame> {
    const now = new Date();
    const key = this.victim.state.authorityKeys.get(`border-police ${compartment}`);
    if (key === undefined) throw new Error('no key of the authority');
    const bytes = canonicalJson({
      ...{ typ: 'liaise-envelope', v: 1, id, ...this.addresses },
      ...{ seq: (this.#seq += 1), prev: null },
      documentSha256: sha256(document),
      officerSignatureSha256: sha256(signature),
      recipientKeys: [key.fingerprint],
      sealedAt: timestamp(now),
      directory: this.own.state.point(),
      anchor: { own: null, peer: null },
      ...{ rack: 0, attachments: [] },
      ...envelope,
    });
    const payload = encodePayload({
      envelope: bytes,
      envelopeSignature: await signDetached(bytes, this.own.state.keys.signing.unlocked, now),
      document,
      officerSignature: signature,
      officerCertificate: this.own.state.officer(officer).key.certificate,
      attachmentKeys: [],
    });
    const { ciphertext } = await seal(payload, await readCertificate(key.certificate, now), now);
    return { messageId: frame, part: 0, parts: 1, ciphertext, statement: false };
  }
}
