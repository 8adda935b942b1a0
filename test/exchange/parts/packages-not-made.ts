import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { renameSync } from 'node:fs';
import type { BuildPackages } from '#capabilities/packages/making/build-packages.jobs';
import { packageBounds } from '#capabilities/packages/packages.lists';
import type { Sha256, ThreadId } from '#kernel';
import type { Packing } from '../fixtures/packing.js';
import type { TwoStates } from '../../support/two-states.js';
import { answeredThread, packingStates } from './packing.js';

describe('an evidence package that is not made', () => {
  let two: TwoStates;
  let a: Packing;
  let thread: ThreadId;
  let photo: Sha256;

  beforeAll(async () => {
    ({ two, a } = await packingStates());
    ({ thread, photo } = await answeredThread(two));
    await a.stampLog();
  }, 120_000);
  beforeEach(() => {
    a.failures.splice(0);
  });

  const over = (build: BuildPackages): Promise<string[]> =>
    a.until(() => Promise.resolve(build), 'FAILED');
  async function says(failure: string, states: readonly string[]): Promise<void> {
    expect(await a.row()).toMatchObject({
      ...{ state: 'FAILED', failure, exit: null, size: null },
      ...{ thread_key: null, package_key: null, root: null },
    });
    expect(states.at(-1)).toBe('FAILED');
    expect(a.failures).toEqual([expect.stringMatching(failure)]);
    const { exhibit } = await a.row();
    const builtEvents = await two.a.sql<{ typ: string }>(
      `select typ from journal.event where typ = 'pkg.built'
         and convert_from(leaf, 'UTF8')::jsonb #>> '{data,exhibit}' = '${exhibit}'`,
    );
    expect(builtEvents).toEqual([]);
  }
  const tamper = (sql: string): Promise<unknown> =>
    two.a.sql(
      `do $$ begin perform set_config('session_replication_role', 'replica', true); ${sql}; end $$`,
    );

  it('says so where no witness of its policy has cosigned, after twelve hours', async () => {
    const policy = await unmetPolicy();
    const build = await a.builder({ policy });
    await a.ask(thread);
    await a.until(() => Promise.resolve(build), 'WAITING_FOR_CHECKPOINT');
    await two.a.witness.offer();
    await build.run();
    expect(await a.row()).toMatchObject({ state: 'WAITING_FOR_CHECKPOINT', failure: null });
    await two.a.sql(
      `update cases.package set gathered_at = gathered_at - interval '13 hours' where state = 'WAITING_FOR_CHECKPOINT'`,
    );
    // A State that was off meanwhile could not hear a witness: it listens for a while first.
    let aheadMs = 0;
    const anew = await a.builder({ policy }, () => Date.now() + aheadMs);
    await anew.run();
    expect(await a.row()).toMatchObject({ state: 'WAITING_FOR_CHECKPOINT', failure: null });
    while (aheadMs < packageBounds.chanceMs) {
      aheadMs += packageBounds.deafMs / 2;
      await anew.run();
    }
    await says('PACKAGE_UNCOSIGNED', await over(anew));
  }, 60_000);

  it('says so where no time-stamp authority answers', async () => {
    await a.ask(thread);
    const seen = await over(await a.builder({ authorities: [] }));
    expect(seen).toContain('SEALING');
    await says('PACKAGE_UNTIMED', seen);
  }, 60_000);

  it('says so where none answers for hours while this State listens, or not within a day', async () => {
    const hour = 3_600_000;
    let aheadMs = 0;
    const now = (): number => Date.now() + aheadMs;
    for (const hours of [21, 25]) {
      a.failures.splice(0);
      await a.ask(thread);
      await a.until(() => a.builder(), 'SEALING');
      aheadMs = hours * hour;
      const anew = await a.builder({}, now);
      // The first look seals it, the second asks for the stamp.
      await anew.run();
      await anew.run();
      expect(await a.row()).toMatchObject({ state: hours === 21 ? 'SEALING' : 'FAILED' });
      while (aheadMs < hours * hour + packageBounds.chanceMs) {
        aheadMs += packageBounds.deafMs / 2;
        await anew.run();
      }
      await anew.run();
      await says('PACKAGE_UNTIMED', ['FAILED']);
    }
  }, 60_000);

  it('says so where a file is not there', async () => {
    const path = two.a.objectStore.dataPath(photo);
    renameSync(path, `${path}.away`);
    await a.ask(thread);
    await says('PACKAGE_FILE_MISSING', await over(await a.builder()));
    renameSync(`${path}.away`, path);
  }, 60_000);

  it('says so where the verifier does not pass it, and gives it out to nobody', async () => {
    const of = `dispatch in (select id from cases.dispatch where thread = '${thread}' and direction = 'OUT')`;
    const turned = (at: number): string =>
      `update cases.crossing set envelope_signature = set_byte(envelope_signature, length(envelope_signature) - 1,
         get_byte(envelope_signature, length(envelope_signature) - 1) # ${at}) where ${of}`;
    await tamper(turned(1));
    await a.ask(thread);
    await says('PACKAGE_REFUSED', await over(await a.builder()));
    expect(a.failures).toEqual([expect.stringMatching('V04 ENVELOPE_SIGNATURE')]);
    await tamper(turned(1));
  }, 60_000);

  it('says so where a step fails on end; others do not wait behind it', async () => {
    const { thread: other } = await answeredThread(two);
    const of = `thread = '${thread}' and direction = 'IN'`;
    const turned = `update cases.dispatch set content = set_byte(content, 40, get_byte(content, 40) # 1) where ${of}`;
    await tamper(turned);
    const { exhibit } = await a.ask(thread);
    await a.ask(other);
    const build = await a.builder();
    let error: unknown;
    const run = (): Promise<void> =>
      build.run().then(
        () => undefined,
        (found: unknown) => void (error = found),
      );
    await a.until(() => Promise.resolve({ run }), 'BUILT');
    expect(error).toMatchObject({ code: 'STORAGE_CORRUPT' });
    const own = `exhibit = '${exhibit}'`;
    expect([await a.row(own), await a.row(`thread = '${other}'`)]).toMatchObject([
      { state: 'WAITING_FOR_CHECKPOINT', failure: null },
      { state: 'BUILT', exit: 0 },
    ]);
    // Each step lasts longer than the pause after which this State counts as having been off.
    let now = Date.now();
    const slow = await a.builder({}, () => (now += 45_000));
    const begun = now;
    let looks = 0;
    for (let failed = false; !failed; looks += 1)
      failed = await slow.run().catch((found: unknown) => {
        expect(found).toMatchObject({ code: 'STORAGE_CORRUPT' });
        return false;
      });
    expect(looks).toBeGreaterThan(2);
    expect(now - begun).toBeGreaterThan(packageBounds.failingMs);
    expect(now - begun).toBeLessThan(2 * packageBounds.failingMs);
    expect(await a.row(own)).toMatchObject({ state: 'FAILED', failure: 'PACKAGE_FAILED' });
    expect(a.failures).toEqual([expect.stringMatching('STORAGE_CORRUPT')]);
    await tamper(turned);
  }, 60_000);

  async function unmetPolicy(): Promise<string> {
    const { store, trust } = await two.a.parts('evidence');
    await store.transaction({ step: 'build-package' }, (tx) => trust.refresh(tx));
    const log = trust.own().logKeys.allNoteKeys('log').at(-1)?.vkey ?? '';
    const mirror = trust.own().logKeys.allNoteKeys('witness').at(-1)?.vkey ?? '';
    const neighbour =
      trust.directoryOf(two.b.state.state).logKeys.allNoteKeys('witness').at(-1)?.vkey ?? '';
    // The policy demands the own mirror beside the neighbour; there is none.
    const named = `witness own ${mirror}\nwitness theirs ${neighbour}\n`;
    return `log ${log}\n${named}group both all own theirs\nquorum both\n`;
  }
});
