import type { DispatchView } from '#capabilities/requests/dispatches.contract';
import type { ThreadRow } from '#capabilities/requests/thread-row.contract';
import {
  isCoded,
  parseDocumentId,
  type AttachmentEntry,
  type Body,
  type Document,
  type DocumentId,
  type DocumentKind,
  type ThreadId,
} from '#kernel';
import type { DocumentPage } from '#capabilities/requests/documents.contract';
import type { RecallView } from '#capabilities/disclosure/recalls.contract';
import { ReadRecalls } from '#capabilities/disclosure/recalls.queries';
import { Mailbox } from '#mailbox';
import { aRequestBody } from './builders.js';
import type { TestGateway } from './gateway.js';
import { eventually } from './nats.js';
import { firstPage, type Composed, type TwoStates } from './two-states.js';

export type Who = 'ana' | 'ben';
type Place = { readonly thread: ThreadId; readonly inReplyTo: DocumentId };

const purpose = 'INVESTIGATION';
const page = { limit: 50, before: null };

/** The code of what was refused; 'done' when it was not. */
export const codeOf = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'done',
    (error: unknown) => (isCoded(error) ? error.code : String(error)),
  );

/** Both desks of two States, XA's ana who asks and XB's ben who is asked, and what they do about recalls. */
export class Recalling {
  private constructor(
    readonly two: TwoStates,
    private readonly views: Readonly<Record<Who, ReadRecalls>>,
  ) {}

  static async of(two: TwoStates): Promise<Recalling> {
    const view = async (gateway: TestGateway, who: Who): Promise<ReadRecalls> => {
      const parts = await gateway.parts(who === 'ana' ? 'requests' : 'inbox');
      const { store, trust, cases, journal } = parts;
      const side = who === 'ana' ? 'ASKING' : 'ASKED';
      return new ReadRecalls(store, trust, cases, new Mailbox(), journal, side);
    };
    return new Recalling(two, { ana: await view(two.a, 'ana'), ben: await view(two.b, 'ben') });
  }

  gateway(who: Who): TestGateway {
    return who === 'ana' ? this.two.a : this.two.b;
  }

  session(who: Who) {
    return this.gateway(who).session(who);
  }

  submit(who: Who, sent: Composed): Promise<{ readonly dispatch: DocumentId }> {
    const { two } = this;
    return (who === 'ana' ? two.a.submit : two.b.answer).run(this.session(who), sent);
  }

  compose<K extends DocumentKind>(who: Who, place: Place, kind: K, body: Body<K>) {
    return this.two.reply(who, place, kind, body as Body<DocumentKind>);
  }

  async say<K extends DocumentKind>(
    who: Who,
    place: Place,
    kind: K,
    body: Body<K>,
  ): Promise<DocumentId> {
    const sent = await this.compose(who, place, kind, body);
    await this.submit(who, sent);
    return sent.id;
  }

  /** What the gateway says of it; undefined when it is taken. */
  code<K extends DocumentKind>(who: Who, place: Place, kind: K, body: Body<K>): Promise<string> {
    return codeOf(this.say(who, place, kind, body));
  }

  /** Filed at the other State. */
  async arrived(who: Who, id: DocumentId): Promise<void> {
    const gateway = this.gateway(who);
    await eventually(async () => {
      const rows = await gateway.sql('select 1 from cases.dispatch where id = $1', [id]);
      return rows.length === 1;
    });
  }

  /** Says it, and waits until the other has it. */
  async tell<K extends DocumentKind>(
    who: Who,
    place: Place,
    kind: K,
    body: Body<K>,
  ): Promise<DocumentId> {
    const id = await this.say(who, place, kind, body);
    await this.arrived(who === 'ana' ? 'ben' : 'ana', id);
    return id;
  }

  recall(who: Who, thread: ThreadId, item: DocumentId): Promise<DocumentId> {
    const body = { what: 'RECALL', items: [item], reason: 'The wrong person.' } as const;
    return this.tell(who, { thread, inReplyTo: item }, 'recall', body);
  }

  answer(
    who: Who,
    thread: ThreadId,
    recall: DocumentId,
    outcome: Body<'recall-answer'>['outcome'] = 'COMPLIED',
  ): Promise<DocumentId> {
    const reason = outcome === 'CANNOT' ? 'It stands in an indictment.' : '';
    const place = { thread, inReplyTo: recall };
    return this.tell(who, place, 'recall-answer', { outcome, reason });
  }

  /** A request of ana's that ben has, in his hands. */
  async opened(
    members: Partial<Document<'request'>> = {},
    uploads: readonly string[] = [],
  ): Promise<{ readonly thread: ThreadId; readonly request: DocumentId }> {
    const sent = await this.two.request({ body: aRequestBody(), ...members });
    await this.submit('ana', { ...sent, uploads });
    await this.arrived('ben', sent.id);
    const thread = sent.id as unknown as ThreadId;
    await this.two.b.claim.run(this.session('ben'), thread);
    return { thread, request: sent.id };
  }

  async file(content: Buffer): Promise<{ entry: AttachmentEntry; upload: string }> {
    const [ana, { upload: uploads }] = [this.session('ana'), this.two.a];
    const { upload } = await uploads.begin(ana, content.length);
    await uploads.chunk(ana, upload, 0, content);
    const { size, sha256, sha512 } = await uploads.finish(ana, upload);
    const mediaType = 'application/octet-stream';
    return { entry: { name: 'list.bin', mediaType, size, sha256, sha512 }, upload };
  }

  async row(who: Who, thread: ThreadId): Promise<ThreadRow> {
    const { a, b } = this.two;
    const rows = await (who === 'ana' ? a.asking : b.asked).list(
      this.session(who),
      page,
      'INVESTIGATION',
    );
    const row = rows.find((each) => each.thread === thread);
    if (row === undefined) throw new Error('the thread is not listed');
    return row;
  }

  documents(who: Who, thread: ThreadId): Promise<DocumentPage> {
    const { a, b } = this.two;
    const desk = who === 'ana' ? a.askingDocuments : b.askedDocuments;
    return desk.page(this.session(who), thread, purpose, firstPage);
  }

  one(who: Who, thread: ThreadId, dispatch: DocumentId): Promise<DispatchView> {
    const { a, b } = this.two;
    const desk = who === 'ana' ? a.askingDocuments : b.askedDocuments;
    return desk.one(this.session(who), thread, dispatch, purpose);
  }

  /** What is still owed, or all. */
  async recalls(who: Who, thread: ThreadId, all = false): Promise<readonly RecallView[]> {
    const asked = { limit: 100, after: null, all };
    const { recalls } = await this.views[who].list(this.session(who), asked, 'INVESTIGATION');
    return recalls.filter((each) => each.thread === thread);
  }

  /** A page of them, whatever the thread. */
  page(who: Who, limit: number, before: string | null) {
    const after = before === null ? null : parseDocumentId(before);
    return this.views[who].list(this.session(who), { limit, after, all: true }, 'INVESTIGATION');
  }
}
