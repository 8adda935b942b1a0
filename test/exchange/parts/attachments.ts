import { beforeAll, describe, expect, it } from '@jest/globals';
import { isCoded, type AttachmentEntry, type DocumentId, type ThreadId } from '#kernel';
import { transferPiece } from '#capabilities/attachments/pieces.model';
import type { AttachmentProgress } from '#capabilities/attachments/attachments.contract';
import { Uploads } from '#capabilities/attachments/uploads.rows';
import { SubmitDispatch } from '#journey/01-submit';
import { FileDispatch } from '#journey/submit/file-dispatch';
import { TakeFiles } from '#journey/submit/take-files';
import type { ReadAttachment } from '#capabilities/attachments/read-attachment.service';
import type { ReadThread } from '#capabilities/requests/read-thread.queries';
import type { Session } from '#access';
import { Mailbox } from '#mailbox';
import { AttachmentReader } from '#objects';
import { decodeBatch, encodeBatch, sha256, sha512 } from '#wire';
import type { TestGateway } from '../../support/gateway.js';
import { testLimits } from '../../support/journal.js';
import { eventually } from '../../support/nats.js';
import { bytesFor } from '../../support/objects.js';
import { firstPage, type TwoStates } from '../../support/two-states.js';
import { sharedStates } from './states.js';

const purpose = 'INVESTIGATION' as const;
const piece = transferPiece.bytes;

class Careless extends AttachmentReader {
  override async *decryptStream(): AsyncGenerator<Uint8Array, void, undefined> {
    yield await Promise.resolve(Buffer.from('%PDF-1.7'));
  }
}

