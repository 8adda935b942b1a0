import type { Document, DocumentId, DocumentKind, Body, LinkId, ThreadId } from '#kernel';
import { Store } from '#store';
import { newLinkId, TestBorder } from './border.js';
import { aRequestBody } from './builders.js';
import { composed, type Composed } from './composed.js';
import type { NewStore } from './gateway-parts.js';
import { TestGateway } from './gateway.js';
import type { Pair } from './hostile.js';
import { eventually, TestFolder } from './nats.js';
import { TestPostgres } from './postgres.js';
import { aState } from './state.js';
import type { TestState } from './test-state.js';

type Place = { readonly thread: ThreadId; readonly inReplyTo: DocumentId };

/** A State around XB. */
interface Outer {
  readonly link: LinkId;
  readonly border: TestBorder;
  readonly gateway: TestGateway;
}

/** What a suite says in a State's directory before it starts. */
export type Furnish = (state: TestState) => Promise<unknown>;

/** How far the States stand: a State behind the last one around XB, which knows of no other. */
interface Behind {
  readonly behind?: ReturnType<typeof aState>;
}

interface Started {
  readonly clusters: readonly TestPostgres[];
  readonly folder: TestFolder;
  readonly border: TestBorder;
  readonly b: TestGateway;
  readonly outer: readonly Outer[];
  readonly behind: Outer | undefined;
}

const lean: NewStore = (options) => new Store({ ...options, poolSize: 2 });

/** XB and States around it, each a neighbour of XB and not of each other: real databases, and a border broker each. */
async function startAround(
  builders: readonly ReturnType<typeof aState>[],
  hub: ReturnType<typeof aState>,
  furnish: Furnish,
  { behind: furthest }: Behind = {},
): Promise<Started> {
  // More than three States do not find enough connections in one.
  const clusters = [await TestPostgres.start()];
  if (builders.length > 2 || furthest !== undefined) clusters.push(await TestPostgres.start());
  const [first, last = first] = clusters;
  if (first === undefined || last === undefined) throw new Error('no cluster');
  const folder = await TestFolder.create();
  const b = await hub.build();
  const border = await TestBorder.create(b.state, folder);
  await furnish(b);
  const around = [];
  for (const builder of builders) {
    const state = await builder.build();
    await furnish(state);
    const link = newLinkId();
    const own = await TestBorder.create(state.state, folder);
    await state.confirm(b, link, 2);
    await b.confirm(state, link, 1);
    border.listenFor(own, link);
    await own.solicit(border, link);
    around.push({ state, link, border: own });
  }
  const second = around.at(-1);
  const further =
    furthest === undefined || second === undefined
      ? undefined
      : await standBehind(second, await furthest.build(), folder);
  await border.start();
  for (const each of around) await each.border.start();
  await further?.border.start();
  const gb = await TestGateway.create(b, first, folder.path);
  const outer: Outer[] = [];
  for (const { state, link, border: own } of around) {
    const gateway = await TestGateway.create(state, last, folder.path, lean);
    await gateway.introduce(await b.directoryStatement(state.state, link));
    await gb.introduce(await state.directoryStatement(b.state, link));
    await own.makeInbound({ linkId: link, side: 'solicit' });
    await border.makeInbound({ linkId: link, side: 'listen' });
    await gateway.start(own, { linkId: link, side: 'solicit', peer: b.state });
    outer.push({ link, border: own, gateway });
  }
  for (const [i, { link, gateway }] of outer.entries()) {
    const neighbour = { linkId: link, side: 'listen', peer: gateway.state.state } as const;
    await (i === 0 ? gb.start(border, neighbour) : gb.startExchange(border, neighbour));
  }
  const between = outer.at(-1);
  const behind =
    further === undefined || between === undefined
      ? undefined
      : await startBehind(
          between,
          further,
          await TestGateway.create(further.state, last, folder.path, lean),
        );
  return { clusters, folder, border, b: gb, outer, behind };
}

interface Furthest {
  readonly state: TestState;
  readonly link: LinkId;
  readonly border: TestBorder;
}

/** Before the borders start. */
async function standBehind(
  { state: before, border: listening }: Omit<Furthest, 'link'>,
  state: TestState,
  folder: TestFolder,
): Promise<Furthest> {
  const link = newLinkId();
  const border = await TestBorder.create(state.state, folder);
  await state.confirm(before, link, 2);
  await before.confirm(state, link, 1);
  listening.listenFor(border, link);
  await border.solicit(listening, link);
  return { state, link, border };
}

