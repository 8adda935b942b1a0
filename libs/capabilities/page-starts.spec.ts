import { describe, expect, it } from '@jest/globals';
import { anAuthority, anOfficer, aDocumentId, aThreadId } from '../../test/support/builders.js';
import { Copies } from '#capabilities/copies/copies.rows';
import { DeskNotices } from '#capabilities/assignment/desk-notices.rows';
import { Recalls } from '#capabilities/disclosure/recalls/recalls.rows';
import { Releases } from '#capabilities/disclosure/releases/releases.rows';
import { RetentionRows } from '#capabilities/retention/retention.rows';
import { parseListPlace, type ListPlace } from '#capabilities/requests/list-place.model';
import { listThreads } from '#capabilities/requests/thread-list.queries';
import type { Tx } from '#store';

const nothing = { query: () => Promise.resolve([]) } as unknown as Tx;
const authority = anAuthority();
const all = { limit: 9, all: false };
const desk = { side: 'ASKED', authority, officer: anOfficer() } as const;
const [document, thread] = [aDocumentId('none'), aThreadId('none')];

const threadsAfter = async (after: ListPlace | null) =>
  (await listThreads(nothing, desk, { limit: 9, after })).threads;

describe('a page of a list', () => {
  it.each<[string, (begins: boolean) => Promise<readonly unknown[]>]>([
    [
      'recalls',
      (be) => new Recalls().listRecalls(nothing, 'ASKED', { ...all, after: be ? document : null }),
    ],
    [
      'releases',
      (be) =>
        new Releases().listReleases(nothing, 'ASKED', { ...all, after: be ? document : null }),
    ],
    [
      'copies',
      (be) =>
        new Copies().listCopies(nothing, authority, { limit: 9, after: be ? document : null }),
    ],
    [
      'what was not copied',
      (be) => new Copies().withheld(nothing, authority, { limit: 9, after: be ? document : null }),
    ],
    ['notices', (be) => new DeskNotices().listNotices(nothing, desk, 9, be ? document : null)],
    ['threads', (be) => threadsAfter(be ? parseListPlace(thread) : null)],
    [
      'reviews',
      (be) => new RetentionRows().due(nothing, desk, { limit: 9, after: be ? thread : null }),
    ],
  ])('of %s that begins after what nobody has is refused, and is not the end', async (...row) => {
    const [, list] = row;
    expect(await list(false)).toEqual([]);
    await expect(list(true)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      detail: 'after',
    });
  });
});
