import { expect } from '@jest/globals';
import { v7 } from 'uuid';
import {
  parseBroadcastId,
  type Body,
  type Document,
  type DocumentId,
  type DocumentKind,
  type Sha256,
  type ThreadId,
} from '#kernel';
import { sha256 } from '#wire';
import { anAssessment, aRequestWith } from './builders.js';
import type { Composed } from './composed.js';
import { unmatched } from './entries.js';
import { soon } from './forwarding.js';
import type { TestGateway } from './gateway.js';
import { codeOf } from './recalling.js';
import type { ThreeStates } from './three-states.js';
import { firstPage } from './two-states.js';

const purpose = 'INVESTIGATION';
export const answer: Body<'response'> = { final: false, information: 'The lorry is followed.' };
export const lifting = { assurance: 'They are out.' };

/** The threads of an operation with XA and with XC. */
export interface Operation {
  /** Of each of its requests. */
  readonly members: Partial<Document>;
  readonly withA: ThreadId;
  readonly withC: ThreadId;
}

/** How many stop-words and liftings a State of an operation does not know, as the sealer says it. */
export async function unheardHalts(gateway: TestGateway): Promise<number> {
  const { store, cases } = await gateway.parts('sealer');
  return store.transaction({ step: 'carry-stop-words' }, (tx) =>
    cases.operations.stopWords.unconfirmed(tx),
  );
}

/** As if it had waited for a day, or its officer had been suspended: the sealer keeps it back. */
export const voided = (gateway: TestGateway, ...documents: readonly DocumentId[]) =>
  gateway.sql(
    `update mailbox.outbox set state = 'VOID', code = 'COMPOSED_TIME_INVALID' where dispatch = any ($1::uuid[])`,
    [documents],
  );

/** XB's ana, who asks XA and XC to act with her in one operation, and ben of each of them. */
export class Halting {
  constructor(private readonly three: ThreeStates) {}

  /** A request to nobody yet. */
  members(): Partial<Document> {
    const assessment = anAssessment({ validUntil: soon() });
    const proportionality = 'The lorry crosses both.';
    const broadcast = { id: parseBroadcastId(v7()), proportionality };
    const asked = aRequestWith('CONTROLLED_DELIVERY', 'assessment', assessment);
    return { body: { ...asked, broadcast } };
  }

  async submit(from: TestGateway, name: string, said: Composed): Promise<DocumentId> {
    const { b } = this.three;
    const desk = from === b ? b.submit : from.answer;
    await desk.run(from.session(name), said);
    return said.id;
  }

  /** One more State or authority is asked; the request is queued. */
  async ask(to: TestGateway, members: Partial<Document>): Promise<ThreadId> {
    const { b } = this.three;
    const id = await this.submit(b, 'ana', await this.three.along([b, to], 'ana', members));
    return id as unknown as ThreadId;
  }

  /** Asked and in ben's hands. */
  async asked(to: TestGateway, members: Partial<Document>): Promise<ThreadId> {
    const thread = await this.ask(to, members);
    await this.three.arrived(to, thread as unknown as DocumentId);
    await to.claim.run(to.session('ben'), thread);
    return thread;
  }

  async begun(): Promise<Operation> {
    const { a, c } = this.three;
    const members = this.members();
    return { members, withA: await this.asked(a, members), withC: await this.asked(c, members) };
  }

  /** A document of ben's of XA or XC, or of XB's ana to one of them. */
  async say(
    [from, to]: readonly [TestGateway, TestGateway],
    thread: ThreadId,
    kind: DocumentKind,
    body: Body<DocumentKind>,
    inReplyTo = thread as unknown as DocumentId,
  ): Promise<Composed & { readonly sha256: Sha256 }> {
    const name = from === this.three.b ? 'ana' : 'ben';
    const said = await this.three.along([from, to], name, { kind, thread, inReplyTo, body });
    await this.submit(from, name, said);
    return { ...said, sha256: sha256(said.document) };
  }

  halt(from: TestGateway, to: TestGateway, thread: ThreadId) {
    return this.say([from, to], thread, 'halt', { danger: 'No air.' });
  }

  async lift(from: TestGateway, to: TestGateway, thread: ThreadId, stop: DocumentId) {
    const { id } = await this.say([from, to], thread, 'resume', lifting, stop);
    await this.three.arrived(to, id);
  }

  /** Of XA or XC to XB. */
  stepOf(from: TestGateway, thread: ThreadId): Promise<string> {
    return codeOf(this.say([from, this.three.b], thread, 'response', answer));
  }

  async view(gateway: TestGateway, thread: ThreadId) {
    const { b } = this.three;
    const name = gateway === b ? 'ana' : 'ben';
    const desk = gateway === b ? b.asking : gateway.asked;
    return (await desk.show(gateway.session(name), thread, purpose, firstPage)).operation;
  }

  async isHalted(gateway: TestGateway, thread: ThreadId, ...by: readonly Sha256[]) {
    const found = ((await this.view(gateway, thread))?.elsewhere ?? []).map(({ halt }) => halt);
    return found.sort().join() === [...by].sort().join();
  }

  async fate(gateway: TestGateway, dispatch: DocumentId) {
    const [row] = await gateway.sql<{ state: string; code: string | null }>(
      'select state, code from mailbox.outbox where dispatch = $1',
      [dispatch],
    );
    return row;
  }

  /** Every stop-word that was told, heard or confirmed has its entry. */
  async matched(): Promise<void> {
    const { a, b, c } = this.three;
    for (const gateway of [a, b, c])
      expect(await unmatched((sql) => gateway.sql(sql), /stop-word/)).toEqual({});
  }
}
