import { neverScanned } from '#capabilities/attachments/scans/scan.model';
import type { AttachmentProgress } from '#capabilities/attachments/attachments.contract';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { timestamp, type AttachmentEntry, type DocumentId, type ThreadId } from '#kernel';
import { type Scan } from '#capabilities/attachments/scans/scan.contract';
import { transferPiece } from '#capabilities/attachments/pieces.model';
import type { Calls } from '../../support/calls.js';
import { Uploads } from '#capabilities/attachments/uploads.rows';
import { ReadAttachment } from '#capabilities/attachments/read-attachment.service';
import { UploadAttachment } from '#capabilities/attachments/upload-attachment.service';
import type { ReadThread } from '#capabilities/requests/read-thread.queries';
import type { Session } from '#access';
import { AttachmentReader } from '#objects';
import { Scanner, type Asked } from '#scan';
import { sha256 } from '#wire';
import { signature, streamBytes, suspicious, TestClamd } from '../../support/clamd.js';
import { bytesFor } from '../../support/objects.js';
import { codeOf } from '../fixtures/recalling.js';
import { firstPage, type TwoStates } from '../../support/two-states.js';
import { sharedStates } from './states.js';

const purpose = 'INVESTIGATION' as const;

interface Place {
  readonly thread: ThreadId;
  readonly dispatch: DocumentId;
}

class Interrupted extends Scanner {
  meanwhile: () => Promise<unknown> = () => Promise.resolve();

  override async scan(content: AsyncIterable<Uint8Array>, asked?: Asked): Promise<Scan> {
    const scan = await super.scan(content, asked);
    await this.meanwhile();
    return scan;
  }
}

