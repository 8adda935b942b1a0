import { join } from 'node:path';
import type { Session } from '#access';
import { Cases } from '#capabilities/cases';
import { type ThreadRecord, recordDisclosed, readDisclosures } from '#threads';
import { AppendEntry } from '#capabilities/directory/append-entry.service';
import { DestroyThreads } from '#capabilities/retention/erasing/destroy-threads.service';
import { EraseThreads } from '#capabilities/retention/erasing/erase-threads.jobs';
import { HandOver } from '#capabilities/packages/life/hand-over.service';
import { KeepNotes } from '#capabilities/notes/notes.service';
import { ReadDocuments } from '#capabilities/requests/read-documents.queries';
import { listing, serveDesk, type ListThreads, type Served } from './service-calls.js';
import { ReadThread } from '#capabilities/requests/read-thread.queries';
import { RewrapThreads } from '#capabilities/keys/rewrap-threads.jobs';
import { SequenceJournal } from '#journey/03-sequence';
import { RetentionReviews } from '#capabilities/retention/retention-reviews.service';
import { WatchRetention } from '#capabilities/retention/retention.jobs';
import {
  parseDocumentId,
  parseHoldId,
  parseMessageId,
  parseOfficerId,
  parseStateCode,
  parseThreadId,
  timestamp,
  type HoldId,
  type MessageId,
  type ThreadId,
} from '#kernel';
import type { EntryBodies, EntryKind } from '#capabilities/directory/directory.schema';
import { monthsAfter } from '#capabilities/retention/schedule.model';
import { ErasureFile, HeadFile, Journal, type Draft, type ErasureRecord } from '#journal';
import { Mailbox } from '#mailbox';
import { type ObjectStore } from '#objects';
import { migrations, Store, type Connection, type StoreOptions } from '#store';
import { makeSigner, type Signer } from '#tlog';
import { KeyRing, TrustStore } from '#trust';
import { encodeDocument, sha256, sha512 } from '#wire';
import { v7 } from 'uuid';
import { aDocument } from './builders.js';
import { asOwner, linkOf, testConfig, testLimits } from './journal.js';
import { openStore } from './objects.js';
import type { TestPostgres } from './postgres.js';
import { insertRow } from './rows.js';
import { writeServiceKeys } from './keys.js';
import { aState } from './state.js';
import { later, type TestState } from './test-state.js';

type Service = 'requests' | 'inbox' | 'sealer' | 'opener' | 'audit';

export const leafData = ({ leaf }: { leaf: Buffer }): Record<string, unknown> =>
  (JSON.parse(leaf.toString()) as { data: Record<string, unknown> }).data;

export const newHold = (): HoldId => parseHoldId(v7());

class CutAfterLine extends ErasureFile {
  override append(record: ErasureRecord): void {
    super.append(record);
    throw new Error('the power failed');
  }
}

export class TestArchive {
  readonly #stores: Store[] = [];
  readonly #desks: Served['app'][] = [];
  readonly #mailbox = new Mailbox();
  readonly alarms: string[] = [];
  sequencer!: SequenceJournal;
  erase!: EraseThreads;
  watch!: WatchRetention;
  reviews!: RetentionReviews;
  notes!: KeepNotes;
  handing!: HandOver;
  rewrap!: RewrapThreads;
  readonly damages: unknown[] = [];
  append!: AppendEntry;
  asked!: ListThreads;
  askedDocuments!: ReadDocuments;
  opener!: { readonly store: Store; readonly cases: Cases; readonly journal: Journal };
  sealer!: { readonly store: Store; readonly cases: Cases; readonly journal: Journal };
  inbox!: { readonly store: Store; readonly journal: Journal };
  signer!: Signer;

  private constructor(
    readonly state: TestState,
    readonly postgres: TestPostgres,
    readonly database: Connection,
    readonly folder: string,
    readonly objects: ObjectStore,
  ) {}