async function startBehind(
  between: Outer,
  { state, link, border }: Furthest,
  gateway: TestGateway,
): Promise<Outer> {
  const before = between.gateway;
  await gateway.introduce(await before.state.directoryStatement(state.state, link));
  await before.introduce(await state.directoryStatement(before.state.state, link));
  await border.makeInbound({ linkId: link, side: 'solicit' });
  await between.border.makeInbound({ linkId: link, side: 'listen' });
  await gateway.start(border, { linkId: link, side: 'solicit', peer: before.state.state });
  await before.startExchange(between.border, { linkId: link, side: 'listen', peer: state.state });
  return { link, border, gateway };
}

async function stopAll({ clusters, folder, border, b, outer, behind }: Started): Promise<void> {
  const all = [...outer, ...(behind === undefined ? [] : [behind])];
  for (const { gateway } of all) await gateway.stop();
  await b.stop();
  for (const each of [...all.map((one) => one.border), border]) await each.stop();
  for (const cluster of clusters) await cluster.stop();
  await folder.remove();
}

/** XB, and three States around it. */
export class FourStates {
  private constructor(private readonly started: Started) {}

  static async start(
    hub: ReturnType<typeof aState>,
    others: readonly ReturnType<typeof aState>[],
    furnish: Furnish,
  ): Promise<FourStates> {
    return new FourStates(await startAround(others, hub, furnish));
  }

  stop(): Promise<void> {
    return stopAll(this.started);
  }

  get b(): TestGateway {
    return this.started.b;
  }

  /** The others, in the order in which they were named. */
  get others(): readonly TestGateway[] {
    return this.started.outer.map(({ gateway }) => gateway);
  }

  linkOf(gateway: TestGateway): LinkId {
    const found = this.started.outer.find((each) => each.gateway === gateway);
    if (found === undefined) throw new Error('not around XB');
    return found.link;
  }
}

/** XA and XC, each a neighbour of XB and not of each other. */
export class ThreeStates {
  private constructor(
    private readonly started: Started,
    readonly links: readonly [LinkId, LinkId],
    readonly a: TestGateway,
    readonly b: TestGateway,
    readonly c: TestGateway,
  ) {}

  /** `withFourth`: XD is a neighbour of XC alone. */
  static async start(
    withFourth = false,
    furnish: Furnish = () => Promise.resolve(),
  ): Promise<ThreeStates> {
    const people = { hal: ['DUTY_OFFICER', 'LIAISON_OFFICER'] } as const;
    const staffed = (code: string) => aState(code).officer('bea', ['DUTY_OFFICER']);
    const more = (code: string) => staffed(code).also('harbour-office', people);
    const behind = withFourth ? { behind: staffed('XD') } : {};
    const around = [aState('XA'), more('XC')];
    const started = await startAround(around, more('XB'), furnish, behind);
    const [a, c] = started.outer;
    if (a === undefined || c === undefined) throw new Error('not started');
    return new ThreeStates(started, [a.link, c.link], a.gateway, started.b, c.gateway);
  }

  stop(): Promise<void> {
    return stopAll(this.started);
  }

  /** XD, and its link with XC. */
  get fourth(): { readonly d: TestGateway; readonly link: LinkId } {
    const { behind } = this.started;
    if (behind === undefined) throw new Error('not started');
    return { d: behind.gateway, link: behind.link };
  }

  /** A document of a State's to the next one in the line, or to the one before. */
  along(
    [from, to]: readonly [TestGateway, TestGateway],
    name: string,
    members: Partial<Document>,
  ): Promise<Composed> {
    const states = { from: from.state, to: to.state, name };
    return composed(this.linkBetween(from, to), states, members);
  }

  private linkBetween(...ends: readonly TestGateway[]): LinkId {
    if (ends.includes(this.a)) return this.links[0];
    return ends.includes(this.b) ? this.links[1] : this.fourth.link;
  }

  /** XB as it may turn against XC. */
  get pair(): Pair {
    const borderC = this.started.outer[1]?.border;
    if (borderC === undefined) throw new Error('not started');
    const borders = [borderC, this.started.border] as const;
    return { linkId: this.links[1], borders, a: this.c, b: this.b };
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
