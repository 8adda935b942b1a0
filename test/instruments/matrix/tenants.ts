import { createHash } from 'node:crypto';
import { v7 } from 'uuid';
import {
  parseAuthorityId,
  parseBroadcastId,
  parseDocumentId,
  parseOfficerId,
  parseThreadId,
  timestamp,
  type AttachmentEntry,
  type Body,
  type BroadcastId,
  type Document,
  type DocumentId,
  type Side,
  type ThreadId,
} from '#kernel';
import type { Enclosed, EnclosedDocument } from '#capabilities/disclosure/kinds/enclosed.kind';
import { ManageAccessLists } from '#capabilities/access-lists/access-lists.service';
import type { Session } from '#access';
import { sha256 } from '#wire';
import { aRelease } from '../../support/bodies.js';
import { aRequestBody } from '../../support/builders.js';
import { enclosing } from '../../support/documents.js';
import { KeepNotes } from '#capabilities/notes/notes.service';
import { eventually } from '../../support/nats.js';
import { insertRow } from '../../support/rows.js';
import { firstPage, TwoStates, type Composed } from '../../support/two-states.js';

const purpose = 'INVESTIGATION';

export const tomorrow = timestamp(new Date(Date.now() + 24 * 3_600_000));
export const releasing = (item: Released): Omit<Body<'forward-consent-request'>, 'reason'> => ({
  ...aRelease(item),
  until: tomorrow,
});
export const granting = (item: Released): Body<'forward-consent'> => ({
  ...releasing(item),
  ...{ outcome: 'GRANTED', reason: '' },
});
export type Released = Pick<Body<'forward-consent-request'>, 'item' | 'itemSha256'>;

/** Text written into every thread of an authority. Answers to another authority must never contain this text. */
export const canaryOf = (authority: string): string => `canary-of-${authority}`;

export interface Staff {
  readonly liaison: string;
  readonly duty: string;
  readonly auditor: string;
  readonly administrator: string;
  readonly protector?: string;
  readonly central?: string;
  readonly judge?: string;
  readonly supervisor?: string;
}

export interface Belongings {
  readonly thread: ThreadId;
  readonly dispatch: DocumentId;
  readonly named: DocumentId;
  readonly item: string;
  readonly upload: string;
  readonly attachment: AttachmentEntry;
  readonly note: string;
  readonly event: string;
  readonly officer: string;
  readonly broadcast: BroadcastId;
  readonly quarantined: string;
  readonly said: Enclosed;
  readonly release: EnclosedDocument;
  readonly wanted: DocumentId;
  readonly wish: Released;
}

export interface Tenant {
  readonly authority: string;
  readonly staff: Staff;
  readonly asked: Belongings;
  readonly asking: Belongings;
}

const staffs: Readonly<Record<string, Staff>> = {
  'border-police': {
    liaison: 'ana',
    duty: 'ben',
    auditor: 'cleo',
    administrator: 'dora',
    protector: 'dan',
    central: 'cam',
  },
  'harbour-office': {
    ...{ liaison: 'lia', duty: 'hal', auditor: 'aud', administrator: 'adm' },
    ...{ judge: 'jud', supervisor: 'sol' },
  },
};

export class Tenants {
  private constructor(
    readonly two: TwoStates,
    readonly tenants: readonly [Tenant, Tenant],
  ) {}

  static async start(): Promise<Tenants> {
    const two = await TwoStates.start(undefined, {
      // Colleagues at the border police, on no access list.
      officers: {
        ...{ bea: ['DUTY_OFFICER'], max: ['LIAISON_OFFICER'] },
        ...{ dan: ['DATA_PROTECTION_OFFICER'], cam: ['CENTRAL_AUTHORITY'] },
      },
      others: {
        'harbour-office': {
          lia: ['LIAISON_OFFICER'],
          hal: ['DUTY_OFFICER'],
          aud: ['AUDITOR'],
          adm: ['ADMINISTRATOR'],
          ...{ jud: ['JUDICIAL_AUTHORITY'], sol: ['SUPERVISOR'] },
        },
      },
    });
    const of = (authority: string): Promise<Tenant> => new Furnishing(two, authority).tenant();
    return new Tenants(two, await Promise.all([of('border-police'), of('harbour-office')]));
  }

  stop(): Promise<void> {
    return this.two.stop();
  }
}

class Furnishing {
  readonly #staff: Staff;
  readonly #canary: string;

  constructor(
    private readonly two: TwoStates,
    private readonly authority: string,
  ) {
    const staff = staffs[authority];
    if (staff === undefined) throw new Error(`no staff of ${authority}`);
    this.#staff = staff;
    this.#canary = canaryOf(authority);
  }

