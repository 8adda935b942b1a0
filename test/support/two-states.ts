import type { Body, Document, DocumentId, DocumentKind, Role, ThreadId } from '#kernel';
import { newLinkId, TestBorder } from './border.js';
import { composed, type Composed } from './documents.js';
import { type Neighbour, type NewStore, TestGateway } from './gateway.js';
import { eventually, TestFolder } from './nats.js';
import { TestPostgres } from './postgres.js';
import { aState } from './state.js';
import type { TestState } from './test-state.js';

export const firstPage = { limit: 100, after: null };

type People = Readonly<Record<string, readonly Role[]>>;

export interface Desk {
  readonly officers?: People;
  readonly others?: Readonly<Record<string, People>>;
  readonly asking?: People;
}

export type { Composed } from './documents.js';

export class TwoStates {
  private constructor(
    readonly linkId: ReturnType<typeof newLinkId>,
    private readonly postgres: TestPostgres,
    private readonly folder: TestFolder,
    readonly borders: readonly [TestBorder, TestBorder],
    readonly a: TestGateway,
    readonly b: TestGateway,
  ) {}

  static async start(newStore?: NewStore, desk?: Desk): Promise<TwoStates> {
    const linkId = newLinkId();
    const postgres = await TestPostgres.start();
    const folder = await TestFolder.create();
    const builder = aState('XB');
    for (const [name, roles] of Object.entries(desk?.officers ?? {})) builder.officer(name, roles);
    for (const [id, officers] of Object.entries(desk?.others ?? {})) builder.also(id, officers);
    const asking = aState('XA');
    for (const [name, roles] of Object.entries(desk?.asking ?? {})) asking.officer(name, roles);
    const [xa, xb] = [await asking.build(), await builder.build()];
    await xa.confirm(xb, linkId, 2);
    await xb.confirm(xa, linkId, 1);
    const borders = [
      await TestBorder.create('XA', folder),
      await TestBorder.create('XB', folder),
    ] as const;
    borders[1].listenFor(borders[0], linkId);
    await borders[0].solicit(borders[1], linkId);
    await borders[1].start();
    await borders[0].start();
    const a = await TestGateway.create(xa, postgres, folder.path, newStore);
    const b = await TestGateway.create(xb, postgres, folder.path, newStore);
    await a.introduce(await xb.directoryStatement(xa.state, linkId));
    await b.introduce(await xa.directoryStatement(xb.state, linkId));
    const two = new TwoStates(linkId, postgres, folder, borders, a, b);
    await borders[0].makeInbound({ linkId, side: 'solicit' });
    await borders[1].makeInbound({ linkId, side: 'listen' });
    await a.start(borders[0], two.neighbour('solicit'));
    await b.start(borders[1], two.neighbour('listen'));
    return two;
  }

  neighbour(side: Neighbour['side']): Neighbour {
    const { state } = side === 'solicit' ? this.b.state : this.a.state;
    return { linkId: this.linkId, side, peer: state };
  }

  async stop(): Promise<void> {
    await this.a.stop();
    await this.b.stop();
    for (const border of this.borders) await border.stop();
    await this.postgres.stop();
    await this.folder.remove();
  }

  request(members: Partial<Document> = {}): Promise<Composed> {
    return this.compose(this.a.state, this.b.state, 'ana', members);
  }

  async exchange(): Promise<void> {
    const { thread } = await this.a.submit.submitDocument(
      this.a.session('ana'),
      await this.request(),
    );
    await this.a.reached(thread, 'OPENED');
  }

  /** Waits until both States have heard what became of each document of a thread. */
  allClosed(thread: ThreadId): Promise<void> {
    const open = `select 1 from mailbox.outbox
      where thread = $1 and not statement and state not in ('CLOSED', 'VOID')`;
    return eventually(async () => {
      const rows = await Promise.all([this.a, this.b].map((at) => at.sql(open, [thread])));
      return rows.flat().length === 0;
    });
  }

  response(thread: ThreadId, inReplyTo: DocumentId): Promise<Composed> {
    const body = { final: true, information: 'Flag confirmed.' };
    const members = { kind: 'response', thread, inReplyTo, body } as const;
    return this.compose(this.b.state, this.a.state, 'ben', members);
  }

  reply(
    by: 'ana' | 'ben',
    place: { readonly thread: ThreadId; readonly inReplyTo: DocumentId },
    kind: DocumentKind,
    body: Body<DocumentKind>,
  ): Promise<Composed> {
    const [from, to] = by === 'ana' ? [this.a.state, this.b.state] : [this.b.state, this.a.state];
    return this.compose(from, to, by, { ...place, kind, body });
  }

  compose(
    from: TestState,
    to: TestState,
    name: string,
    members: Partial<Document>,
  ): Promise<Composed> {
    return composed(this.linkId, { from, to, name }, members);
  }

  async stages(
    thread: ThreadId,
    officer = 'ana',
  ): Promise<{ stage: string; code: string | null }[]> {
    const session = this.a.session(officer);
    const view = await this.a.asking.show(session, thread, 'INVESTIGATION', firstPage);
    return view.dispatches[0]?.stages.map(({ stage, code }) => ({ stage, code })) ?? [];
  }
}
