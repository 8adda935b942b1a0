import type { Body, Document, DocumentId, DocumentKind, Role, ThreadId } from '#kernel';
import { newLinkId, TestBorder } from './border.js';
import { composed, type Composed } from './documents.js';
import { type Neighbour, type NewStore, TestGateway } from './gateway.js';
import { eventually, TestFolder } from './nats.js';
import { TestPostgres } from './postgres.js';
import { aState } from './state.js';
import type { TestState } from './test-state.js';

/** The first dispatches of a thread. */
export const firstPage = { limit: 100, after: null };

type People = Readonly<Record<string, readonly Role[]>>;

export interface Desk {
  readonly officers?: People;
  readonly others?: Readonly<Record<string, People>>;
  /** At XA's authority. */
  readonly asking?: People;
}

export type { Composed } from './documents.js';

/** Two States, XA and XB, enrolled with each other: real databases and border brokers, all steps in this process. */
export class TwoStates {
  private constructor(
    readonly linkId: ReturnType<typeof newLinkId>,
    private readonly postgres: TestPostgres,
    private readonly folder: TestFolder,
    readonly borders: readonly [TestBorder, TestBorder],
    readonly a: TestGateway,
    readonly b: TestGateway,
  ) {}

  /** `desk`: more people at XB's authority and at XA's, and another authority at XB. */
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

  /** The link as XA (`solicit`) or XB (`listen`) sees it. */
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

  /** A signed request of XA's officer ana; members override. */
  request(members: Partial<Document> = {}): Promise<Composed> {
    return this.compose(this.a.state, this.b.state, 'ana', members);
  }

  /** Something passes: a request of ana's, until XB has opened it. */
  async exchange(): Promise<void> {
    const { thread } = await this.a.submit.run(this.a.session('ana'), await this.request());
    await eventually(async () =>
      (await this.stages(thread)).some(({ stage }) => stage === 'OPENED'),
    );
  }

  /** A signed answer of XB's officer ben. */
  response(thread: ThreadId, inReplyTo: DocumentId): Promise<Composed> {
    const body = { final: true, information: 'Flag confirmed.' };
    const members = { kind: 'response', thread, inReplyTo, body } as const;
    return this.compose(this.b.state, this.a.state, 'ben', members);
  }

  /** A document of XB's ben, or of XA's ana, in a thread. */
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

  /** Stages the asking officer sees of the first dispatch of a thread, with their codes. */
  async stages(
    thread: ThreadId,
    officer = 'ana',
  ): Promise<{ stage: string; code: string | null }[]> {
    const session = this.a.session(officer);
    const view = await this.a.asking.show(session, thread, 'INVESTIGATION', firstPage);
    return view.dispatches[0]?.stages.map(({ stage, code }) => ({ stage, code })) ?? [];
  }
}
