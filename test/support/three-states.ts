import type { Document, DocumentId, DocumentKind, Body, LinkId, ThreadId } from '#model';
import { newLinkId, TestBorder } from './border.js';
import { aRequestBody } from './builders.js';
import { composed, type Composed } from './composed.js';
import { TestGateway } from './gateway.js';
import type { Pair } from './hostile.js';
import { eventually, TestFolder } from './nats.js';
import { TestPostgres } from './postgres.js';
import { aState } from './state.js';

type Place = { readonly thread: ThreadId; readonly inReplyTo: DocumentId };

/** XA and XC, each a neighbour of XB and not of each other: real databases, and a border broker each. */
export class ThreeStates {
  private constructor(
    private readonly postgres: TestPostgres,
    private readonly folder: TestFolder,
    private readonly borders: readonly TestBorder[],
    readonly links: readonly [LinkId, LinkId],
    readonly a: TestGateway,
    readonly b: TestGateway,
    readonly c: TestGateway,
  ) {}

  static async start(): Promise<ThreeStates> {
    const links = [newLinkId(), newLinkId()] as const;
    const postgres = await TestPostgres.start();
    const folder = await TestFolder.create();
    const others = { 'harbour-office': { hal: ['DUTY_OFFICER', 'LIAISON_OFFICER'] } } as const;
    const more = (code: string) => aState(code).also('harbour-office', others['harbour-office']);
    const [a, b] = [await aState('XA').build(), await more('XB').build()];
    const c = await more('XC').build();
    const borders = [
      await TestBorder.create('XA', folder),
      await TestBorder.create('XB', folder),
      await TestBorder.create('XC', folder),
    ] as const;
    const [borderA, borderB, borderC] = borders;
    const outer = [
      { state: a, border: borderA, link: links[0] },
      { state: c, border: borderC, link: links[1] },
    ];
    for (const { state, border, link } of outer) {
      await state.confirm(b, link, 2);
      await b.confirm(state, link, 1);
      borderB.listenFor(border, link);
      await border.solicit(borderB, link);
    }
    await borderB.start();
    for (const { border } of outer) await border.start();
    const made = async (state: typeof a): Promise<TestGateway> =>
      TestGateway.create(state, postgres, folder.path);
    const [ga, gb, gc] = [await made(a), await made(b), await made(c)];
    for (const [gateway, { state, border, link }] of [
      [ga, outer[0]],
      [gc, outer[1]],
    ] as [TestGateway, (typeof outer)[number]][]) {
      await gateway.introduce(await b.directoryStatement(state.state, link));
      await gb.introduce(await state.directoryStatement(b.state, link));
      await border.makeInbound({ linkId: link, side: 'solicit' });
      await borderB.makeInbound({ linkId: link, side: 'listen' });
      await gateway.start(border, { linkId: link, side: 'solicit', peer: b.state });
    }
    await gb.start(borderB, { linkId: links[0], side: 'listen', peer: a.state });
    await gb.startExchange(borderB, { linkId: links[1], side: 'listen', peer: c.state });
    return new ThreeStates(postgres, folder, borders, links, ga, gb, gc);
  }

  async stop(): Promise<void> {
    for (const gateway of [this.a, this.b, this.c]) await gateway.stop();
    for (const border of this.borders) await border.stop();
    await this.postgres.stop();
    await this.folder.remove();
  }

  /** XB as it may turn against XC. */
  get pair(): Pair {
    const [, borderB, borderC] = this.borders;
    if (borderB === undefined || borderC === undefined) throw new Error('not started');
    return { linkId: this.links[1], borders: [borderC, borderB], a: this.c, b: this.b };
  }

  /** A document of XA's ana to XB, or of XB's ben to XA. */
  between(
    by: 'ana' | 'ben',
    members: Partial<Document>,
    place?: Place & { readonly kind: DocumentKind; readonly body: Body<DocumentKind> },
  ): Promise<Composed> {
    const [from, to] = by === 'ana' ? [this.a, this.b] : [this.b, this.a];
    const states = { from: from.state, to: to.state, name: by };
    return composed(this.links[0], states, { body: aRequestBody(), ...members, ...place });
  }

  /** A document of XB's to XC. */
  onward(members: Partial<Document>, name = 'ben'): Promise<Composed> {
    return composed(this.links[1], { from: this.b.state, to: this.c.state, name }, members);
  }

  /** A document of XC's ben to XB. */
  back(members: Partial<Document>): Promise<Composed> {
    return composed(this.links[1], { from: this.c.state, to: this.b.state, name: 'ben' }, members);
  }

  /** Filed at a State. */
  async arrived(gateway: TestGateway, id: DocumentId): Promise<void> {
    await eventually(async () => {
      const rows = await gateway.sql('select 1 from cases.dispatch where id = $1', [id]);
      return rows.length === 1;
    });
  }
}
