import { phrase, type EventId, type LogPoint } from '#kernel';
import type { KeyObject } from 'node:crypto';
import type { Tx } from '#store';
import { leafHash } from '#tlog';
import type { Disclosure } from './leaf/disclosure.js';
import { JournalError } from './errors.js';
import { eventId, MAX_BATCH } from './leaf/event-id.js';
import { type Draft } from './leaf/draft.js';
import { awaitedTypes } from './events/event-types.js';
import { Erasures } from './erasures/erasures.js';
import { chainKey, type LockedHeads, lockHeads, nameOf } from './heads.js';
import { type Author, eventKeyId, formLeaf } from './leaf/leaf.js';
import { machineKeys, type MachineKey } from './machine-keys.js';
import { OutsideOffers } from './witnesses/outside-offers.js';
import { OwnWitnesses } from './witnesses/own-witnesses.js';
import {
  consistencyProofs,
  isReleased,
  type LeafProofs,
  leafProofs,
  type ProofFile,
  proofFor,
  type ReleasedCheckpoint,
  releasedCheckpoint,
  releasedSize,
  rootAt,
} from './log/proofs.js';
import { Pseudonyms } from './leaf/pseudonym.js';
import { Reconciliations } from './witnesses/reconciliations.js';
import { Stamps } from './time/stamps.js';
import { releasedSizeSql } from './log/released-size.js';

export interface JournalOptions {
  readonly origin: string;
  readonly service: string;
  readonly version: string;
  readonly config: string;
  readonly eventKey: KeyObject;
  readonly pseudonymKey?: Buffer;
}

export type CheckpointPoint = Pick<LogPoint, 'size' | 'root'>;

export const latestPointSql = `(select jsonb_build_object('size', c.size, 'root', encode(c.root, 'base64'))
  from ${releasedSizeSql} r join journal.checkpoint c on c.size = r.size)`;

export interface Recorded {
  readonly id: EventId;
  readonly leaf: Buffer;
  readonly leafHash: Buffer;
  readonly at: Date;
  /** Plain values whose digests are in the leaf. The database stores only what `protect` encrypted. */
  readonly disclosures: readonly Disclosure[];
}

export interface KeptDisclosure {
  readonly event: EventId;
  readonly digest: string;
  readonly content: Uint8Array;
}

/**
 * Encrypts a disclosure of the event at index `place` of the batch. Returns undefined to store nothing; nobody can open the
 * digest then.
 */
export type ProtectDisclosure = (
  place: number,
  event: EventId,
  disclosure: Disclosure,
) => Uint8Array | undefined;

interface Row extends Recorded {
  readonly draft: Draft;
}

/**
 * Custody log in the database. Each event is recorded in the same transaction as the act that it describes, so both commit or
 * neither.
 */
export class Journal {
  readonly witnesses = new OwnWitnesses();
  readonly outside = new OutsideOffers();
  readonly reconciliations = new Reconciliations();
  readonly stamps = new Stamps();
  readonly erasures = new Erasures();
  readonly #author: Author;

  constructor(options: JournalOptions) {
    const { origin, service, version, config, eventKey } = options;
    if (eventKey.type !== 'private') throw new JournalError('EVENT_INVALID', 'eventKey');
    const { pseudonymKey } = options;
    const pseudonyms = pseudonymKey === undefined ? undefined : new Pseudonyms(pseudonymKey);
    const keyId = eventKeyId(eventKey);
    this.#author = { origin, service, version, config, key: eventKey, keyId, pseudonyms };
  }

  async recordEvent(tx: Tx, draft: Draft): Promise<Recorded> {
    const [recorded] = await this.recordAll(tx, [draft]);
    if (recorded === undefined) throw new JournalError('EVENT_INVALID', phrase`nothing recorded`);
    return recorded;
  }

