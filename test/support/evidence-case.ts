import {
  parseOfficerId,
  type Body,
  type Document,
  type DocumentId,
  type DocumentKind,
  type Sha256,
  type ThreadId,
} from '#kernel';
import type { EvidenceItem, Reference } from '#capabilities/evidence/kinds/evidence-item.kind';
import type { OpenEvidence, OwedPage, OwedView } from '#capabilities/evidence/evidence.contract';
import { EvidenceDesk } from '#capabilities/evidence/evidence.queries';
import { KeepRosters } from '#capabilities/access-lists/access-lists.service';
import { Mailbox } from '#mailbox';
import { aFormalText, bodyOf, someProceedings } from './builders.js';
import type { NewStore } from './gateway-parts.js';
import type { TestGateway } from './gateway.js';
import { eventually } from './nats.js';
import { firstPage, TwoStates, type Composed } from './two-states.js';

export type State = 'a' | 'b';
const purpose = 'INVESTIGATION';
const other = (state: State): State => (state === 'a' ? 'b' : 'a');

/**
 * XA's ana asks, XB's ben answers what must not go to court without XB's consent. At XA cam is of the central authority, at XB pia
 * is a prosecutor.
 */
export class EvidenceCase {
  private constructor(
    readonly two: TwoStates,
    private readonly desks: Readonly<Record<State, EvidenceDesk>>,
    private readonly rosters: Readonly<Record<State, KeepRosters>>,
  ) {}

  /** Without what lets the States act formally (`FormalTime`). */
  static async begin(newStore?: NewStore): Promise<EvidenceCase> {
    const two = await TwoStates.start(newStore, {
      officers: { pia: ['JUDICIAL_AUTHORITY'] },
      asking: { cam: ['CENTRAL_AUTHORITY'] },
    });
    const desk = async (gateway: TestGateway, service: 'requests' | 'inbox') => {
      const { store, trust, cases, journal } = await gateway.parts(service);
      const side = service === 'requests' ? 'ASKING' : 'ASKED';
      return {
        evidence: new EvidenceDesk(store, trust, cases, journal, side),
        rosters: new KeepRosters(store, trust, cases, new Mailbox(), journal, side),
      };
    };
    const [a, b] = [await desk(two.a, 'requests'), await desk(two.b, 'inbox')];
    const desks = { a: a.evidence, b: b.evidence };
    return new EvidenceCase(two, desks, { a: a.rosters, b: b.rosters });
  }

  compose<K extends DocumentKind>(
    state: State,
    name: string,
    thread: ThreadId,
    inReplyTo: DocumentId,
    kind: K,
    body: Body<K>,
    members: Partial<Document> = {},
  ): Promise<Composed> {
    const { two } = this;
    const place = { thread, inReplyTo, kind, body: body as Body<DocumentKind>, ...members };
    return two.compose(two[state].state, two[other(state)].state, name, place);
  }

  submit(state: State, name: string, sent: Composed): Promise<unknown> {
    const gateway = this.two[state];
    const desk = state === 'a' ? gateway.submit : gateway.answer;
    return desk.run(gateway.session(name), sent);
  }

  /** Says it, and waits until the other has it. */
  async tell<K extends DocumentKind>(
    state: State,
    name: string,
    thread: ThreadId,
    inReplyTo: DocumentId,
    kind: K,
    body: Body<K>,
    members: Partial<Document> = {},
  ): Promise<DocumentId> {
    const sent = await this.compose(state, name, thread, inReplyTo, kind, body, members);
    await this.submit(state, name, sent);
    await this.arrived(other(state), sent.id);
    return sent.id;
  }

  async arrived(state: State, id: DocumentId): Promise<void> {
    await eventually(async () => {
      const rows = await this.two[state].sql('select 1 from cases.dispatch where id = $1', [id]);
      return rows.length === 1;
    });
  }

