import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { at } from '../../../../../test/support/builders.js';
import { Desk } from '../../../../../test/support/desk.js';
import { sha256 } from '#wire';

const id = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const bytes = Buffer.from('as it came');

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
  await desk.logIn();
});
afterAll(() => desk.close());

const show = (kept: Buffer, out: string) => {
  desk.server.on(`GET /api/v1/quarantine/${id}`, () => ({
    ...{ id, link: 'a'.repeat(32), messageId: null, code: 'FRAME_INVALID', detail: null },
    ...{ size: kept.length, sha256: sha256(bytes), at: at(), evidence: kept.toString('base64') },
  }));
  return desk.liaise(['quarantine', 'show', id, '--purpose', 'DETECTION', '--out', desk.file(out)]);
};

it('lists ids without characters that act on a terminal', async () => {
  const row = {
    id: 'a\u202eb\u009bc',
    link: 'a'.repeat(32),
    messageId: null,
    code: 'FRAME_INVALID',
  };
  const rows = [{ ...row, detail: null, size: 1, sha256: sha256(bytes), at: at() }];
  desk.server.on('GET /api/v1/quarantine', () => ({ rows, next: null }));
  const { code, out } = await desk.liaise(['quarantine', 'list', '--purpose', 'DETECTION']);
  expect([code, out]).toEqual([0, expect.not.stringMatching(/[\u202e\u009b]/)]);
});

it('writes what was refused as it came, and no empty file for what was let go by the rule', async () => {
  expect((await show(bytes, 'kept.bin')).code).toBe(0);
  expect(readFileSync(desk.file('kept.bin'))).toEqual(bytes);
  const gone = await show(Buffer.alloc(0), 'gone.bin');
  expect([gone.code, gone.err]).toEqual([0, expect.stringMatching('gone by the rule')]);
  expect(gone.out).toMatch(sha256(bytes));
  expect(existsSync(desk.file('gone.bin'))).toBe(false);
});