  /**
   * Adds at most 1,024 events to the log, in the given order. Call last, because chain heads stay locked until the
   * transaction ends. @throws JournalError EVENT_INVALID; StoreError
   */
  async recordAll(
    tx: Tx,
    drafts: readonly Draft[],
    protect: ProtectDisclosure = () => undefined,
  ): Promise<Recorded[]> {
    if (drafts.length === 0) return [];
    if (drafts.length > MAX_BATCH)
      throw new JournalError('EVENT_INVALID', phrase`more than ${MAX_BATCH} events`);
    const chains = drafts.map((draft) => chainKey(draft, this.#author.service));
    const heads = await lockHeads(tx, chains);
    const { rows, last } = this.#form(drafts, heads);
    insert(tx, this.#author.service, { rows, last, kept: keptOf(rows, protect) });
    tx.wake('sequence', drafts.some(({ typ }) => awaitedTypes.includes(typ)) ? 'NOW' : 'SOON');
    return rows.map(({ id, leaf, leafHash: hash, at, disclosures }) => {
      return { id, leaf, leafHash: hash, at, disclosures };
    });
  }

  machineKeys(tx: Tx): Promise<MachineKey[]> {
    return machineKeys(tx, this.#author.service);
  }

  async hasBegun(tx: Tx): Promise<boolean> {
    const rows = await tx.query(
      `select 1 as one from journal.head where kind = 'src' and key = $1`,
      [this.#author.service],
    );
    return rows.length > 0;
  }

  disclosures(tx: Tx, event: EventId): Promise<KeptDisclosure[]> {
    return tx.query<KeptDisclosure>(
      'select event, digest, content from journal.disclosure where event = $1 order by digest',
      [event],
    );
  }

  disclosuresOf(tx: Tx, events: readonly EventId[]): Promise<KeptDisclosure[]> {
    return tx.query<KeptDisclosure>(
      'select event, digest, content from journal.disclosure where event = any ($1::uuid[]) order by event, digest',
      [events],
    );
  }

  pointOf(checkpoint: CheckpointPoint | null): LogPoint | null {
    return checkpoint === null ? null : { origin: this.#author.origin, ...checkpoint };
  }

  async unknownPoints(tx: Tx, points: readonly LogPoint[]): Promise<LogPoint[]> {
    if (points.length === 0) return [];
    const rows = await tx.query<{ size: number; root: Buffer }>(
      `select size, root from journal.checkpoint where size = any($1::bigint[])`,
      [points.map(({ size }) => size)],
    );
    const signed = new Map(rows.map(({ size, root }) => [size, root.toString('base64')]));
    return points.filter(
      ({ origin, size, root }) => origin !== this.#author.origin || signed.get(size) !== root,
    );
  }

  /** Returns the database time and the newest checkpoint's age in ms; null for none. */
  async sinceCheckpoint(tx: Tx): Promise<{ readonly now: Date; readonly age: number | null }> {
    const [row] = await tx.query<{ now: Date; at: Date | null }>(
      `select clock_timestamp() as now,
         (select at from journal.checkpoint order by size desc limit 1) as at`,
    );
    if (row === undefined) throw new JournalError('EVENT_UNKNOWN');
    return { now: row.now, age: row.at === null ? null : row.now.getTime() - row.at.getTime() };
  }

  async checkpointNote(tx: Tx, size: number): Promise<string> {
    return (await releasedCheckpoint(tx, size)).note.toString();
  }

  releasedCheckpoint(tx: Tx, size?: number): Promise<ReleasedCheckpoint> {
    return releasedCheckpoint(tx, size);
  }

  releasedSize(tx: Tx): Promise<number> {
    return releasedSize(tx);
  }

  isReleased(tx: Tx, events: readonly string[]): Promise<boolean> {
    return isReleased(tx, events);
  }

  leafProofs(tx: Tx, events: readonly string[], size?: number): Promise<LeafProofs> {
    return leafProofs(tx, events, size);
  }

  proofFor(tx: Tx, event: string): Promise<ProofFile> {
    return proofFor(tx, event, this.witnesses);
  }

  consistencyProofs(tx: Tx, size: number, olds: readonly number[]): Promise<Uint8Array[][]> {
    return consistencyProofs(tx, size, olds);
  }

  rootAt(tx: Tx, size: number): Promise<Uint8Array> {
    return rootAt(tx, size);
  }

  #form(
    drafts: readonly Draft[],
    heads: LockedHeads,
  ): { rows: Row[]; last: ReadonlyMap<string, Buffer> } {
    const at = new Date(Math.floor(heads.micros / 1_000));
    const last = new Map(heads.last);
    const rows = drafts.map((draft, place) => {
      const chain = nameOf(chainKey(draft, this.#author.service));
      const id = eventId(heads.micros, place);
      const prev = last.get(chain)?.toString('hex') ?? null;
      const anchor = heads.anchors.get(chain) ?? { own: null, peer: null };
      const moment = { id, at, prev, anchor, offsetMs: heads.offsetMs };
      const formed = formLeaf(draft, this.#author, moment);
      const hash = Buffer.from(leafHash(formed.leaf));
      last.set(chain, hash);
      return { ...formed, id, at, leafHash: hash, draft };
    });
    return { rows, last };
  }
}

function keptOf(rows: readonly Row[], protect: ProtectDisclosure): KeptDisclosure[] {
  return rows.flatMap(({ id, disclosures }, place) =>
    disclosures.flatMap((disclosure) => {
      const content = protect(place, id, disclosure);
      return content === undefined ? [] : [{ event: id, digest: disclosure.digest, content }];
    }),
  );
}

// Inserts into `pending` in batch order, because its positions decide the order in the log.
const insertSql = (disclosed: string): string => `
  with e as (
    insert into journal.event (id, typ, service, leaf, leaf_hash, at, thread, message_id, officer)
      select id, typ, $10, leaf, leaf_hash, at, thread, message_id, officer
      from unnest($1::uuid[], $2::text[], $3::bytea[], $4::bytea[], $5::timestamptz[], $6::uuid[], $7::text[],
        $8::text[]) as u (id, typ, leaf, leaf_hash, at, thread, message_id, officer)),
  p as (
    insert into journal.pending (event)
      select id from unnest($1::uuid[]) with ordinality as u (id, n) order by n)${disclosed}
  update journal.head h set leaf_hash = u.leaf_hash
    from unnest($9::text[], $11::text[], $12::bytea[]) as u (kind, key, leaf_hash)
    where h.kind = u.kind and h.key = u.key`;

const insertEvents = insertSql('');
/**
 * SQL that stores events and their disclosures. Separate from `insertEvents`, because some services have no database right on
 * disclosures.
 */
const insertDisclosed = insertSql(`,
  d as (
    insert into journal.disclosure (event, digest, content)
      select * from unnest($13::uuid[], $14::text[], $15::bytea[]))`);

interface Formed {
  readonly rows: readonly Row[];
  readonly last: ReadonlyMap<string, Buffer>;
  readonly kept: readonly KeptDisclosure[];
}

function insert(tx: Tx, service: string, { rows, last, kept }: Formed): void {
  const chains = new Map(
    rows.map(({ draft }) => chainKey(draft, service)).map((chain) => [nameOf(chain), chain]),
  );
  tx.send(kept.length === 0 ? insertEvents : insertDisclosed, [
    rows.map((row) => row.id),
    rows.map((row) => row.draft.typ),
    rows.map((row) => row.leaf),
    rows.map((row) => row.leafHash),
    rows.map((row) => row.at),
    rows.map((row) => row.draft.case?.thread ?? null),
    rows.map((row) => ('messageId' in row.draft.data ? row.draft.data.messageId : null)),
    rows.map((row) => row.draft.actor?.officer ?? null),
    [...chains.values()].map(({ kind }) => kind),
    service,
    [...chains.values()].map(({ key }) => key),
    [...chains.keys()].map((name) => last.get(name) ?? null),
    ...(kept.length === 0
      ? []
      : [
          kept.map(({ event }) => event),
          kept.map(({ digest }) => digest),
          kept.map(({ content }) => content),
        ]),
  ]);
}