describe('a scanner of attachments', () => {
  let two: TwoStates;
  let daemon: TestClamd;
  let scanner: Interrupted;
  let scanned: UploadAttachment;
  let files: ReadAttachment;

  const begins = { finds: [suspicious], number: 41 };

  beforeAll(async () => {
    two = await sharedStates();
    const { a, b } = two;
    daemon = await TestClamd.start(begins);
    scanner = new Interrupted(daemon.socket, { quickMs: 1_500 });
    const asking = await a.parts('requests');
    scanned = new UploadAttachment(
      ...([asking.store, new Uploads(asking.keys), a.objectStore, asking.journal] as const),
      scanner,
    );
    const { store, cases, journal } = await b.parts('inbox');
    const reader = new AttachmentReader(b.objectStore);
    files = new ReadAttachment(store, cases, journal, reader, 'ASKED', scanner);
  }, 60_000);

  afterAll(() => daemon.stop());

  const ana = (): Session => two.a.session('ana');
  const ben = (): Session => two.b.session('ben');

  async function upload(
    by: UploadAttachment,
    name: string,
    bytes: Buffer,
  ): Promise<Calls['requests.upload-finish']['out'] & { entry: AttachmentEntry }> {
    const { upload: id } = await by.begin(ana(), bytes.length);
    for (let at = 0, i = 0; at < bytes.length; at += transferPiece.bytes, i += 1)
      await by.chunk(ana(), id, i, bytes.subarray(at, at + transferPiece.bytes));
    const kept = await by.finish(ana(), id);
    const { size, sha256: hash, sha512 } = kept;
    const mediaType = 'application/octet-stream';
    return { ...kept, entry: { name, mediaType, size, sha256: hash, sha512 } };
  }

  async function send(by: UploadAttachment, bytes: Buffer): Promise<Place> {
    const { entry, upload: id } = await upload(by, 'file.bin', bytes);
    const sent = await two.request({ attachments: [entry] });
    const place = await two.a.submit.submitDocument(ana(), { ...sent, uploads: [id] });
    await two.b.whole(place.dispatch);
    return place;
  }

  async function shown(
    read: ReadThread,
    session: Session,
    { thread, dispatch }: Place,
  ): Promise<AttachmentProgress | undefined> {
    const view = await read.show(session, thread, purpose, firstPage);
    return view.dispatches.find((each) => each.dispatch === dispatch)?.attachments[0];
  }

  const fetch = (place: Place, by = files, chunk = 0): Promise<Calls['inbox.attachment']['out']> =>
    by.chunk(ben(), { ...place, position: 0, chunk, purpose });

  const scanOf = async (place: Place): Promise<Scan | undefined> =>
    (await shown(two.b.asked, ben(), place))?.scan;

  const readEvents = (place: Place, typ: string): Promise<{ data: unknown; obj: unknown }[]> =>
    two.b.sql(
      `select convert_from(leaf, 'utf8')::jsonb -> 'data' as data, convert_from(leaf, 'utf8')::jsonb -> 'obj' as obj
       from journal.event where typ = $1 and thread = $2 order by recorded_at`,
      [typ, place.thread],
    );

  const held = { code: 'ATTACHMENT_INFECTED', detail: signature };
  const version = (number: number): RegExp => new RegExp(`^ClamAV [^/]+/${number}/`);

  it('takes no file from an officer in which it finds something; nothing of it is kept but the entry', async () => {
    const { a } = two;
    const bytes = Buffer.from(`a report, and ${suspicious}`);
    const before = await a.sql<{ count: number }>('select count(*)::int from cases.upload');
    await expect(upload(scanned, 'report.bin', bytes)).rejects.toMatchObject(held);
    expect(await a.sql('select count(*)::int from cases.upload')).toEqual(before);
    const [entry] = await a.sql<{ leaf: { data: Record<string, unknown>; obj: unknown } }>(
      `select convert_from(leaf, 'utf8')::jsonb as leaf from journal.event where typ = 'item.infected'
       order by recorded_at desc limit 1`,
    );
    expect(entry?.leaf.data).toMatchObject({
      at: 'UPLOAD',
      scan: { verdict: 'INFECTED', reason: signature, engine: expect.stringMatching(version(41)) },
    });
    expect(entry?.leaf.obj).toMatchObject([{ role: 'attachment', sha256: sha256(bytes) }]);
    expect(JSON.stringify(entry)).not.toContain('harmless text');
    await expect(a.objectStore.layout(String(entry?.leaf.data['root']) as never)).rejects.toThrow();
  });

  it('says of what it takes what it found, and what it could not look at goes all the same', async () => {
    const fine = await upload(scanned, 'fine.bin', bytesFor(1, 1_000));
    expect(fine.scan).toMatchObject({ verdict: 'CLEAN', reason: null });
    const large = await upload(scanned, 'large.bin', Buffer.alloc(streamBytes + 1));
    expect(large.scan).toMatchObject({ verdict: 'NOT_SCANNED' });
    const sent = await two.request({ attachments: [fine.entry, large.entry] });
    const uploads = [fine.upload, large.upload];
    const place = await two.a.submit.submitDocument(ana(), { ...sent, uploads });
    expect((await shown(two.a.asking, ana(), place))?.scan).toEqual(fine.scan);
  });

  it('holds back what came with something in it: refused, on record, marked, and kept as it came', async () => {
    const { b } = two;
    const bytes = Buffer.concat([bytesFor(3, 790_000), Buffer.from(suspicious)]);
    const place = await send(two.a.upload, bytes);
    expect(await scanOf(place)).toEqual(neverScanned);
    await expect(fetch(place)).rejects.toMatchObject(held);
    // Neither from the middle nor without a scanner: the recorded verdict counts.
    await expect(fetch(place, files, 3)).rejects.toMatchObject(held);
    await expect(fetch(place, b.askedFiles)).rejects.toMatchObject(held);
    const infected = await readEvents(place, 'item.infected');
    expect(infected).toHaveLength(3);
    expect(infected[0]).toMatchObject({
      data: {
        ...{ at: 'DOWNLOAD', document: place.dispatch, purpose, scan: { reason: signature } },
        // Nobody has fetched it here.
        before: { verdict: 'NOT_SCANNED', reason: 'NOT_YET' },
      },
      obj: [{ sha256: sha256(bytes) }],
    });
    expect(await readEvents(place, 'item.exported')).toEqual([]);
    expect(await scanOf(place)).toMatchObject({ verdict: 'INFECTED', reason: signature });
    // Nothing is lost: after the signature is corrected, the file is given out.
    await daemon.end();
    await daemon.startDaemon({ finds: ['something else'], number: 42 });
    const got = await fetch(place);
    expect(got.attachment.scan).toMatchObject({ verdict: 'CLEAN' });
    expect(Buffer.from(got.bytes)).toEqual(bytes.subarray(0, transferPiece.bytes));
  }, 60_000);

  it('judges once for the same signatures, and anew for newer ones, in no transaction', async () => {
    await daemon.end();
    await daemon.startDaemon(begins);
    const hidden = 'what only tomorrow is known';
    const place = await send(two.a.upload, Buffer.from(hidden));
    const open: unknown[] = [];
    let scans = 0;
    scanner.meanwhile = async () => {
      scans += 1;
      open.push(
        ...(await two.b.sql(
          `select query from pg_stat_activity where usename = 'liaise_inbox' and xact_start is not null`,
        )),
      );
    };
    const first = await fetch(place);
    expect(first.attachment.scan).toMatchObject({ verdict: 'CLEAN' });
    expect(first.attachment.scan.engine).toMatch(version(41));
    expect(await scanOf(place)).toEqual(first.attachment.scan);
    const again = await fetch(place);
    expect([again.attachment.scan, scans, open]).toEqual([first.attachment.scan, 1, []]);
    await daemon.end();
    await daemon.startDaemon({ finds: [hidden], number: 43 });
    await expect(fetch(place)).rejects.toMatchObject(held);
    await expect(fetch(place)).rejects.toMatchObject(held);
    expect(scans).toBe(2);
    const said = (await readEvents(place, 'item.exported')).map(({ data }) => data);
    expect(said).toMatchObject([{ scan: { verdict: 'CLEAN' } }, { scan: { verdict: 'CLEAN' } }]);
    // It was given out before; the thread now shows the verdict.
    expect((await readEvents(place, 'item.infected')).map(({ data }) => data)).toMatchObject([
      { before: { verdict: 'CLEAN', engine: expect.stringMatching(version(41)) } },
      { before: { verdict: 'INFECTED' } },
    ]);
    expect(await scanOf(place)).toMatchObject({ verdict: 'INFECTED', reason: signature });
    scanner.meanwhile = () => Promise.resolve();
  }, 60_000);

  it('says of one ciphertext under one key nothing for who has another', async () => {
    const [good, other] = [await send(two.a.upload, bytesFor(8, 900)), bytesFor(9, 900)];
    const wrong = await send(two.a.upload, other);
    await two.b.sql(
      `update cases.attachment set root = (select root from cases.attachment where dispatch = $2)
       where dispatch = $1`,
      [wrong.dispatch, good.dispatch],
    );
    for (const places of [
      [good, wrong],
      [wrong, good],
    ]) {
      const got = await Promise.all(places.map((place) => codeOf(fetch(place))));
      expect(got).toEqual(places.map((place) => (place === good ? 'done' : 'OBJECT_CORRUPT')));
      expect(await scanOf(wrong)).toEqual(neverScanned);
      await two.b.sql('update cases.attachment set scan = null where dispatch = $1', [
        good.dispatch,
      ]);
    }
  }, 60_000);

  it('that hangs or is gone makes nothing clean: the file is given out, in time, and marked', async () => {
    const place = await send(two.a.upload, bytesFor(5, 1_000));
    expect((await fetch(place)).attachment.scan).toMatchObject({ verdict: 'CLEAN' });
    daemon.hang();
    const begin = Date.now();
    const marked = { verdict: 'NOT_SCANNED', reason: 'TIMED_OUT', engine: null };
    expect((await fetch(place)).attachment.scan).toMatchObject(marked);
    expect(Date.now() - begin).toBeLessThan(5_000);
    expect(await scanOf(place)).toMatchObject(marked);
    await daemon.end();
    const gone = { ...marked, reason: 'UNREACHABLE' };
    expect((await fetch(place)).attachment.scan).toMatchObject(gone);
    const none = { ...marked, reason: 'NO_SCANNER' };
    expect((await fetch(place, two.b.askedFiles)).attachment.scan).toMatchObject(none);
    const said = (await readEvents(place, 'item.exported')).map(({ data }) => data);
    expect(said.slice(1)).toMatchObject([{ scan: marked }, { scan: gone }, { scan: none }]);
    await daemon.startDaemon(begins);
  }, 60_000);

  it('that others keep busy has the officer ask again: the file stays, and is not given out unseen', async () => {
    const busy = new Scanner(daemon.socket, { atOnce: 0, waiting: 0 });
    const place = await send(two.a.upload, bytesFor(10, 1_000));
    const { store, cases, journal } = await two.b.parts('inbox');
    const reader = new AttachmentReader(two.b.objectStore);
    const reading = new ReadAttachment(store, cases, journal, reader, 'ASKED', busy);
    const refused = { code: 'SCANNER_BUSY', action: 'retry' };
    await expect(fetch(place, reading)).rejects.toMatchObject(refused);
    await expect(fetch(place, reading, 1)).rejects.toMatchObject(refused);
    expect([await readEvents(place, 'item.exported'), await scanOf(place)]).toEqual([
      [],
      neverScanned,
    ]);
    expect((await fetch(place)).attachment.scan).toMatchObject({ verdict: 'CLEAN' });
    const asking = await two.a.parts('requests');
    const of = [asking.store, new Uploads(asking.keys), two.a.objectStore] as const;
    const sending = new UploadAttachment(...of, asking.journal, busy);
    const { scan } = await upload(sending, 'late.bin', bytesFor(11, 1_000));
    expect(scan).toMatchObject({ verdict: 'NOT_SCANNED', reason: 'TIMED_OUT' });
  }, 60_000);

  it('that ends late does not take back what newer signatures have found meanwhile', async () => {
    const place = await send(two.a.upload, bytesFor(7, 1_000));
    const engine = 'ClamAV 1.4.3/44/Thu Nov 26 08:12:00 2026';
    const newer = { verdict: 'INFECTED', reason: signature, engine, at: timestamp(new Date()) };
    scanner.meanwhile = () =>
      two.b.sql('update cases.attachment set scan = $2 where dispatch = $1', [
        place.dispatch,
        JSON.stringify(newer),
      ]);
    await expect(fetch(place)).rejects.toMatchObject(held);
    scanner.meanwhile = () => Promise.resolve();
    expect(await scanOf(place)).toEqual(newer);
    // A daemon with older signatures does not release it either.
    await expect(fetch(place)).rejects.toMatchObject(held);
    expect(await readEvents(place, 'item.exported')).toEqual([]);
  }, 60_000);

  it('does not bring out what was erased while it looked', async () => {
    const place = await send(two.a.upload, bytesFor(6, 1_000));
    scanner.meanwhile = () =>
      two.b.sql('update cases.attachment set key_wrapped = null where dispatch = $1', [
        place.dispatch,
      ]);
    await expect(fetch(place)).rejects.toMatchObject({ code: 'CONTENT_ERASED' });
    expect(await readEvents(place, 'item.exported')).toEqual([]);
    scanner.meanwhile = () => Promise.resolve();
  });
});
