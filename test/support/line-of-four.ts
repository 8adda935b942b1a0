import { ReadRecalls } from '#capabilities/disclosure/recalls.queries';
import type { Body, Document, DocumentId, DocumentKind, Side, ThreadId } from '#kernel';
import type { Enclosed } from '#capabilities/disclosure/kinds/enclosed.kind';
import type { RecallView } from '#capabilities/disclosure/recalls.contract';
import { Mailbox } from '#mailbox';
import { openEnclosed, type OpenedEnclosed } from '#trust';
import { decodeDocument, sha256 } from '#wire';
import type { Composed } from './composed.js';
import { asForward, enclosingBody } from './enclosing.js';
import { unmatched } from './entries.js';
import { bound, soon } from './forwarding.js';
import type { TestGateway } from './gateway.js';
import { deskOf } from './hops.js';
import type { ThreeStates } from './three-states.js';

/** From one State to the next, or back. */
export type Hop = readonly [from: TestGateway, to: TestGateway];
type Place = { readonly thread: ThreadId; readonly inReplyTo: DocumentId };

export const named = (gateway: TestGateway) => deskOf(gateway.state);

/** XA, XB, XC and XD, each a neighbour of the next; XA's ana says what XA says, and ben what the others say. */
export class LineOfFour {
  constructor(private readonly three: ThreeStates) {}

  /** Says it in a thread that one of the two has opened, and waits until the other has it. */
  async tells<K extends DocumentKind>(
    [from, to]: Hop,
    opener: TestGateway,
    place: Place,
    kind: K,
    body: Body<K>,
  ): Promise<Composed> {
    const name = from === this.three.a ? 'ana' : 'ben';
    const members = { ...place, kind, body: body as Body<DocumentKind> };
    const sent = await this.three.along([from, to], name, members);
    await (from === opener ? from.submit : from.answer).run(from.session(name), sent);
    await this.three.arrived(to, sent.id);
    return sent;
  }

  forwarding(hop: Hop, enclosed: Enclosed, members: Partial<Document> = {}): Promise<Composed> {
    const body = enclosingBody([enclosed]);
    return this.three.along(hop, 'ben', { kind: 'forward', body, handling: bound, ...members });
  }

  /** The words of a release of a document to a recipient, through others. */
  release(sent: Composed, to: TestGateway, ...through: readonly TestGateway[]) {
    return {
      ...{ item: sent.id, itemSha256: sha256(sent.document), recipient: named(to) },
      ...{ purpose: 'INVESTIGATION' as const, until: soon() },
      ...(through.length > 0 && { through: through.map(named) }),
    };
  }

  async recalls(gateway: TestGateway, side: Side): Promise<readonly RecallView[]> {
    const parts = await gateway.parts(side === 'ASKING' ? 'requests' : 'inbox');
    const { store, trust, cases, journal } = parts;
    const view = new ReadRecalls(store, trust, cases, new Mailbox(), journal, side);
    const session = gateway.session(gateway === this.three.a ? 'ana' : 'ben');
    const asked = { limit: 50, after: null, all: true };
    return (await view.list(session, asked, 'INVESTIGATION')).recalls;
  }

  /** The answer of who holds a document to its recall by whoever sent it. */
  answers(
    [from, to]: Hop,
    recalled: Composed,
    of: Composed,
    body: Body<'recall-answer'>,
  ): Promise<Composed> {
    const place = { thread: of.id as unknown as ThreadId, inReplyTo: recalled.id };
    return this.tells([to, from], from, place, 'recall-answer', body);
  }

  /** What a forward encloses, as its holder sees it, who knows nobody but the forwarder. */
  async opened(
    at: TestGateway,
    forwarder: TestGateway,
    { id }: Composed,
  ): Promise<readonly OpenedEnclosed[]> {
    const thread = id as unknown as ThreadId;
    const view = await at.askedDocuments.one(at.session('ben'), thread, id, 'INVESTIGATION');
    const { trust, store } = await at.parts('inbox');
    await store.transaction({ step: 'look' }, (tx) => trust.refresh(tx));
    return openEnclosed(asForward(decodeDocument(view.document)), {
      forwarder: trust.of(forwarder.state.state),
      directoryOf: () => undefined,
      at: new Date(),
    });
  }

  /** Facts about what is handed on that have no entry, or entries without one. */
  async unmatched(gateways: readonly TestGateway[]): Promise<string[]> {
    const found = await Promise.all(
      gateways.map(async (gateway) =>
        Object.keys(await unmatched((sql) => gateway.sql(sql), /release|handed on|recall/)),
      ),
    );
    return found.flat();
  }
}
