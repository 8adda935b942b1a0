import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  parseAuthorityId,
  parseFingerprint,
  parseOfficerId,
  parseStateCode,
  timestamp,
} from '#kernel';
import { transferPiece } from './pieces.model.js';
import { Uploads } from './uploads.rows.js';
import { journalOf } from '../../../test/support/journal.js';
import { openStore } from '../../../test/support/objects.js';
import { UploadAttachment, type UploadLimits } from './upload-attachment.service.js';
import type { Session } from '#access';
import { Scanner } from '#scan';
import { Store } from '#store';
import { KeyRing } from '#trust';

const piece = transferPiece.bytes;

describe('uploads', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'uploads-'));
    await mkdir(join(folder, 'test'), { mode: 0o700 });
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const session = (officer: string): Session => ({
    state: parseStateCode('XA'),
    officer: parseOfficerId(officer),
    authority: parseAuthorityId('border-police'),
    fingerprint: parseFingerprint('A'.repeat(40)),
    roles: ['LIAISON_OFFICER'],
    compartments: ['ENFORCEMENT'],
    expiresAt: timestamp(new Date()),
  });

  async function flow(limits: UploadLimits = {}): Promise<UploadAttachment> {
    const store = new Store({
      socketDir: folder,
      port: 1,
      database: 'none',
      user: 'none',
      password: '',
      poolSize: 1,
      service: 'test',
    });
    const objects = await openStore(join(folder, 'objects'));
    const uploads = new Uploads(new KeyRing(folder, 'test'));
    const { journal } = journalOf('requests');
    return new UploadAttachment(store, uploads, objects, journal, new Scanner(''), limits);
  }

  const files = (): Promise<string[]> => readdir(join(folder, 'objects', 'tmp'));

  it('take pieces in order, the last one also twice, and nothing else', async () => {
    const uploads = await flow();
    const ana = session('ana');
    const { upload } = await uploads.begin(ana, 2 * piece);
    const bytes = Buffer.alloc(piece, 1);
    await uploads.chunk(ana, upload, 0, bytes);
    await uploads.chunk(ana, upload, 0, bytes);
    const refused = { code: 'UPLOAD_OUT_OF_ORDER', detail: 'piece 1' };
    for (const [index, other] of [
      [0, Buffer.alloc(piece, 2)],
      [2, bytes],
      [-1, bytes],
      [1, Buffer.alloc(piece + 1)],
    ] as const)
      await expect(uploads.chunk(ana, upload, index, other)).rejects.toMatchObject(refused);
    await uploads.chunk(ana, upload, 1, bytes);
    await uploads.close();
    expect(await files()).toEqual([]);
  });

  it('belong to the officer who began them; to others they do not exist', async () => {
    const uploads = await flow();
    const { upload } = await uploads.begin(session('ana'), 10);
    const unknown = { code: 'UPLOAD_NOT_OPEN' };
    const ben = session('ben');
    await expect(uploads.chunk(ben, upload, 0, Buffer.alloc(10))).rejects.toMatchObject(unknown);
    await expect(uploads.finish(ben, upload)).rejects.toMatchObject(unknown);
    await uploads.chunk(session('ana'), upload, 0, Buffer.alloc(10));
    await uploads.close();
  });

  it('are bounded for an officer and in all', async () => {
    const uploads = await flow({ perOfficer: 2, total: 3 });
    const limit = { code: 'UPLOAD_LIMIT' };
    await uploads.begin(session('ana'), 1);
    await uploads.begin(session('ana'), 1);
    await expect(uploads.begin(session('ana'), 1)).rejects.toMatchObject(limit);
    await uploads.begin(session('ben'), 1);
    await expect(uploads.begin(session('cid'), 1)).rejects.toMatchObject(limit);
    await uploads.close();
    await uploads.begin(session('cid'), 1);
    await uploads.close();
  });

  it('are given up when they idle, and when more comes than was declared', async () => {
    const uploads = await flow({ idleMs: 50 });
    const ana = session('ana');
    const first = await uploads.begin(ana, 10);
    const long = uploads.chunk(ana, first.upload, 0, Buffer.alloc(11));
    await expect(long).rejects.toMatchObject({ code: 'OBJECT_SIZE_MISMATCH' });
    const second = await uploads.begin(ana, 10);
    await new Promise((resolve) => setTimeout(resolve, 150));
    const late = uploads.chunk(ana, second.upload, 0, Buffer.alloc(10));
    await expect(late).rejects.toMatchObject({ code: 'UPLOAD_NOT_OPEN' });
    expect(await files()).toEqual([]);
  });
});
