import { randomBytes, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Session } from '#access';
import { keptRead } from '#capabilities/audit/views.events';
import { Cases } from '#capabilities/cases';
import { fileOf, officerContext } from '#capabilities/requests/read-thread.queries';
import { SIDE } from '#capabilities/tokens';
import { type Draft, type EventObject, Journal, knownObject, object } from '#journal';
import { KernelError, type Purpose, type Side, type ThreadId } from '#kernel';
import { AttachmentReader } from '#objects';
import { Store, type Tx } from '#store';
import { recordDisclosed, type ThreadRecord, ThreadsError } from '#threads';
import { KeyRing, TrustStore } from '#trust';
import type {
  PackageAsked,
  PackageList,
  PackagePiece,
  PackagePieceAsked,
  PackageView,
} from './packages.contract.js';
import { certificateName, Certificates } from './certifying/certificates.rows.js';
import { unwrapPackageKey, wrapForPackage } from './handover.rows.js';
import { packageAsked, packageDelivered } from './packages.events.js';
import { packageBounds, type PackageFileName, type Superseding } from './packages.lists.js';
import { exhibitOf } from './packages.model.js';
import { Packages } from './packages.rows.js';
import { PackageViews } from './packages.queries.js';
import { askRefusal } from './packages.rules.js';
import { type VariantDocument, variantRefusal } from './variants.rules.js';

@Injectable()
export class AskPackages {
  readonly #packages = new Packages();
  readonly #views: PackageViews;

  constructor(
    private readonly store: Store,
    readonly cases: Cases,
    readonly journal: Journal,
    private readonly keys: KeyRing,
    @Inject(SIDE) private readonly side: Side,
    trust: TrustStore,
  ) {
    this.#views = new PackageViews(cases, trust);
  }

  /**
   * Requests a package and hands the evidence service the thread key, or a new key for an erased thread. @throws ThreadsError
   * NOT_FOUND, NOT_ON_ROSTER; ExchangeError PACKAGE_IMPOSSIBLE, PACKAGES_SPENT, PACKAGE_NOT_SUPERSEDED,
   * PACKAGE_VARIANT_INVALID; KernelError VALUE_INVALID
   */
  async ask(session: Session, asked: PackageAsked): Promise<PackageView> {
    const { thread: id, purpose, reader, show: shown, withhold: withheld } = asked;
    const supersedes = supersedesAsked(asked);
    return this.store.transaction(officerContext(session, 'ask-package'), async (tx) => {
      const thread = await fileOf(this.cases, tx, id, this.side);
      await this.#packages.lock(tx);
      const { officer, authority } = session;
      const counts = await this.#packages.counts(tx, id, officer);
      const superseding =
        supersedes &&
        (await this.#packages.superseding(tx, { thread: id, reader }, supersedes.exhibit));
      const refused =
        askRefusal({ compartment: thread.compartment, ...counts, superseding }) ??
        variantRefusal({ reader, shown, withheld }, await this.#documents(tx, id));
      if (refused !== undefined) throw refused;
      const year = new Date().getUTCFullYear();
      const number = await this.#packages.nextNumber(tx, authority, year);
      const of = { id: randomUUID(), thread: id };
      const { epoch: keyEpoch, key } = this.keys.handoverKey();
      const ownKey = this.cases.isErased(id, thread) ? randomBytes(32) : null;
      const threadKey = wrapForPackage(ownKey ?? this.cases.key(thread), of, key);
      const exhibit = exhibitOf(authority, year, number);
      const numbered = { year, number, exhibit };
      const row = await this.#packages.ask(tx, {
        ...{ ...of, authority, officer, purpose, ...numbered, threadKey, keyEpoch, ownKey },
        variant: reader === null ? null : { reader, shown, withheld },
        supersedes,
      });
      const draft = packageAsked(thread, { session, purpose });
      await recordRead(tx, this, thread, draft);
      const [view] = await this.#views.viewsOf(tx, thread, [row]);
      if (view === undefined) throw new ThreadsError('NOT_FOUND');
      return view;
    });
  }

  async #documents(tx: Tx, thread: ThreadId): Promise<VariantDocument[]> {
    const heads = await this.cases.heads(tx, thread, packageBounds.documents, null);
    const ids = heads.map(({ id }) => id);
    const attachments = await this.cases.attachments(tx, ids);
    return heads.map(({ id, kind }) => ({
      ...{ id, kind },
      attachments: attachments.filter(({ dispatch }) => dispatch === id).length,
    }));
  }

  listPackages(session: Session, id: ThreadId, purpose: Purpose): Promise<PackageList> {
    return this.store.transaction(officerContext(session, 'read-packages'), async (tx) => {
      const thread = await fileOf(this.cases, tx, id, this.side);
      const rows = await this.#packages.ofThread(tx, id, packageBounds.ofThread);
      const draft = keptRead(thread, { session, purpose }, 'packages', rows.length);
      await this.journal.recordEvent(tx, draft);
      return { packages: await this.#views.viewsOf(tx, thread, rows) };
    });
  }
}