describe('attachments between two States', () => {
  let two: TwoStates;

  beforeAll(async () => {
    two = await sharedStates();
    for (const { errors } of [two.a, two.b]) errors.length = 0;
  }, 60_000);

  async function upload(
    gateway: TestGateway,
    session: Session,
    name: string,
    bytes: Buffer,
    mediaType = 'application/octet-stream',
  ): Promise<{ entry: AttachmentEntry; upload: string }> {
    const { upload: id } = await gateway.upload.begin(session, bytes.length);
    for (let at = 0; at < bytes.length; at += piece)
      await gateway.upload.chunk(session, id, at / piece, bytes.subarray(at, at + piece));
    const { size, sha256, sha512 } = await gateway.upload.finish(session, id);
    return { entry: { name, mediaType, size, sha256, sha512 }, upload: id };
  }

  async function send(
    files: readonly { name: string; bytes: Buffer }[],
  ): Promise<{ thread: ThreadId; dispatch: DocumentId }> {
    const session = two.a.session('ana');
    const uploads = [];
    for (const { name, bytes } of files) uploads.push(await upload(two.a, session, name, bytes));
    const attachments = uploads.map(({ entry }) => entry);
    const ids = uploads.map((item) => item.upload);
    const sent = await two.request({ attachments });
    return two.a.submit.submitDocument(session, { ...sent, uploads: ids });
  }

  async function views(
    read: ReadThread,
    session: Session,
    thread: ThreadId,
    dispatch: DocumentId,
  ): Promise<readonly AttachmentProgress[]> {
    const view = await read.show(session, thread, purpose, firstPage);
    return view.dispatches.find((d) => d.dispatch === dispatch)?.attachments ?? [];
  }

  async function complete(
    read: ReadThread,
    session: Session,
    thread: ThreadId,
    dispatch: DocumentId,
  ): Promise<void> {
    await (session.state === two.a.state.state ? two.a : two.b).whole(dispatch);
    const found = await views(read, session, thread, dispatch);
    expect(found).not.toEqual([]);
    expect(found.map(({ state, have }) => [state, have])).toEqual(
      found.map(({ chunks }) => ['COMPLETE', chunks]),
    );
  }

  async function download(
    files: ReadAttachment,
    session: Session,
    place: { thread: ThreadId; dispatch: DocumentId; position: number },
  ): Promise<Buffer> {
    const pieces: Uint8Array[] = [];
    for (let chunk = 0; ; chunk += transferPiece.chunks) {
      const answer = await files.chunk(session, { ...place, chunk, purpose });
      pieces.push(answer.bytes);
      if (answer.last) return Buffer.concat(pieces);
    }
  }

  const hashes = (bytes: Uint8Array): string[] => [sha256(bytes), sha512(bytes)];

  it('go with a request and with its answer; both sides know when they are whole', async () => {
    const { a, b } = two;
    const [ana, ben] = [a.session('ana'), b.session('ben')];
    const scan = bytesFor(7, 3 * 1024 * 1024 + 5);
    const { thread, dispatch } = await send([
      { name: 'scan.bin', bytes: scan },
      { name: 'empty.txt', bytes: Buffer.alloc(0) },
    ]);
    await complete(b.asked, ben, thread, dispatch);
    const got = await download(b.askedFiles, ben, { thread, dispatch, position: 0 });
    expect(hashes(got)).toEqual(hashes(scan));
    expect(await download(b.askedFiles, ben, { thread, dispatch, position: 1 })).toHaveLength(0);
    // The sender's own copy opens too and shows the progress.
    await complete(a.asking, ana, thread, dispatch);
    const own = await download(a.askingFiles, ana, { thread, dispatch, position: 0 });
    expect(hashes(own)).toEqual(hashes(scan));

    await b.claim.claimRequest(ben, thread);
    const photo = bytesFor(9, 300_000);
    const sent = await upload(b, ben, 'photo.bin', photo);
    const answer = await two.compose(b.state, a.state, 'ben', {
      kind: 'response',
      thread,
      inReplyTo: dispatch,
      body: { final: true, information: 'See the photograph.' },
      attachments: [sent.entry],
    });
    await b.answer.submitDocument(ben, { ...answer, uploads: [sent.upload] });
    await complete(a.asking, ana, thread, answer.id);
    const back = await download(a.askingFiles, ana, { thread, dispatch: answer.id, position: 0 });
    expect(hashes(back)).toEqual(hashes(photo));
    await complete(b.asked, ben, thread, answer.id);

    const exports = await b.sql<{ count: number }>(
      `select count(*)::int as count from journal.event where typ = 'item.exported'`,
    );
    expect(exports[0]?.count).toBe(2);
  }, 90_000);

  it('are refused that are not what their name or media type says, as often as it is tried, and then sent as they are', async () => {
    const { a, b } = two;
    const ana = a.session('ana');
    const program = Buffer.from('4d5a90000300000004000000ffff0000', 'hex');
    const whole = await upload(a, ana, 'plan.bin', program);
    for (const [said, detail] of [
      [{ name: 'plan.pdf' }, 'attachment 1: not the bytes of application/pdf'],
      [{ mediaType: 'image/png' }, 'attachment 1: not the bytes of image/png'],
      [
        { name: 'plan.pdf', mediaType: 'image/png' },
        'attachment 1: named .pdf, stated to be image/png',
      ],
    ] as const) {
      const sent = await two.request({ attachments: [{ ...whole.entry, ...said }] });
      await expect(
        a.submit.submitDocument(ana, { ...sent, uploads: [whole.upload] }),
      ).rejects.toMatchObject({
        code: 'ATTACHMENT_TYPE_DIFFERS',
        detail,
      });
    }
    // With a neutral name it is accepted without another upload; a correct type is accepted under its own name.
    const picture = await upload(
      a,
      ana,
      'p.PNG',
      Buffer.from('89504e470d0a1a0a00', 'hex'),
      'image/png',
    );
    const both = [whole, picture];
    const sent = await two.request({ attachments: both.map(({ entry }) => entry) });
    const uploads = both.map((each) => each.upload);
    const { thread, dispatch } = await a.submit.submitDocument(ana, { ...sent, uploads });
    await complete(b.asked, b.session('ben'), thread, dispatch);
    for (const position of [0, 1]) {
      const place = { thread, dispatch, position, chunk: 0, purpose };
      expect((await b.askedFiles.chunk(b.session('ben'), place)).differs).toBe(false);
    }
  });

  it('come marked when a neighbour does not look, and are given out all the same', async () => {
    const { a, b } = two;
    const [ana, ben] = [a.session('ana'), b.session('ben')];
    const bytes = Buffer.from('4d5a90000300000004000000ffff0000', 'hex');
    const file = await upload(a, ana, 'plan.pdf', bytes, 'application/pdf');
    const sent = await two.request({ attachments: [file.entry] });
    const { store, trust, cases, keys, journal } = await a.parts('requests');
    const files = new TakeFiles(new Uploads(keys), new Careless(a.objectStore));
    const filing = new FileDispatch(trust, cases, new Mailbox(), journal, files, a.limits);
    const careless = new SubmitDispatch(store, trust, cases, journal, filing, 'ASKING', a.limits);
    const { thread, dispatch } = await careless.submitDocument(ana, {
      ...sent,
      uploads: [file.upload],
    });
    await complete(b.asked, ben, thread, dispatch);
    const place = { thread, dispatch, position: 0, chunk: 0, purpose };
    const got = await b.askedFiles.chunk(ben, place);
    expect([got.differs, Buffer.from(got.bytes)]).toEqual([true, bytes]);
  });

  it('resume when the receiver restarts half-way; until then nothing is given out', async () => {
    const { a, b } = two;
    const ben = b.session('ben');
    let publishes = 0;
    a.onChunks = async (bytes) => {
      publishes += 1;
      if (publishes === 5) await b.stopExchange();
      return bytes;
    };
    const scan = bytesFor(11, 3 * 1024 * 1024);
    const { thread, dispatch } = await send([{ name: 'scan.bin', bytes: scan }]);
    await eventually(() => Promise.resolve(publishes >= 12), 30_000);
    const [half] = await views(b.asked, ben, thread, dispatch);
    expect(half).toMatchObject({ state: 'PARTIAL', chunks: 12 });
    expect(half?.have).toBeLessThan(12);
    await expect(
      b.askedFiles.chunk(ben, { thread, dispatch, position: 0, chunk: 0, purpose }),
    ).rejects.toMatchObject({ code: 'ATTACHMENT_NOT_COMPLETE' });
    await b.startExchange(two.borders[1], two.neighbour('listen'));
    await complete(b.asked, ben, thread, dispatch);
    const got = await download(b.askedFiles, ben, { thread, dispatch, position: 0 });
    expect(hashes(got)).toEqual(hashes(scan));
  }, 90_000);

  it('are not harmed by a broker that alters and swallows chunks: those are asked for again', async () => {
    const { a, b } = two;
    const ben = b.session('ben');
    const exportsOf = (): Promise<{ count: number }[]> =>
      b.sql(`select count(*)::int as count from journal.event where typ = 'item.exported'`);
    const refused = b.chunks.refused;
    const done = new Set<number>();
    a.onChunks = (bytes) => {
      const batch = decodeBatch(bytes);
      const chunks = batch.chunks.flatMap((chunk) => {
        if (done.has(chunk.index) || (chunk.index !== 2 && chunk.index !== 3)) return [chunk];
        done.add(chunk.index);
        if (chunk.index === 3) return [];
        const ciphertext = Buffer.from(chunk.ciphertext);
        ciphertext.writeUInt8(ciphertext.readUInt8(1000) ^ 1, 1000);
        return [{ ...chunk, ciphertext }];
      });
      return Promise.resolve(encodeBatch({ ...batch, chunks }));
    };
    const scan = bytesFor(13, 1_500_000);
    const { thread, dispatch } = await send([{ name: 'scan.bin', bytes: scan }]);
    await complete(b.asked, ben, thread, dispatch);
    expect(b.chunks.refused).toBe(refused + 1);
    // A download from the middle is logged too, once.
    const before = (await exportsOf())[0]?.count ?? 0;
    for (const chunk of [3, 4])
      await b.askedFiles.chunk(ben, { thread, dispatch, position: 0, chunk, purpose });
    expect(await exportsOf()).toEqual([{ count: before + 1 }]);
    const got = await download(b.askedFiles, ben, { thread, dispatch, position: 0 });
    expect(hashes(got)).toEqual(hashes(scan));
    await complete(a.asking, a.session('ana'), thread, dispatch);
  }, 90_000);

  it('that no opened message of the link announced are dropped', async () => {
    const { a, b } = two;
    const unexpected = b.chunks.unexpected;
    a.onChunks = (bytes) => {
      const { frames, chunks } = decodeBatch(bytes);
      a.onChunks = (later) => Promise.resolve(later);
      const foreign = chunks.map((chunk) => ({ ...chunk, root: sha256(chunk.ciphertext) }));
      return Promise.resolve(encodeBatch({ frames, chunks: foreign }));
    };
    const { thread, dispatch } = await send([{ name: 'note.txt', bytes: Buffer.from('a note') }]);
    await complete(b.asked, b.session('ben'), thread, dispatch);
    expect(b.chunks.unexpected).toBe(unexpected + 1);
    const faults = [...a.errors, ...b.errors].filter((e) => !isCoded(e) || e.action !== 'retry');
    expect(faults).toEqual([]);
  }, 90_000);

  it('beyond the limits of either side are refused: at once by the sender, signed by the receiver', async () => {
    const { a, b } = two;
    const refused = (sent: Promise<unknown>): Promise<unknown> =>
      sent.then(
        () => 'sent',
        (error: unknown) => (isCoded(error) ? [error.code, error.detail] : error),
      );
    const three = [1, 2, 3].map((n) => ({ name: `${n}.bin`, bytes: bytesFor(n, 10) }));
    a.limits.attachmentsPerDocument = 2;
    const code = 'ATTACHMENTS_OVER_LIMIT';
    expect(await refused(send(three))).toEqual([code, '3 attachments; at most 2']);
    a.limits.attachmentsPerDocument = 3;

    b.limits.attachmentsPerDocument = 2;
    const { thread, dispatch } = await send(three);
    const stage = async (name: string) =>
      (await two.stages(thread)).find((stage) => stage.stage === name);
    await a.reached(thread, 'REJECTED');
    expect((await stage('REJECTED'))?.code).toBe(code);
    // Nothing is lost: the receiver keeps the sealed bytes and files nothing.
    const kept = await b.sql<{ detail: string; whole: boolean }>(
      `select q.detail, q.evidence_sha256 = d.ciphertext_sha256 as whole from mailbox.quarantine q
       join mailbox.delivery d using (link_id, message_id) where q.code = $1`,
      [code],
    );
    expect(kept).toEqual([{ detail: '3 attachments; at most 2', whole: true }]);
    expect(await b.sql('select 1 from cases.dispatch where id = $1', [dispatch])).toEqual([]);
    expect(await stage('OPENED')).toBeUndefined();

    b.limits.attachmentBytes = 1_000;
    const large = await send([{ name: 'large.bin', bytes: bytesFor(4, 1_001) }]);
    await a.reached(large.thread, 'REJECTED');
    const fits = await send([{ name: 'fits.bin', bytes: bytesFor(5, 1_000) }]);
    await complete(b.asked, b.session('ben'), fits.thread, fits.dispatch);
    for (const { limits } of [a, b]) Object.assign(limits, testLimits());
  }, 90_000);
});
