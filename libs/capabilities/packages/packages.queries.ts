import type { Cases } from '#capabilities/cases';
import { timestamp } from '#kernel';
import { openCaseViews } from '#capabilities/retention/open-case/open-case.queries';
import type { Tx } from '#store';
import { type ThreadRecord, ThreadsError } from '#threads';
import type { TrustStore } from '#trust';
import { PackageLife, type ConcernRow, type HandedRow } from './life/life.rows.js';
import { isNamed, recipientName } from './life/recipient.model.js';
import { type CertificateRow, Certificates, officeName } from './certifying/certificates.rows.js';
import type { CertificateView } from './certifying/certificates.contract.js';
import type { HandoverView, PackageView } from './packages.contract.js';
import { Packages, supersedesOf, type PackageRow } from './packages.rows.js';

type Life = Pick<PackageView, 'concerns' | 'certificates' | 'handed' | 'openCase'>;

const packageView = (
  { askedAt, stateAt, deliveredAt, stayedAt, variant, asks, ...row }: PackageRow,
  life: Life,
): PackageView => {
  const { thread, exhibit, authority, officer, state, failure, size, sha256, sha512, exit } = row;
  return {
    ...{ thread, exhibit, authority, officer, state, failure, size, sha256, sha512, exit },
    reader: variant?.reader ?? null,
    ...{ show: variant?.shown ?? [], withhold: variant?.withheld ?? [] },
    askedAt: timestamp(askedAt),
    stateAt: timestamp(stateAt),
    deliveredAt: deliveredAt && timestamp(deliveredAt),
    stayedAt: stayedAt && timestamp(stayedAt),
    asks: asks && asks.map(({ consent, outcome }) => ({ consent, outcome })),
    supersedes: supersedesOf(row),
    ...life,
  };
};

const concernView = ({ number, code, cause, at }: ConcernRow): PackageView['concerns'][number] => ({
  ...{ number, code, cause },
  at: timestamp(at),
});

export class PackageViews {
  readonly #packages = new Packages();
  readonly #life = new PackageLife();
  readonly #certificates = new Certificates();

  constructor(
    private readonly cases: Cases,
    private readonly trust: TrustStore,
  ) {}

  async one(tx: Tx, thread: ThreadRecord, exhibit: string): Promise<PackageView> {
    const row = await this.#packages.one(tx, thread.id, exhibit);
    const [view] = row === undefined ? [] : await this.viewsOf(tx, thread, [row]);
    if (view === undefined) throw new ThreadsError('NOT_FOUND');
    return view;
  }

  async viewsOf(tx: Tx, thread: ThreadRecord, rows: readonly PackageRow[]): Promise<PackageView[]> {
    const ids = rows.map(({ id }) => id);
    const concerns = await this.#life.concerns(tx, ids);
    const handed = await this.#life.handed(tx, ids);
    await this.trust.refresh(tx);
    // What was erased is neither held nor stopped any more.
    const kept = this.cases.isErased(thread.id, thread) ? [] : [thread.id];
    const openCase = (await openCaseViews(tx, this.trust, kept)).get(thread.id) ?? null;
    const certificates = await this.#certificates.certificatesOf(tx, ids);
    return rows.map((row) =>
      packageView(row, {
        concerns: concerns.filter((each) => each.package === row.id).map(concernView),
        certificates: certificates
          .filter((each) => each.package === row.id)
          .map((each) => this.#certificate(thread, each)),
        handed: handed
          .filter((each) => each.package === row.id)
          .map((each) => this.#handed(thread, each)),
        openCase,
      }),
    );
  }

  #certificate(
    thread: ThreadRecord,
    { id, office, givenAt, stateAt, ...row }: CertificateRow,
  ): CertificateView {
    const { number, officer, state, failure, size, sha256, sha512, cer01, cer02 } = row;
    const name = office === null ? null : this.cases.reveal(thread, officeName(id), office);
    return {
      ...{ number, officer, state, failure, size, sha256, sha512, cer01, cer02 },
      office: name === null ? null : Buffer.from(name).toString('utf8'),
      givenAt: timestamp(givenAt),
      stateAt: timestamp(stateAt),
    };
  }

  #handed(thread: ThreadRecord, { id, recipient, ...row }: HandedRow): HandoverView {
    const name = isNamed(recipient)
      ? this.cases.reveal(thread, recipientName(id), recipient)
      : null;
    const { officer, way, told, handedAt, toldAt } = row;
    return {
      ...{ handed: id, officer, way, told },
      recipient: name === null ? null : Buffer.from(name).toString('utf8'),
      handedAt: timestamp(handedAt),
      toldAt: toldAt && timestamp(toldAt),
    };
  }
}
