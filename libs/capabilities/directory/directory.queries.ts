import { Injectable } from '@nestjs/common';
import { limitsState } from '#capabilities/deadlines/agreed-limits.model';
import { timestamp, type Fingerprint, type LinkId, type StateCode, type WireEntry } from '#kernel';
import type {
  AuthoritiesAsked,
  AuthoritiesPage,
  AuthorityView,
  GrownPageAsked,
  OfficersPage,
  OfficerView,
  PeersView,
  RegistrarsPage,
} from './directory.contract.js';
import type { ChainName, EntryBodies } from './directory.schema.js';
import type { CarriedEntry, ChainAsked, EntriesPage } from './entries.contract.js';
import type { Directory } from './trust.model.js';
import { authorityPage, grownPage } from './lists/authority-page.queries.js';
import { directoryShown } from '#capabilities/audit/views.events';
import type { Session } from '#access';
import { Journal } from '#journal';
import { Store, type Tx } from '#store';
import { TrustStore, type ChainPart } from '#trust';

interface WantedPart {
  readonly chain: ChainName;
  readonly state: StateCode | null;
  readonly root: Fingerprint | null;
  readonly from: number;
}

/** Shows the directories of this State and of neighbours. Logs who reads officers, registrars or chain entries. */
@Injectable()
export class ReadDirectory {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly journal: Journal,
  ) {}

  async authorities(asked: AuthoritiesAsked): Promise<AuthoritiesPage> {
    await this.refresh();
    const neighbours = this.trust
      .peers()
      .listPeers()
      .flatMap(({ peer, linkId }) => authoritiesOf(this.trust.directoryOf(peer), linkId));
    const all = [...authoritiesOf(this.trust.own(), null), ...neighbours];
    return authorityPage(this.trust.state, all, asked);
  }

  async officers(session: Session, asked: GrownPageAsked): Promise<OfficersPage> {
    return this.store.transaction({ step: 'read-directory' }, async (tx) => {
      await this.trust.refresh(tx);
      const directory = this.trust.own();
      const { shown, next } = grownPage(directory.officers(), asked, (grant) => {
        const { officer, authority, fingerprint, roles, from: begins, to } = grant;
        const suspendedFrom = directory.suspendedFrom(grant) ?? null;
        const postings = directory.postingsOf(grant);
        const who = { officer, authority, fingerprint, roles };
        return { ...who, from: begins, to, suspendedFrom, postings, enrolled: false };
      });
      const officers: OfficerView[] = [];
      for (const each of shown)
        officers.push({
          ...each,
          enrolled: (await this.trust.certificate(tx, each.fingerprint)) !== undefined,
        });
      await this.journal.recordEvent(tx, directoryShown(session, 'officers', officers.length));
      return { officers, next };
    });
  }

  registrars(session: Session, asked: GrownPageAsked): Promise<RegistrarsPage> {
    return this.store.transaction({ step: 'read-directory' }, async (tx) => {
      await this.trust.refresh(tx);
      const all = this.trust.own().registrars();
      const { shown: registrars, next } = grownPage(all, asked, registrarView);
      await this.journal.recordEvent(tx, directoryShown(session, 'registrars', registrars.length));
      return { registrars, next };
    });
  }

  async peers(): Promise<PeersView> {
    await this.refresh();
    const peers = this.trust.peers().listPeers();
    const now = timestamp(new Date());
    return {
      peers: peers.map((peer) => ({
        ...peerView(peer),
        directory: this.trust.point(peer.peer) ?? null,
        limits: limitsState(this.trust.own(), this.trust.directoryOf(peer.peer), now),
      })),
    };
  }

  /**
   * Returns a page of chain entries with the certificates and freshness statement that verify them. Only a neighbour's
   * current chain has a freshness statement. @throws TrustError TRUST_PEER_UNKNOWN if `chain`, `state` and `root` name no
   * chain stored here
   */
  entries(session: Session, { chain, state, root, from }: ChainAsked): Promise<EntriesPage> {
    return this.page(session, { chain, state, from, root: state === null ? null : root });
  }

  orders(session: Session, from: number): Promise<EntriesPage> {
    return this.page(session, { chain: 'retention', state: null, root: null, from });
  }

  private page(session: Session, wanted: WantedPart): Promise<EntriesPage> {
    const { chain, state } = wanted;
    return this.store.transaction({ step: 'read-directory' }, async (tx) => {
      await this.trust.refresh(tx);
      const part = await this.partOf(tx, wanted);
      const signers = chain !== 'directory' && part.entries.length > 0;
      const certificates = signers ? await this.trust.administratorCertificates(tx) : [];
      const freshness = await this.freshnessOf(tx, wanted);
      // A page without entries shows nothing and is not logged.
      const shown = part.entries.length;
      const what = state === null ? chain : `${chain}/${state}`;
      if (shown > 0) await this.journal.recordEvent(tx, directoryShown(session, what, shown));
      return { ...part, entries: part.entries.map(carried), certificates, freshness };
    });
  }

  private partOf(tx: Tx, { chain, state, root, from }: WantedPart): Promise<ChainPart> {
    return state !== null && root !== null
      ? this.trust.formerPart(tx, state, root, from)
      : this.trust.part(tx, chain, state, from);
  }

  private async freshnessOf(
    tx: Tx,
    { state, root }: WantedPart,
  ): Promise<EntriesPage['freshness']> {
    if (state === null || state === this.trust.state || root !== null) return null;
    const said = (await this.trust.freshness(tx, state))?.said;
    return said ? { statement: said.bytes, signature: said.signature } : null;
  }

  private refresh(): Promise<void> {
    return this.store.transaction({ step: 'read-directory' }, (tx) => this.trust.refresh(tx));
  }
}

function authoritiesOf(directory: Directory, link: LinkId | null): AuthorityView[] {
  return directory.authorities(timestamp(new Date())).map(({ authority, name, keys }) => ({
    state: directory.state,
    authority,
    name,
    profile: directory.profile(authority) ?? null,
    link,
    keys: keys.map(({ compartment, fingerprint }) => ({ compartment, fingerprint })),
  }));
}

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

const carried = ({ entry, signatures }: WireEntry): CarriedEntry => ({
  entry: bytesOf(entry),
  signatures: signatures.map(bytesOf),
});

const registrarView = (body: EntryBodies['registrar']): EntryBodies['registrar'] => {
  const { registrar, fingerprint, certificate, authorities, from, to } = body;
  return { registrar, fingerprint, certificate, authorities, from, to };
};

const peerView = (body: EntryBodies['peer']): EntryBodies['peer'] => {
  const { peer, rootFingerprint, rootCertificate, linkId, end, transcriptSha256 } = body;
  return { peer, rootFingerprint, rootCertificate, linkId, end, transcriptSha256 };
};
