import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Session } from '#access';
import { Cases } from '#capabilities/cases';
import { fileOf, officerContext } from '#capabilities/requests/read-thread.queries';
import { SIDE } from '#capabilities/tokens';
import { type Draft, Journal, knownObject } from '#journal';
import { KernelError, type Side } from '#kernel';
import { Store, type Tx } from '#store';
import { recordDisclosed, type ThreadRecord, ThreadsError } from '#threads';
import { TrustStore } from '#trust';
import type {
  HandPackage,
  PackageStays,
  PackageView,
  TellRecipient,
} from '../packages.contract.js';
import { packageHanded, packageStayed, recipientNotified } from '../packages.events.js';
import { PackageViews } from '../packages.queries.js';
import { type PackageFile, Packages } from '../packages.rows.js';
import { handRefusal, stayRefusal, tellRefusal, timeRefusal } from '../packages.rules.js';
import { PackageLife } from './life.rows.js';
import { recipientName, unnamed } from './recipient.model.js';

@Injectable()
export class HandOver {
  readonly #packages = new Packages();
  readonly #life = new PackageLife();
  readonly #views: PackageViews;

  constructor(
    private readonly store: Store,
    private readonly cases: Cases,
    private readonly journal: Journal,
    @Inject(SIDE) private readonly side: Side,
    trust: TrustStore,
  ) {
    this.#views = new PackageViews(cases, trust);
  }

  async hand(session: Session, asked: HandPackage): Promise<PackageView> {
    const { exhibit, recipient, at, way, purpose } = asked;
    if (recipient.trim() !== recipient || /\p{C}/u.test(recipient))
      throw new KernelError('VALUE_INVALID', 'recipient');
    return this.store.transaction(officerContext(session, 'hand-package'), async (tx) => {
      const { thread, file } = await this.#locked(tx, asked);
      const refused =
        handRefusal((await this.#life.handed(tx, [file.id])).length) ??
        timeRefusal(new Date(at), { after: [file.builtAt], now: new Date() });
      if (refused !== undefined) throw refused;
      const id = randomUUID();
      const said = { exhibit, handed: id, at, way, recipient };
      const reading = { session, purpose };
      const draft = packageHanded(thread, reading, knownObject('package', file), said);
      const event = await this.#recordEvent(tx, thread, draft);
      this.#life.hand(tx, {
        ...{ id, package: file.id, thread: thread.id, officer: session.officer },
        ...{ handedAt: at, way },
        recipient: this.#protected(thread, file, { id, recipient }),
        event,
      });
      return this.#views.one(tx, thread, exhibit);
    });
  }

  /** Records an officer's statement that nobody outside has a downloaded package. */
  stay(session: Session, asked: PackageStays): Promise<PackageView> {
    const { exhibit, purpose } = asked;
    return this.store.transaction(officerContext(session, 'stay-package'), async (tx) => {
      const { thread, file } = await this.#locked(tx, asked);
      const handed = (await this.#life.handed(tx, [file.id])).length;
      const refused = stayRefusal({ handed, isOut: file.isDelivered });
      if (refused !== undefined) throw refused;
      const object = knownObject('package', file);
      const event = await this.#recordEvent(
        tx,
        thread,
        packageStayed(thread, { session, purpose }, object, exhibit),
      );
      const { officer } = session;
      this.#life.stay(tx, { package: file.id, thread: thread.id, officer, event });
      return this.#views.one(tx, thread, exhibit);
    });
  }

  tell(session: Session, asked: TellRecipient): Promise<PackageView> {
    const { exhibit, handed, concerns: seen, at, way, purpose } = asked;
    return this.store.transaction(officerContext(session, 'tell-recipient'), async (tx) => {
      const thread = await fileOf(this.cases, tx, asked.thread, this.side);
      await this.#packages.lock(tx);
      const file = await this.#file(tx, thread, exhibit);
      const rows = await this.#life.handed(tx, [file.id]);
      const found = rows.find(({ id }) => id === handed);
      if (found === undefined) throw new ThreadsError('NOT_FOUND');
      const became = await this.#life.concerns(tx, [file.id]);
      const { length: concerns } = became;
      const after = [found.handedAt, ...became.map((each) => each.at)];
      const refused =
        tellRefusal({ concerns, notifiedConcerns: found.told, seen }) ??
        timeRefusal(new Date(at), { after, now: new Date() });
      if (refused !== undefined) throw refused;
      const said = { exhibit, handed, concerns, at, way };
      const draft = recipientNotified(thread, { session, purpose }, said);
      const event = await this.#recordEvent(tx, thread, draft);
      this.#life.tell(tx, {
        handed,
        concerns,
        officer: session.officer,
        notifiedAt: at,
        way,
        event,
      });
      return this.#views.one(tx, thread, exhibit);
    });
  }

  async #locked(tx: Tx, { thread: id, exhibit }: Pick<PackageStays, 'thread' | 'exhibit'>) {
    await fileOf(this.cases, tx, id, this.side);
    await this.#packages.lock(tx);
    // Waits for a running erasure: a later hand-over would record a recipient of erased content.
    const thread = await this.cases.lock(tx, id);
    return { thread, file: await this.#file(tx, thread, exhibit) };
  }

  /**
   * Returns the stored file of a finished package. @throws ThreadsError NOT_FOUND; CONTENT_ERASED if the package was erased
   * with its thread
   */
  async #file(tx: Tx, thread: ThreadRecord, exhibit: string): Promise<PackageFile> {
    const file = await this.#packages.file(tx, thread.id, exhibit);
    if (file === undefined || file.ownKey === null) this.cases.assertContent(thread);
    if (file === undefined) throw new ThreadsError('NOT_FOUND');
    return file;
  }

  #protected(
    thread: ThreadRecord,
    { ownKey }: PackageFile,
    { id, recipient }: { readonly id: string; readonly recipient: string },
  ): Uint8Array {
    if (ownKey !== null) return unnamed;
    return this.cases.protect(thread, recipientName(id), Buffer.from(recipient, 'utf8'));
  }

  async #recordEvent(tx: Tx, thread: ThreadRecord, draft: Draft): Promise<string> {
    if (this.cases.isErased(thread.id, thread))
      return (await this.journal.recordEvent(tx, draft)).id;
    const [event] = await recordDisclosed(tx, this.journal, this.cases, [{ thread, draft }]);
    if (event === undefined) throw new RangeError('event');
    return event.id;
  }
}