  static async create(postgres: TestPostgres, folder: string, days = 0): Promise<TestArchive> {
    const state = await aState('XB').before(days).build();
    const database = await postgres.database(migrations);
    const admin = await postgres.store(database, 'install', 1);
    await admin.transaction({ step: 'install' }, (tx) => state.install(tx));
    await admin.close();
    writeServiceKeys(folder, state.eventKeys);
    const objects = await openStore(join(folder, 'objects'));
    const archive = new TestArchive(state, postgres, database, folder, objects);
    await archive.open();
    return archive;
  }

  get file(): ErasureFile {
    return new ErasureFile(join(this.folder, 'erasures'));
  }

  get head(): HeadFile {
    const { verifier } = this.signer;
    return new HeadFile(join(this.folder, 'head'), verifier);
  }

  keys(service: Service): KeyRing {
    return new KeyRing(join(this.folder, 'keys'), service);
  }

  journal(service: Service): Journal {
    const keys = this.keys(service);
    return new Journal({
      origin: 'b.example/log',
      service,
      version: '0.0.0',
      config: testConfig,
      eventKey: keys.ed25519('event'),
      pseudonymKey: keys.pseudonymKey(),
    });
  }

  async open(): Promise<void> {
    const log = this.state.noteKeys.get('log');
    if (log === undefined) throw new Error('no log key');
    this.signer = makeSigner('b.example/log', log, 'note');
    const audit = await this.store('audit');
    this.sequencer = new SequenceJournal(audit, this.head, this.signer, ({ message }) => {
      this.alarms.push(message);
    });
    const requests = await this.desk('requests');
    this.append = requests.get(AppendEntry);
    const inbox = await this.desk('inbox');
    this.asked = listing(inbox.get(ReadThread));
    this.askedDocuments = inbox.get(ReadDocuments);
    this.inbox = { store: inbox.get(Store), journal: inbox.get(Journal) };
    this.reviews = inbox.get(RetentionReviews);
    this.notes = inbox.get(KeepNotes);
    this.handing = inbox.get(HandOver);
    const opener = await this.store('opener');
    this.opener = {
      store: opener,
      cases: new Cases(this.keys('opener'), this.file),
      journal: this.journal('opener'),
    };
    const sealer = await this.store('sealer');
    this.sealer = {
      store: sealer,
      cases: new Cases(this.keys('sealer'), this.file),
      journal: this.journal('sealer'),
    };
    this.erase = this.erasing(sealer);
    this.watch = this.watching(sealer);
    this.rewrap = new RewrapThreads(sealer, this.keys('sealer'), (error) =>
      this.damages.push(error),
    );
  }

  private async desk(service: 'requests' | 'inbox'): Promise<Served['app']> {
    const [store, keys, journal] = [
      await this.store(service),
      this.keys(service),
      this.journal(service),
    ];
    const parts = { store, keys, journal, trust: this.trust(), cases: new Cases(keys, this.file) };
    const state = { objectStore: this.objects, limits: testLimits() };
    const { app } = await serveDesk(state, service, parts);
    this.#desks.push(app);
    return app;
  }

  get openReviews(): object {
    return this.watch.open;
  }

