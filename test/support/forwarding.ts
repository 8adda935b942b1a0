import {
  timestamp,
  type Body,
  type Document,
  type DocumentId,
  type DocumentKind,
  type ThreadId,
  type Timestamp,
} from '#kernel';
import type { Enclosed } from '#capabilities/disclosure/kinds/enclosed.kind';
import { decodeDocument, sha256 } from '#wire';
import type { Composed } from './composed.js';
import { enclosing, enclosingBody } from './enclosing.js';
import type { TestGateway } from './gateway.js';
import type { ThreeStates } from './three-states.js';

export const handled = (...codes: Document['handling']['codes']): Document['handling'] => ({
  codes,
  evaluation: { source: 'X', information: '4' },
  restrictions: '',
  retentionMonths: 6,
});
/** Goes to nobody else. */
export const bound = handled('H0', 'H2');
export const soon = (hours = 24): Timestamp => timestamp(new Date(Date.now() + hours * 3_600_000));

export type Release = Omit<Body<'forward-consent-request'>, 'reason'>;
/** A request of XA's, at XB. */
export type Item = { readonly sent: Composed; readonly thread: ThreadId };

/** A small file, as an officer has uploaded it. */
export async function uploaded(gateway: TestGateway, name: string, filled = 7) {
  const session = gateway.session(name);
  const content = Buffer.alloc(2_000, filled);
  const { upload } = await gateway.upload.begin(session, content.length);
  await gateway.upload.chunk(session, upload, 0, content);
  const { size, sha256, sha512 } = await gateway.upload.finish(session, upload);
  const facts = { size, sha256, sha512 };
  return { upload, entry: { name: 'map.bin', mediaType: 'application/octet-stream', ...facts } };
}

/** What XA's ana tells XB, and what XB's ben asks her and hands on to XC. */
export class Forwarding {
  constructor(private readonly three: ThreeStates) {}

  /** What XB may do with a document of XA's: hand it on to XC's police, until tomorrow. */
  release({ sent }: Item, members: Partial<Release> = {}): Release {
    const { c } = this.three;
    return {
      item: sent.id,
      itemSha256: sha256(sent.document),
      recipient: { state: c.state.state, authority: c.session('ben').authority },
      purpose: 'INVESTIGATION',
      until: soon(),
      ...members,
    };
  }

  /** A request of XA's that XB's ben has in hand. */
  async received(members: Partial<Document> = {}, uploads: readonly string[] = []): Promise<Item> {
    const { a, b } = this.three;
    const sent = await this.three.between('ana', { handling: bound, ...members });
    await a.submit.run(a.session('ana'), { ...sent, uploads });
    await this.three.arrived(b, sent.id);
    const thread = sent.id as unknown as ThreadId;
    await b.claim.run(b.session('ben'), thread);
    return { sent, thread };
  }

  /** Says it in the thread of a document, and waits until the other has it. */
  async says<K extends DocumentKind>(
    by: 'ana' | 'ben',
    { thread }: Item,
    inReplyTo: DocumentId,
    kind: K,
    body: Body<K>,
  ): Promise<Composed> {
    const { a, b } = this.three;
    const place = { thread, inReplyTo, kind, body: body as Body<DocumentKind> };
    const sent = await this.three.between(by, {}, place);
    if (by === 'ana') await a.submit.run(a.session('ana'), sent);
    else await b.answer.run(b.session('ben'), sent);
    await this.three.arrived(by === 'ana' ? b : a, sent.id);
    return sent;
  }

  ask(item: Item, members?: Partial<Release>): Promise<Composed> {
    const body = { ...this.release(item, members), reason: 'It is bound for XC.' };
    return this.says('ben', item, item.sent.id, 'forward-consent-request', body);
  }

  answer(
    item: Item,
    asked: Composed,
    members: Partial<Body<'forward-consent'>> = {},
  ): Promise<Composed> {
    const { body } = decodeDocument(asked.document) as Document<'forward-consent-request'>;
    const said: Body<'forward-consent'> = { ...body, outcome: 'GRANTED', reason: '', ...members };
    return this.says('ana', item, asked.id, 'forward-consent', said);
  }

  async consented(item: Item, members?: Partial<Release>): Promise<Composed> {
    return this.answer(item, await this.ask(item, members));
  }

  forwarding(enclosed: readonly Enclosed[], members: Partial<Document> = {}): Promise<Composed> {
    const body = enclosingBody(enclosed);
    return this.three.onward({ kind: 'forward', body, handling: bound, ...members });
  }

  async forward(
    { sent: item }: Item,
    consent?: Composed,
    members?: Partial<Document>,
  ): Promise<Composed> {
    const { a, b } = this.three;
    const sent = await this.forwarding([await enclosing(a.state, item, consent)], members);
    await b.submit.run(b.session('ben'), sent);
    return sent;
  }
}
