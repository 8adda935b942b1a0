import { beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { Session } from '#access';
import { isCoded, parseAuthorityId, type ThreadId } from '#kernel';
import { firstPage, type TwoStates } from '../../support/two-states.js';
import { sharedStates } from './states.js';

// Attacker with full rights in the database who is also an officer of another authority or desk.
describe('rows moved to where another officer may read them', () => {
  let two: TwoStates;
  let asked: ThreadId;
  const other = parseAuthorityId('coast-guard');
  const elsewhere = (name: string): Session => ({ ...two.b.session(name), authority: other });

  beforeAll(async () => {
    two = await sharedStates();
    const sent = await two.a.submit.submitDocument(two.a.session('ana'), await two.request());
    asked = sent.thread;
    await two.a.reached(asked, 'OPENED');
  }, 60_000);

  const moveTo = async (authority: string): Promise<void> => {
    await two.b.sql('update cases.thread set authority = $2 where id = $1', [asked, authority]);
    await two.b.sql('update cases.dispatch set authority = $2 where thread = $1', [
      ...[asked, authority],
    ]);
  };
  const code = (read: Promise<unknown>): Promise<string> =>
    read.then(
      () => 'shown',
      (error: unknown) => (isCoded(error) ? error.code : String(error)),
    );
  const page = (session: Session) =>
    two.b.askedDocuments.page(session, asked, 'INVESTIGATION', firstPage);

  it('do not open for an officer of another authority', async () => {
    expect(await code(page(elsewhere('ben')))).toBe('NOT_FOUND');
    await moveTo('coast-guard');
    expect(await code(page(elsewhere('ben')))).toBe('STORAGE_CORRUPT');
    const rows = two.b.asked.listThreads(
      elsewhere('ben'),
      { limit: 10, before: null },
      'INVESTIGATION',
    );
    expect(await code(rows)).toBe('STORAGE_CORRUPT');
    await moveTo('border-police');
    expect(await code(page(two.b.session('ben')))).toBe('shown');
  }, 60_000);

  it('do not open at the other desk of the same authority', async () => {
    await two.a.sql(`update cases.thread set side = 'ASKED' where id = $1`, [asked]);
    const read = two.a.askedDocuments.page(two.a.session('ben'), asked, 'INVESTIGATION', firstPage);
    expect(await code(read)).toBe('STORAGE_CORRUPT');
    await two.a.sql(`update cases.thread set side = 'ASKING' where id = $1`, [asked]);
  }, 60_000);

  it('give nobody a file that an officer of another authority sent', async () => {
    const content = Buffer.alloc(1_000, 7);
    const ana = two.a.session('ana');
    const { upload } = await two.a.upload.begin(ana, content.length);
    await two.a.upload.chunk(ana, upload, 0, content);
    const { size, sha256, sha512 } = await two.a.upload.finish(ana, upload);
    expect(sha256).toBe(createHash('sha256').update(content).digest('hex'));
    // Size and hashes in a row are enough to name the file in an own document.
    await two.a.sql(`update cases.upload set authority = 'coast-guard' where id = $1`, [upload]);
    const attachments = [
      { name: 'mine.bin', mediaType: 'application/octet-stream', size, sha256, sha512 },
    ];
    const from = { state: two.a.state.state, authority: other, officer: ana.officer };
    const document = await two.request({ from, attachments });
    const thief = { ...ana, authority: other };
    const taken = two.a.submit.submitDocument(thief, { ...document, uploads: [upload] });
    expect(await code(taken)).toBe('STORAGE_CORRUPT');
  }, 60_000);
});
