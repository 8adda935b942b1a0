import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Session } from '#access';
import { Cases } from '#capabilities/cases';
import { officerContext, threadOf } from '#capabilities/requests/read-thread.queries';
import { SIDE } from '#capabilities/tokens';
import { Journal } from '#journal';
import type { Side } from '#kernel';
import { Store } from '#store';
import { deskOf, recordDisclosed, ThreadsError } from '#threads';
import { KeyRing, TrustStore } from '#trust';
import { wrapForPackage } from '../handover.rows.js';
import type { GiveCertificate } from './certificates.contract.js';
import type { PackageView } from '../packages.contract.js';
import { packageAsked } from '../packages.events.js';
import { PackageViews } from '../packages.queries.js';
import { Packages } from '../packages.rows.js';
import { certificateName, Certificates } from './certificates.rows.js';
import { giveRefusal } from './certificates.rules.js';

@Injectable()
export class GiveCertificates {
  readonly #packages = new Packages();
  readonly #certificates = new Certificates();
  readonly #views: PackageViews;

  constructor(
    private readonly store: Store,
    private readonly cases: Cases,
    private readonly journal: Journal,
    private readonly keys: KeyRing,
    @Inject(SIDE) private readonly side: Side,
    trust: TrustStore,
  ) {
    this.#views = new PackageViews(cases, trust);
  }

  give(session: Session, asked: GiveCertificate): Promise<PackageView> {
    const { exhibit, certificate, purpose } = asked;
    return this.store.transaction(officerContext(session, 'give-certificate'), async (tx) => {
      const thread = await threadOf(this.cases, tx, asked.thread, this.side);
      await this.#packages.lock(tx);
      const file = await this.#packages.file(tx, thread.id, exhibit);
      if (file === undefined) throw new ThreadsError('NOT_FOUND');
      const before = await this.#certificates.certificatesOf(tx, [file.id]);
      const isWaiting = before.some(({ state }) => state === 'GIVEN');
      const refused = giveRefusal({ given: before.length, isWaiting });
      if (refused !== undefined) throw refused;
      const id = randomUUID();
      const { epoch: keyEpoch, key } = this.keys.handoverKey();
      const { officer, role } = deskOf(thread.side, session);
      this.#certificates.give(tx, {
        ...{ id, package: file.id, thread: thread.id, officer, role, keyEpoch },
        content: this.cases.protect(thread, certificateName(id), certificate),
        threadKey: wrapForPackage(this.cases.key(thread), { id, thread: thread.id }, key),
      });
      const view = await this.#views.one(tx, thread, exhibit);
      const draft = packageAsked(thread, { session, purpose }, 'package-certificate');
      await recordDisclosed(tx, this.journal, this.cases, [{ thread, draft }]);
      return view;
    });
  }
}
