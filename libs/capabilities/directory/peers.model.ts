import { isEntry, type Entry, type EntryBodies } from './directory.schema.js';
import { type Fingerprint, type LinkId, type StateCode, refuse, phrase } from '#kernel';
import { administratorsAmong } from './chains/administrators.model.js';
import type { PolicyPack } from '#capabilities/policy/policy.schema';
import { packFlaw, policyOutrun } from '#capabilities/policy/policy.model';
import type { Directory } from './trust.model.js';
import type { Versioned } from './grants.model.js';

export type Peer = Versioned<EntryBodies['peer']>;

/** Confirmed neighbours, accepted broker versions and policy. Changes need two administrators; removing a neighbour needs one. */
export class Peers {
  private readonly confirmed = new Map<StateCode, Peer>();
  private readonly brokers = new Set<string>();
  private pack: PolicyPack | undefined;
  private entries = 0;

  get version(): number {
    return this.entries;
  }

  apply(entry: Entry, signers: readonly Fingerprint[], directory: Directory): void {
    if (entry.state !== directory.state || entry.chain !== 'peers')
      refuse(phrase`entry of another chain`);
    const administrators = administratorsAmong(signers, directory, entry.issuedAt);
    if (isEntry(entry, 'peer')) this.confirm(entry.body, administrators, directory.state);
    else if (isEntry(entry, 'peer-removed')) this.remove(entry.body, administrators);
    else if (isEntry(entry, 'broker-accepted')) this.acceptBroker(entry.body, administrators);
    else if (isEntry(entry, 'policy-pack'))
      this.enforce(entry.body, administrators, directory.state);
    else refuse(phrase`not an entry of the peers`);
    this.entries += 1;
  }

  private confirm(body: EntryBodies['peer'], administrators: number, own: StateCode): void {
    if (administrators < 2) refuse(phrase`two administrators must confirm a neighbour`);
    if (body.peer === own) refuse(phrase`a State is not its own neighbour`);
    const holder = this.byLink(body.linkId)?.peer;
    if (holder !== undefined && holder !== body.peer)
      refuse(phrase`the link belongs to another neighbour`);
    this.confirmed.set(body.peer, { ...body, version: this.entries });
  }

  private remove({ peer, linkId }: EntryBodies['peer-removed'], administrators: number): void {
    if (administrators < 1) refuse(phrase`an administrator must sign`);
    if (this.confirmed.get(peer)?.linkId !== linkId) refuse(phrase`unknown link`);
    this.confirmed.delete(peer);
  }

  private acceptBroker({ version }: EntryBodies['broker-accepted'], administrators: number): void {
    if (administrators < 2) refuse(phrase`two administrators must accept a broker`);
    this.brokers.add(version);
  }

  private enforce(pack: PolicyPack, administrators: number, own: StateCode): void {
    if (administrators < 2) refuse(phrase`two administrators must sign a policy pack`);
    const flaw = packFlaw(pack, own) ?? policyOutrun(pack, this.pack);
    if (flaw !== undefined) refuse(flaw);
    this.pack = pack;
  }

  peer(state: StateCode): Peer | undefined {
    return this.confirmed.get(state);
  }

  byLink(link: LinkId): Peer | undefined {
    return this.listPeers().find((peer) => peer.linkId === link);
  }

  acceptsBroker(version: string): boolean {
    return this.brokers.has(version);
  }

  policy(): PolicyPack | undefined {
    return this.pack;
  }

  listPeers(): readonly Peer[] {
    return [...this.confirmed.values()];
  }
}