  async tenant(): Promise<Tenant> {
    const { authority } = this;
    const [asked, asking] = await Promise.all([this.#asked(), this.#asking()]);
    return { authority, staff: this.#staff, asked, asking };
  }

  #session(name: string): Session {
    return this.two.b.session(name);
  }

  #body(broadcast: BroadcastId): Document<'request'>['body'] {
    return aRequestBody({
      requestType: 'INFORMATION',
      subjectLine: this.#canary,
      facts: this.#canary,
      broadcast: { id: broadcast, proportionality: this.#canary },
    });
  }

  async #quarantined(): Promise<string> {
    const id = v7();
    await insertRow(this.two.b, 'mailbox.quarantine', {
      ...{ id, link_id: this.two.linkId, code: 'OFFICER_UNKNOWN' },
      ...{ evidence: Buffer.from(id), evidence_sha256: sha256(Buffer.from(id)) },
    });
    return id;
  }

  async #prosecutor(side: Side, by: string, thread: ThreadId): Promise<void> {
    const { judge } = this.#staff;
    if (judge === undefined) return;
    const accessLists = this.two.b.desk(side).get(ManageAccessLists);
    await accessLists.add(this.#session(by), thread, parseOfficerId(judge), 'JOINT_WORK');
  }

  async #upload(): Promise<{ upload: string; attachment: AttachmentEntry }> {
    const { upload } = this.two.b;
    const session = this.#session(this.#staff.liaison);
    const bytes = Buffer.from(`${this.#canary} ${v7()}`);
    const begun = await upload.begin(session, bytes.length);
    await upload.chunk(session, begun.upload, 0, bytes);
    const { size, sha256: small, sha512: large } = await upload.finish(session, begun.upload);
    const attachment = { name: `${this.#canary}.txt`, mediaType: 'text/plain', size };
    return { upload: begun.upload, attachment: { ...attachment, sha256: small, sha512: large } };
  }

