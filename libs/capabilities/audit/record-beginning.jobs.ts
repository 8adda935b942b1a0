import { Injectable } from '@nestjs/common';
import { type Draft, Journal, object } from '#journal';
import { Store, type Tx } from '#store';
import { DirectoryChain, TrustStore } from '#trust';
import { decodeEntry, type SignedEntry } from '#wire';
import { entryAppended } from './control.events.js';
import { type Before, keyEvents } from '#capabilities/keys/keys.events';

const nobody: Before['peers'] = { peer: () => undefined };
const maxRecorded = 512;

/** Logs this State's directory entries that are older than the custody log. Verifies each entry, starting from the root. */
@Injectable()
export class RecordBeginning {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly journal: Journal,
  ) {}

  /**
   * Logs all directory entries; returns the number of events, 0 if the log has begun. Must run before anything else is logged
   * by this service.
   */
  run(): Promise<number> {
    return this.store.transaction({ step: 'record-beginning' }, async (tx) => {
      if (await this.journal.hasBegun(tx)) return 0;
      await this.trust.refresh(tx);
      const drafts = await this.drafts(await this.entries(tx));
      for (let from = 0; from < drafts.length; from += maxRecorded)
        await this.journal.recordAll(tx, drafts.slice(from, from + maxRecorded));
      return drafts.length;
    });
  }

  private async entries(tx: Tx): Promise<SignedEntry[]> {
    const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');
    const entries: SignedEntry[] = [];
    for (;;) {
      const part = await this.trust.part(tx, 'directory', null, entries.length);
      if (part.entries.length === 0) return entries;
      for (const { entry, signatures } of part.entries)
        entries.push({ entry: bytes(entry), signatures: signatures.map(bytes) });
    }
  }

  private async drafts(entries: readonly SignedEntry[]): Promise<Draft[]> {
    const chain = new DirectoryChain(this.trust.state, this.trust.own().pinned);
    const drafts: Draft[] = [];
    for (const signed of entries) {
      const before = { own: chain.directory.copy(), peers: nobody };
      const entry = decodeEntry(signed.entry);
      const { signers } = await chain.extend(signed);
      const named = object('entry', signed.entry);
      const keys = keyEvents(entry, named.sha256, signers, before);
      drafts.push(entryAppended(entry, named, signers), ...keys);
    }
    return drafts;
  }
}
