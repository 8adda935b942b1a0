import { beforeAll, describe, expect, it } from '@jest/globals';
import type { BuildPackages } from '#capabilities/packages/making/build-packages.jobs';
import { parseReaderLabel } from '#capabilities/packages/variants.model';
import type { DocumentId, ThreadId } from '#kernel';
import { names, type PackageIndex, readZip, verifyPackage } from '#package';
import { readDisclosure } from '#wire';
import type { Packing } from '../fixtures/packing.js';
import type { TwoStates } from '../../support/two-states.js';
import { answeredThread, packingStates } from './packing.js';

const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? '').toString('utf8');
const fileOf = (bytes: Uint8Array, name: string): Uint8Array | undefined =>
  readZip(bytes).find((each) => each.name === name)?.content;
const later = (): Date => new Date(Date.now() + 60_000);

describe('an evidence package for one reader', () => {
  let two: TwoStates;
  let a: Packing;
  let thread: ThreadId;
  let request: DocumentId;
  let build: BuildPackages;

  beforeAll(async () => {
    ({ two, a } = await packingStates());
    ({ thread, request } = await answeredThread(two));
    await a.stampLog();
    build = await a.builder();
  }, 120_000);

  it('is built for a named reader: what is withheld from it is listed, and stands nowhere in the file', async () => {
    const photograph = `${request}/1`;
    const reader = parseReaderLabel('defence-1');
    const wrong = a.ask(thread, { reader, withhold: [{ item: 'item.vieved', reason: 'LAW' }] });
    await expect(wrong).rejects.toMatchObject({ code: 'PACKAGE_VARIANT_INVALID' });
    const withhold = [
      { item: photograph, reason: 'THIRD_PERSON' },
      { item: 'item.viewed', reason: 'NOT_NEEDED' },
    ] as const;
    const asked = await a.ask(thread, { reader, withhold });
    expect(asked).toMatchObject({ reader, show: [], withhold });
    await a.until(() => Promise.resolve(build), 'BUILT');
    const bytes = await a.opened(thread);
    const known = { roots: a.roots(bytes), at: later() };
    const report = await verifyPackage(bytes, known);
    expect(report.checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(report.exit).toBe(0);
    expect(text(fileOf(bytes, names.record))).toContain('"reader":"defence-1"');
    const shown = JSON.parse(text(fileOf(bytes, names.index))) as PackageIndex;
    expect(shown.messages[0]).toMatchObject({ attachments: ['THIRD_PERSON'], withheld: null });
    expect(shown.events.filter(({ withheld }) => withheld === 'NOT_NEEDED').length).toBeGreaterThan(
      0,
    );
    expect(bytes.includes('a photograph')).toBe(false);
    expect(bytes.includes('"typ":"item.viewed"')).toBe(false);
    // The minimum: of the digests only the thread is opened, not the actor.
    const opened = readZip(bytes).filter(({ name }) =>
      name.startsWith('data/custody/disclosures/'),
    );
    const values = opened.flatMap(({ content }) =>
      (JSON.parse(text(content)) as { shown: string[] }).shown.map(readDisclosure),
    );
    expect(values.length).toBeGreaterThan(0);
    expect(new Set(values.map((value) => value?.name))).toEqual(new Set(['case']));
    const [built] = await two.a.sql<{ reader: string }>(
      `select convert_from(leaf, 'UTF8')::jsonb #>> '{data,reader}' as reader from journal.event
       where typ = 'pkg.built' and thread = '${thread}' order by id desc limit 1`,
    );
    expect(built).toEqual({ reader });
  }, 60_000);
});