  async #event(officer: string): Promise<string> {
    const [row] = await this.two.b.sql<{ id: string }>(
      'select id from journal.event where officer = $1 order by id desc limit 1',
      [officer],
    );
    if (row === undefined) throw new Error(`no event of ${officer}`);
    return row.id;
  }

  async #releases(
    side: 'asked' | 'asking',
    thread: ThreadId,
    theirs: Composed,
    ours: Composed,
  ): Promise<Pick<Belongings, 'said' | 'release' | 'wanted' | 'wish'>> {
    const { a, b } = this.two;
    const own = this.#session(side === 'asked' ? this.#staff.duty : this.#staff.liaison);
    const other = a.session(side === 'asked' ? 'ana' : 'ben');
    const [ownFlow, otherFlow] = side === 'asked' ? [b.answer, a.submit] : [b.submit, a.answer];
    const [ownView, otherView] = side === 'asked' ? [b.asked, a.asking] : [b.asking, a.asked];
    const there = async (view: typeof ownView, session: Session, id: DocumentId) =>
      (await view.show(session, thread, purpose, firstPage)).dispatches.some(
        ({ dispatch }) => dispatch === id,
      );
    const [about, wish] = [theirs, ours].map(({ id, document }): Released => ({
      item: id,
      itemSha256: sha256(document),
    })) as [Released, Released];
    const to = { state: b.state.state, authority: parseAuthorityId(this.authority) };
    const reason = this.#canary;
    const question = await this.two.compose(b.state, a.state, own.officer, {
      ...{ kind: 'forward-consent-request', thread, inReplyTo: theirs.id },
      body: { ...releasing(about), reason },
    });
    await ownFlow.submitDocument(own, question);
    await eventually(() => there(otherView, other, question.id));
    const release = await this.two.compose(a.state, b.state, other.officer, {
      ...{ kind: 'forward-consent', thread, inReplyTo: question.id, to },
      body: granting(about),
    });
    const wanted = await this.two.compose(a.state, b.state, other.officer, {
      ...{ kind: 'forward-consent-request', thread, inReplyTo: ours.id, to },
      body: { ...releasing(wish), reason },
    });
    for (const sent of [release, wanted]) {
      await otherFlow.submitDocument(other, sent);
      await eventually(() => there(ownView, own, sent.id));
    }
    return { ...(await enclosed(this.two, theirs, release)), wanted: wanted.id, wish };
  }

  async #asked(): Promise<Belongings> {
    const { a, b } = this.two;
    const { duty } = this.#staff;
    const broadcast = parseBroadcastId(v7());
    const authority = parseAuthorityId(this.authority);
    const key = b.state.authorityKeys.get(`${authority} ENFORCEMENT`);
    if (key === undefined) throw new Error('no key');
    const sent = await this.two.request({
      to: { state: b.state.state, authority },
      recipientKeys: [key.fingerprint],
      body: this.#body(broadcast),
    });
    const { thread } = await a.submit.submitDocument(a.session('ana'), sent);
    await eventually(async () =>
      (
        await b.asked.listThreads(this.#session(duty), { limit: 50, before: null }, 'INVESTIGATION')
      ).some((row) => row.thread === thread),
    );
    await b.claim.claimRequest(this.#session(duty), thread);
    const answer = await this.two.compose(b.state, a.state, duty, {
      kind: 'response',
      thread,
      inReplyTo: sent.id,
      body: { final: false, information: this.#canary },
    });
    await b.answer.submitDocument(this.#session(duty), answer);
    await this.#prosecutor('ASKED', duty, thread);
    const askedNotes = b.inbox.get(KeepNotes);
    const { note } = await askedNotes.add(this.#session(duty), thread, this.#canary);
    return {
      ...{ thread, dispatch: sent.id, named: answer.id, note, officer: duty },
      ...{ broadcast, quarantined: await this.#quarantined() },
      item: sha256(sent.document),
      ...(await this.#upload()),
      ...(await this.#releases('asked', thread, sent, answer)),
      event: await this.#event(duty),
    };
  }

  async #asking(): Promise<Belongings> {
    const { a, b } = this.two;
    const { liaison } = this.#staff;
    const session = this.#session(liaison);
    const broadcast = parseBroadcastId(v7());
    const { upload, attachment } = await this.#upload();
    const sent: Composed = await this.two.compose(b.state, a.state, liaison, {
      body: this.#body(broadcast),
      attachments: [attachment],
    });
    const { thread } = await b.submit.submitDocument(session, { ...sent, uploads: [upload] });
    await eventually(async () =>
      (await b.asking.show(session, thread, purpose, firstPage)).dispatches.some(({ stages }) =>
        stages.some(({ stage }) => stage === 'OPENED'),
      ),
    );
    await a.claim.claimRequest(a.session('ben'), thread);
    const answer = await this.two.compose(a.state, b.state, 'ben', {
      ...{ kind: 'response', thread, inReplyTo: sent.id },
      to: { state: b.state.state, authority: parseAuthorityId(this.authority) },
      body: { final: false, information: this.#canary },
    });
    await a.answer.submitDocument(a.session('ben'), answer);
    await eventually(async () =>
      (await b.asking.show(session, thread, purpose, firstPage)).dispatches.some(
        ({ dispatch }) => dispatch === answer.id,
      ),
    );
    await this.#prosecutor('ASKING', liaison, thread);
    const askingNotes = b.requests.get(KeepNotes);
    const { note } = await askingNotes.add(session, thread, this.#canary);
    return {
      ...{ thread, dispatch: sent.id, named: answer.id, note, officer: liaison },
      ...{ broadcast, quarantined: await this.#quarantined() },
      item: sha256(sent.document),
      ...(await this.#upload()),
      ...(await this.#releases('asking', thread, answer, sent)),
      event: await this.#event(liaison),
    };
  }
}

async function enclosed(
  { a }: TwoStates,
  said: Composed,
  release: Composed,
): Promise<Pick<Belongings, 'said' | 'release'>> {
  const { consent, ...rest } = await enclosing(a.state, said, release);
  if (consent === undefined) throw new Error('no release');
  return { said: rest, release: consent };
}

/** Ids of valid form that no State stores: random ids, and ids of documents that XA composed but never submitted. */
export async function nothing(two: TwoStates): Promise<Belongings> {
  const digest = createHash('sha256').update(v7()).digest('hex');
  const said = await two.request();
  const wish = { item: said.id, itemSha256: sha256(said.document) };
  const release = await two.request({
    ...{ kind: 'forward-consent', thread: parseThreadId(said.id), inReplyTo: said.id },
    body: granting(wish),
  });
  return {
    thread: parseThreadId(v7()),
    ...{ dispatch: parseDocumentId(v7()), named: parseDocumentId(v7()) },
    item: digest,
    upload: crypto.randomUUID(),
    attachment: {
      ...{ name: 'x.txt', mediaType: 'text/plain', size: 1 },
      sha256: sha256(Buffer.from(digest)),
      sha512: createHash('sha512').update(digest).digest('hex') as AttachmentEntry['sha512'],
    },
    note: v7(),
    event: v7(),
    officer: 'n.nobody',
    ...{ broadcast: parseBroadcastId(v7()), quarantined: v7() },
    ...(await enclosed(two, said, release)),
    wanted: parseDocumentId(v7()),
    wish: { item: parseDocumentId(v7()), itemSha256: sha256(Buffer.from('nothing')) },
  };
}