  /** A request of ana's, and what ben has said to it. */
  async answered(): Promise<{ thread: ThreadId; request: DocumentId; response: DocumentId }> {
    const { two } = this;
    const sent = await two.request();
    await this.submit('a', 'ana', sent);
    await this.arrived('b', sent.id);
    const thread = sent.id as unknown as ThreadId;
    await two.b.claim.run(two.b.session('ben'), thread);
    for (const [state, keeper, decides] of [
      ['a', 'ana', 'cam'],
      ['b', 'ben', 'pia'],
    ] as const)
      await this.rosters[state].add(
        two[state].session(keeper),
        thread,
        parseOfficerId(decides),
        'JOINT_WORK',
      );
    const body = { final: true, information: 'The keeper is a company.' };
    const handling = {
      codes: ['H1'],
      evaluation: { source: 'B', information: '2' },
      restrictions: '',
      retentionMonths: 6,
    } as const;
    const response = await this.tell('b', 'ben', thread, sent.id, 'response', body, { handling });
    return { thread, request: sent.id, response };
  }

  /** A document as one names it: by the hash that this State knows. */
  async reference(document: DocumentId, state: State = 'a'): Promise<Reference> {
    const [row] = await this.two[state].sql<{ sha256: Sha256 }>(
      'select document_sha256 as sha256 from cases.dispatch where id = $1',
      [document],
    );
    if (row === undefined) throw new Error('no such document');
    return { document, sha256: row.sha256 };
  }

  async item(document: DocumentId): Promise<EvidenceItem> {
    return { ...(await this.reference(document)), attachments: [] };
  }

  async asking(...documents: DocumentId[]): Promise<Body<'evidence-consent-request'>> {
    const items = await Promise.all(documents.map((each) => this.item(each)));
    return { ...bodyOf['evidence-consent-request'](), items };
  }

  async consenting(
    documents: readonly DocumentId[],
    members: Partial<Body<'evidence-consent'>> = {},
  ): Promise<Body<'evidence-consent'>> {
    const items = await Promise.all(documents.map((each) => this.item(each)));
    return { ...bodyOf['evidence-consent'](), items, ...members };
  }

  async formal(
    cited: readonly DocumentId[],
    consents: readonly DocumentId[],
    members: Partial<Body<'formal-request'>> = {},
  ): Promise<Body<'formal-request'>> {
    return aFormalText({
      proceedings: someProceedings,
      informalExchangeRefs: await Promise.all(cited.map((each) => this.item(each))),
      consentRefs: await Promise.all(consents.map((each) => this.reference(each))),
      ...members,
    });
  }

  async row(state: State, thread: ThreadId): Promise<OpenEvidence> {
    const gateway = this.two[state];
    const [desk, name] = state === 'a' ? [gateway.asking, 'ana'] : [gateway.asked, 'ben'];
    return (await desk.show(gateway.session(name), thread, purpose, firstPage)).evidence;
  }

  /** What the thread lists as owed, each `what by`. */
  async owed(state: State, thread: ThreadId): Promise<string[]> {
    const found = await this.owedRows(state, thread);
    return found.map(({ what, by }) => `${what} ${by}`).sort();
  }

  async owedRows(state: State, thread: ThreadId): Promise<OwedView[]> {
    const found: OwedView[] = [];
    const session = this.two[state].session(state === 'a' ? 'cam' : 'pia');
    let after: DocumentId | null = null;
    do {
      const page: OwedPage = await this.desks[state].owed(
        session,
        { limit: 1, after },
        'INVESTIGATION',
      );
      found.push(...page.owed);
      after = page.next;
    } while (after !== null);
    return found.filter((each) => each.thread === thread);
  }

  mark(state: State, name: string, thread: ThreadId, document: DocumentId) {
    return this.desks[state].mark(this.two[state].session(name), thread, document);
  }

  async isMarked(state: State, thread: ThreadId, document: DocumentId): Promise<boolean> {
    const gateway = this.two[state];
    const [desk, name] = state === 'a' ? [gateway.asking, 'ana'] : [gateway.asked, 'ben'];
    const view = await desk.show(gateway.session(name), thread, purpose, firstPage);
    return view.dispatches.find(({ dispatch }) => dispatch === document)?.exculpatory === true;
  }

  /** What the log of each State says of evidence in a thread, in order. */
  async told(state: State, thread: ThreadId): Promise<string[]> {
    const rows = await this.two[state].sql<{ typ: string }>(
      `select typ from journal.event where thread = $1
       and typ ~ '^(consent|formal|ca.informed|notice|item.exculpatory)' order by id`,
      [thread],
    );
    return rows.map(({ typ }) => typ);
  }
}