@Injectable()
export class DeliverPackages {
  readonly #packages = new Packages();
  readonly #certificates = new Certificates();

  constructor(
    private readonly store: Store,
    readonly cases: Cases,
    readonly journal: Journal,
    private readonly files: AttachmentReader,
    @Inject(SIDE) private readonly side: Side,
  ) {}

  async piece(session: Session, asked: PackagePieceAsked): Promise<PackagePiece> {
    const { thread: id, exhibit, from, purpose, file: wanted } = asked;
    if (wanted !== 'PACKAGE') return this.#beside(session, asked, wanted);
    const context = officerContext(session, 'read-package');
    const { file, key } = await this.store.transaction(context, async (tx) => {
      const thread = await fileOf(this.cases, tx, id, this.side);
      const found = await this.#packages.file(tx, id, exhibit);
      // A package made before the erasure was erased with the content.
      if (found === undefined) this.cases.assertContent(thread);
      if (found === undefined) throw new ThreadsError('NOT_FOUND');
      const object = knownObject('package', found);
      const draft = packageDelivered(thread, { session, purpose }, object, { exhibit, from });
      await recordRead(tx, this, thread, draft);
      this.#packages.delivered(tx, found.id);
      const key = found.ownKey ?? this.cases.key(thread);
      return { file: found, key: unwrapPackageKey(found.key, found, key) };
    });
    const { root, size } = file;
    const range = { from: Math.min(from, size), to: Math.min(from + packageBounds.piece, size) };
    const pieces: Uint8Array[] = [];
    if (range.from < range.to)
      for await (const piece of this.files.decryptStream(root, key, size, range))
        pieces.push(Buffer.from(piece));
    return { size, bytes: Buffer.concat(pieces) };
  }

  #beside(
    session: Session,
    { thread: id, exhibit, from, purpose, certificate }: PackagePieceAsked,
    wanted: Beside,
  ): Promise<PackagePiece> {
    return this.store.transaction(officerContext(session, 'read-package'), async (tx) => {
      const thread = await fileOf(this.cases, tx, id, this.side);
      const found = await this.#found(tx, thread, { exhibit, certificate }, wanted);
      if (found === undefined) throw new ThreadsError('NOT_FOUND');
      const { part, bytes } = found;
      const draft = packageDelivered(thread, { session, purpose }, part, { exhibit, from });
      await recordRead(tx, this, thread, draft);
      return { size: bytes.length, bytes: bytes.subarray(from, from + packageBounds.piece) };
    });
  }

  async #found(
    tx: Tx,
    thread: ThreadRecord,
    { exhibit, certificate: number }: Pick<PackagePieceAsked, 'exhibit' | 'certificate'>,
    wanted: Beside,
  ): Promise<{ readonly part: EventObject; readonly bytes: Uint8Array } | undefined> {
    const { id } = thread;
    if (wanted === 'BEFORE' || wanted === 'AFTER') {
      const bytes = await this.#packages.report(tx, id, exhibit, wanted);
      return bytes && { part: object('report', bytes), bytes };
    }
    const kept = await this.#certificates.file(tx, { thread: id, exhibit }, number);
    if (kept === undefined) return undefined;
    if (wanted === 'CERTIFIED') return { part: object('report', kept.report), bytes: kept.report };
    const bytes = this.cases.reveal(thread, certificateName(kept.id), kept.content);
    return { part: knownObject('certificate', kept), bytes };
  }
}

type Beside = Exclude<PackageFileName, 'PACKAGE'>;

function supersedesAsked({ supersedes: exhibit, reason }: PackageAsked): Superseding | null {
  if (exhibit === null && reason === null) return null;
  if (exhibit === null || reason === null) throw new KernelError('VALUE_INVALID', 'reason');
  return { exhibit, reason };
}

async function recordRead(
  tx: Tx,
  { cases, journal }: { readonly cases: Cases; readonly journal: Journal },
  thread: ThreadRecord,
  draft: Draft,
): Promise<void> {
  if (cases.isErased(thread.id, thread)) await journal.recordEvent(tx, draft);
  else await recordDisclosed(tx, journal, cases, [{ thread, draft }]);
}