  watching(store: Store): WatchRetention {
    const { cases, journal } = this.sealer;
    return new WatchRetention(store, this.trust(), cases, this.#mailbox, journal);
  }

  /** Erasure file that fails once its line is durable, before the transaction commits. */
  cutAfterLine(): ErasureFile {
    return new CutAfterLine(join(this.folder, 'erasures'));
  }

  erasing(
    store: Store,
    file: ErasureFile = this.file,
    objects: Pick<ObjectStore, 'remove' | 'holds'> = this.objects,
  ): EraseThreads {
    const journal = this.journal('sealer');
    const key = this.keys('sealer').ed25519('event');
    const destroy = new DestroyThreads(journal, objects);
    return new EraseThreads(store, this.trust(), journal, file, destroy, key);
  }

  async close(): Promise<void> {
    for (const desk of this.#desks.splice(0)) await desk.close();
    await Promise.all(this.#stores.splice(0).map((store) => store.close()));
  }

  session(name: string): Session {
    const { officer, authority, key, roles } = this.state.officer(name);
    const [state, fingerprint] = [this.state.state, key.fingerprint];
    const compartments = ['ENFORCEMENT'] as const;
    const expiresAt = timestamp(new Date(Date.now() + 60_000));
    return { state, officer, authority, fingerprint, roles, compartments, expiresAt };
  }

  async thread(attachments: Parameters<Cases['append']>[2]['attachments'] = []): Promise<ThreadId> {
    const thread = parseThreadId(v7());
    const link = linkOf(1);
    const document = aDocument({
      id: parseDocumentId(thread),
      thread,
      link,
      from: { ...aDocument().from, state: parseStateCode('XA') },
      to: { state: this.state.state, authority: this.state.officer('ben').authority },
    });
    const bytes = encodeDocument(document);
    const { store, cases } = this.opener;
    await store.transaction({ step: 'open-delivery' }, async (tx) => {
      const record = await cases.open(tx, document, 'ASKED');
      const messageId = parseMessageId(thread.replaceAll('-', ''));
      await cases.append(tx, record, {
        document,
        documentSha256: sha256(bytes),
        content: { document: bytes, signature: bytes, certificate: bytes },
        direction: 'IN',
        messageId,
        deliveredAt: new Date(),
        attachments,
      });
      await this.recordEvents(tx, record, [accepted(record, messageId)]);
    });
    // As left by exchange and opener: sealed bytes encrypted under the thread's key.
    await insertRow(this, 'mailbox.delivery', {
      ...{ link_id: link, message_id: thread.replaceAll('-', ''), peer: 'XA', state: 'OPENED' },
      ...{ kept: Buffer.from([1]), size: 1 },
      ...{ ciphertext_sha256: sha256(bytes), ciphertext_sha512: sha512(bytes) },
    });
    return thread;
  }

  private async recordEvents(
    tx: Parameters<Journal['recordEvent']>[0],
    thread: ThreadRecord,
    drafts: readonly Draft[],
  ): Promise<void> {
    const { cases, journal } = this.opener;
    const entries = drafts.map((draft) => ({ thread, draft }));
    await recordDisclosed(tx, journal, cases, entries);
  }

  async more(thread: ThreadId, count: number): Promise<void> {
    const { store, cases } = this.opener;
    await store.transaction({ step: 'open-delivery' }, async (tx) => {
      const record = await cases.lock(tx, thread);
      const messageId = parseMessageId(thread.replaceAll('-', ''));
      await this.recordEvents(
        tx,
        record,
        Array.from({ length: count }, () => accepted(record, messageId)),
      );
    });
  }

  async disclosed(thread: ThreadId, leaf: Uint8Array): Promise<string[]> {
    const { store, cases, journal } = this.sealer;
    return store.transaction({ step: 'disclosed' }, async (tx) => {
      const record = await cases.lock(tx, thread);
      const found = await readDisclosures(tx, journal, cases, { thread: record, leaf });
      return found.map(({ encoded }) => encoded);
    });
  }

  async order<K extends EntryKind>(
    kind: K,
    body: EntryBodies[K],
    names: readonly string[] = ['dora', 'eli'],
  ): Promise<void> {
    const signers = names.map((name) => this.state.officer(name).key);
    const signed = await this.state.entry(kind, body, signers, { issuedAt: new Date() });
    await this.append.appendEntry({ chain: 'retention', ...signed });
  }

  async ruled(body: EntryBodies['retention-rule'], days: number): Promise<void> {
    const at = later(new Date(), -days);
    const signers = ['dora', 'eli'].map((name) => this.state.officer(name).key);
    const signed = await this.state.entry('retention-rule', body, signers, { issuedAt: at });
    const [requests, trust] = [await this.store('requests'), this.trust()];
    await requests.transaction({ step: 'append-entry' }, (tx) =>
      trust.append(tx, 'retention', signed, at),
    );
  }

  async left(thread: ThreadId): Promise<number> {
    const [row] = await this.sql<{ left: number }>(
      `select (select count(*) from cases.thread where id = $1 and (key_wrapped is not null or summary is not null))
         + (select count(*) from cases.dispatch where thread = $1 and content is not null)
         + (select count(*) from cases.token where thread = $1)
         + (select count(*) from cases.attachment a join cases.dispatch d on d.id = a.dispatch
            where d.thread = $1 and a.key_wrapped is not null)
         + (select count(*) from mailbox.delivery v join cases.dispatch d on d.message_id = v.message_id
            where d.thread = $1 and (v.kept is not null or v.ciphertext is not null or v.session_key is not null))
         + (select count(*) from mailbox.outbox o where o.thread = $1 and o.session_key is not null)
         + (select count(*) from mailbox.outbox o where o.thread = $1 and o.state = 'CLOSED' and o.ciphertext is not null)
         + (select count(*) from journal.disclosure x join journal.event e on e.id = x.event where e.thread = $1) as left`,
      [thread],
    );
    return row?.left ?? -1;
  }

  events(typ: string): Promise<{ leaf: Buffer }[]> {
    return this.sql<{ leaf: Buffer }>('select leaf from journal.event where typ = $1 order by at', [
      typ,
    ]);
  }

  async ended(thread: ThreadId, months: number, state = 'ANSWERED'): Promise<void> {
    await this.sql(
      `update cases.dispatch set committed_at = clock_timestamp() - make_interval(months => $2) where thread = $1`,
      [thread, months],
    );
    await this.sql('update cases.thread set state = $2, retention_rule = -1 where id = $1', [
      thread,
      state,
    ]);
  }

  async quarantined(months: number, link = 'a'.repeat(32)): Promise<string> {
    const id = newHold();
    const evidence = Buffer.from([1, 2]);
    await insertRow(this, 'mailbox.quarantine', {
      ...{
        id,
        link_id: link,
        code: 'FRAME_INVALID',
        event: id,
        at: monthsAfter(new Date(), -months),
      },
      ...{ evidence, evidence_size: evidence.length },
      ...{ evidence_sha256: sha256(evidence), evidence_sha512: sha512(evidence) },
    });
    return id;
  }

  async sequence(): Promise<void> {
    while (await this.sequencer.run());
  }

  sql<T extends object>(text: string, params: readonly unknown[] = []): Promise<T[]> {
    return asOwner<T>(this.database, text, params);
  }

  trust(): TrustStore {
    return new TrustStore(this.state.state, this.state.rootFingerprint);
  }

  async store(
    service: Service,
    newStore = (options: StoreOptions): Store => new Store(options),
  ): Promise<Store> {
    const login = await this.postgres.role(this.database, `liaise_${service}`);
    const store = newStore({ ...login, service, poolSize: 2 });
    await store.open();
    this.#stores.push(store);
    return store;
  }
}

const accepted = (thread: ThreadRecord, messageId: MessageId): Draft => ({
  typ: 'msg.accepted',
  case: { thread: thread.id, compartment: thread.compartment },
  actor: { officer: parseOfficerId('ben'), role: 'DUTY_OFFICER' },
  channel: { link: thread.linkId, peer: thread.peer, dir: 'IN', seq: 1 },
  data: {
    messageId,
    document: parseDocumentId(thread.id),
    deliveredAt: timestamp(new Date()),
    envelopeSha256: sha256(Buffer.from('envelope')),
    certificateSha256: sha256(Buffer.from('certificate')),
    directory: { version: 1, head: sha256(Buffer.from('head')) },
    verifier: 'liaise/1',
  },
});
