import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { WatchLog } from '#capabilities/audit/watch-log.jobs';
import { notesAbove } from '#journal';
import {
  cosign,
  formatVerifierKey,
  makeSigner,
  openCheckpoint,
  openWithSecond,
  parseLogProof,
  parseOffer,
  secondVerifier,
  type Signer,
  signSecondNote,
} from '#tlog';
import type { ServiceParts, TestGateway } from '../../support/gateway.js';
import { eventually } from '../../support/nats.js';
import { TwoStates } from '../../support/two-states.js';
import { tellHealth } from '../fixtures/packing.js';
import { OutsideSteps, OutsideWitness, type Said } from '../fixtures/outside-witness.js';

class Outside {
  private constructor(
    private readonly witness: OutsideWitness,
    private readonly by: OutsideSteps,
    readonly watch: WatchLog,
  ) {}

  static async openFor(state: TestGateway, witness: OutsideWitness): Promise<Outside> {
    const { store, trust, journal } = state.auditParts(await state.stores.open('audit'));
    const demanded = { policy: undefined, outside: [witness.signer.verifier] };
    const watch = new WatchLog(store, trust, journal, demanded, () => undefined);
    return new Outside(witness, await OutsideSteps.openFor(state, witness), watch);
  }

  get log(): Signer {
    return this.by.log;
  }

  get alarms(): string[] {
    return this.by.alarms;
  }

  get failures(): string[] {
    return this.by.failures;
  }

  offer(): Promise<unknown> | undefined {
    return this.by.steps[0]?.run();
  }

  round(): Promise<void> {
    return this.by.round();
  }

  /** Milliseconds for which the audit service waits after one more look. */
  async pause(): Promise<number> {
    const { run, pollMs } = this.by.step;
    expect(await run(false)).toBe(false);
    return typeof pollMs === 'function' ? pollMs() : NaN;
  }

  async collectAlarms(answer: (offer: Buffer) => Said): Promise<readonly string[]> {
    this.witness.answer = answer;
    await this.round();
    this.witness.answer = (offer) => this.witness.honest(offer);
    return this.alarms.splice(0);
  }

  row(): Promise<{ held: string; failures: number; size: string }[]> {
    return this.by.state.sql('select held, failures, size from journal.outside_witness');
  }

  kept(): Promise<{ size: string; line: string; second: string; note: string }[]> {
    return this.by.state.sql(
      `select size, o.line, o.second, c.note from journal.outside_cosignature o
       join journal.checkpoint c using (size) order by size`,
    );
  }
}

let two: TwoStates;
let witness: OutsideWitness;
let outside: Outside;
let audit: ServiceParts;

async function cosignedByNeighbour(): Promise<number> {
  const newest = async () =>
    Number(
      (await two.a.sql<{ size: string }>('select max(size) as size from journal.cosignature'))[0]
        ?.size,
    );
  const before = await newest();
  await tellHealth(audit);
  const unreleased = `select 1 from journal.pending
    union all select 1 from journal.leaf, journal.released where index >= size`;
  await eventually(async () => (await two.a.sql(unreleased)).length === 0);
  await two.a.witness.offer();
  await eventually(async () => (await newest()) > before);
  return newest();
}

const lineBy = (by: Signer, offer: Buffer, at = Date.now() / 1_000): string =>
  cosign(
    openCheckpoint(parseOffer(offer).checkpoint, secondVerifier(outside.log.verifier)),
    by,
    Math.floor(at),
  );
const ok = (body: string): Said => ({ status: 200, body });

describe('a witness outside', () => {
  beforeAll(async () => {
    two = await TwoStates.start();
    witness = await new OutsideWitness().start();
    outside = await Outside.openFor(two.a, witness);
    audit = await two.a.parts('audit');
  }, 60_000);
  afterAll(async () => {
    await two.stop();
    await witness.stop();
  });

  it('is asked below its address, and cosigns what the neighbour has cosigned by the second note', async () => {
    const size = await cosignedByNeighbour();
    expect((await outside.watch.run()).numbers['witnesses']).toBe(2);
    expect(outside.watch.cosigned).toBe('BY_ONE');
    await outside.round();
    expect([witness.offers, outside.alarms]).toEqual([['POST /add-checkpoint'], []]);
    const [kept] = await outside.kept();
    expect(Number(kept?.size)).toBe(size);
    const { verifier } = witness.signer;
    const second = Buffer.from(`${kept?.second ?? ''}${kept?.line ?? ''}`);
    const note = Buffer.from(kept?.note ?? '');
    const opened = openWithSecond(note, second, outside.log.verifier, [verifier]);
    expect([opened.size, opened.note.isSignedBy(verifier)]).toEqual([size, true]);
    // The note of the checkpoint has no such line: no proof fails because of an invalid one.
    const lines = await two.a.sql<{ line: string }>('select line from journal.cosignature');
    expect(lines.some(({ line }) => line.includes(verifier.name))).toBe(false);
    // The proof of an event leads to a checkpoint cosigned by both, with the second note.
    const [event] = await two.a.sql<{ id: string }>(
      'select event as id from journal.leaf order by index limit 1',
    );
    const { store, journal } = audit;
    const proof = await store.transaction({ step: 'test' }, (tx) =>
      journal.proofFor(tx, event?.id ?? ''),
    );
    const point = openWithSecond(
      parseLogProof(Buffer.from(proof.proof)).checkpoint,
      Buffer.from(proof.second ?? ''),
      ...([outside.log.verifier, [verifier, two.b.state.noteSigner('witness').verifier]] as const),
    );
    expect([point.size, point.note.signatures.length]).toEqual([size, 3]);
    // The same for the page of checkpoints behind an export; lines of unnamed keys stay.
    await store.transaction({ step: 'test' }, async (tx) => {
      const keys = await journal.outside.keys(tx);
      expect(keys).toEqual([formatVerifierKey(verifier)]);
      const secondOf = async (known: readonly string[]) =>
        (await notesAbove(tx, size - 1, known)).find((each) => each.size === size)?.second;
      expect(await secondOf(keys)).toBe(second.toString());
      expect(await secondOf([])).toBeNull();
    });
    await outside.watch.run();
    expect(outside.watch.cosigned).toBe('BY_TWO');
    const cosignedEvents = await two.a.sql<{ leaf: Buffer }>(
      `select leaf from journal.event where typ = 'witness.cosigned' and convert_from(leaf, 'UTF8') like '%witness.example/w1%'`,
    );
    expect(cosignedEvents).toHaveLength(1);
  }, 60_000);

  it('is due nine seconds after the last offer once a neighbour has answered, and without an answer after twenty', async () => {
    const now = 'clock_timestamp()';
    const offered = (made: string, sent: string) =>
      two.a.sql(`update journal.outside_witness set made_at = ${made}, sent_at = ${sent}`);
    const askedAgo = (seconds: number) =>
      offered(`${now} - interval '${seconds + 3} s'`, `${now} - interval '${seconds} s'`);
    const answeredAgo = (seconds: number) =>
      two.a.sql(
        `update journal.witness set answered_at = clock_timestamp() - interval '${seconds} s'`,
      );
    await cosignedByNeighbour();
    const due = async (asked: number, answered: number): Promise<unknown> => {
      await askedAgo(asked);
      await answeredAgo(answered);
      const made = await outside.offer();
      await outside.round();
      return made;
    };
    expect(await due(7, 1)).toBe(0);
    expect(await due(15, 20)).toBe(0);
    expect(await due(9.5, 3)).toBe(1);
    expect(await due(19, 30)).toBe(0);
    expect(await due(21, 30)).toBe(1);
    expect(await outside.kept()).toHaveLength(2);
    // The exchange writes when it sent: a taken-over one makes no offer come sooner than nine seconds after the last was
    // made, and holds none back for longer than a minute.
    for (const [made, sent, offers] of [
      [7, '-infinity', 0],
      [75, 'infinity', 1],
    ] as const) {
      await offered(`${now} - interval '${made} s'`, `'${sent}'`);
      await answeredAgo(1);
      expect(await outside.offer()).toBe(offers);
      await outside.round();
    }
    // The step looks again when the offer is due.
    await askedAgo(7.5);
    await answeredAgo(1);
    const pause = await outside.pause();
    expect([pause > 0, pause <= 1_500]).toEqual([true, true]);
    // The second one within a minute is not logged.
    const logged = await two.a.sql(
      `select from journal.event where typ = 'witness.cosigned' and convert_from(leaf, 'UTF8') like '%witness.example/w1%'`,
    );
    expect(logged).toHaveLength(1);
  }, 60_000);

  it('is offered at once what a neighbour answers, and a package hears of both cosignatures', async () => {
    const { store } = await two.a.parts('audit');
    const woken = new Set<string>();
    const ends = ['outside', 'build-package'].map((step) =>
      store.listen(step, () => woken.add(step)),
    );
    // Whoever begins to listen is woken once.
    await eventually(() => Promise.resolve(woken.size === 2));
    await pause(200);
    woken.clear();
    await cosignedByNeighbour();
    await eventually(() => Promise.resolve(woken.size === 2));
    woken.clear();
    await outside.round();
    await eventually(() => Promise.resolve(woken.has('build-package')));
    for (const end of ends) end();
    expect(await outside.kept()).toHaveLength(3);
  }, 60_000);

  it('follows the log from what it holds, also when this State has forgotten it', async () => {
    const size = await cosignedByNeighbour();
    await outside.round();
    expect((await outside.row()).map(({ held }) => Number(held))).toEqual([size]);
    await two.a.sql('delete from journal.outside_witness');
    await cosignedByNeighbour();
    // The first answer states the size (409); the second offer continues from there.
    await outside.round();
    expect((await outside.row()).map(({ held }) => Number(held))).toEqual([size]);
    await outside.round();
    expect(outside.alarms).toEqual([]);
    expect(await outside.kept()).toHaveLength(5);
  }, 60_000);

  it('holds up nothing while it is away: it is asked less and less often, and goes on by itself', async () => {
    await witness.stop();
    const before = (await outside.kept()).length;
    await cosignedByNeighbour();
    for (const failures of [1, 2, 3]) {
      await outside.round();
      expect((await outside.row()).map((row) => row.failures)).toEqual([failures]);
    }
    expect(outside.failures).toHaveLength(3);
    expect(outside.failures[0]).toMatch(/^WITNESS_UNREACHED/);
    // Meanwhile an exchange works, and the neighbour cosigns.
    await two.exchange();
    await cosignedByNeighbour();
    // After three failures in a row nothing is offered for eighty seconds.
    await two.a.sql(
      `update journal.outside_witness set made_at = made_at - interval '75 s',
         sent_at = clock_timestamp() - interval '75 s'`,
    );
    expect(await outside.offer()).toBe(0);
    await witness.start();
    await outside.round();
    expect((await outside.kept()).length).toBe(before + 1);
    expect((await outside.row()).map((row) => row.failures)).toEqual([0]);
    expect(outside.alarms).toEqual([]);
  }, 60_000);

  const elsewhere = (offer: Buffer): string => {
    const point = openCheckpoint(
      parseOffer(offer).checkpoint,
      secondVerifier(outside.log.verifier),
    );
    const forged = {
      origin: outside.log.verifier.name,
      size: point.size,
      root: Buffer.alloc(32, 9),
    };
    const note = signSecondNote(forged, outside.log);
    return cosign(openCheckpoint(note, secondVerifier(outside.log.verifier)), witness.signer, 1e9);
  };
  const stranger = (): Signer =>
    makeSigner('witness.example/w1', generateKeyPairSync('ed25519').privateKey, 'cosignature');

  it.each<[string, (offer: Buffer) => Said, RegExp]>([
    ['nothing', () => ok(''), /^WITNESS_ANSWER_INVALID: .*NOTE_UNSIGNED/],
    ['no line', () => ok('cosigned\n'), /^WITNESS_ANSWER_INVALID/],
    ['a line by another key', (offer) => ok(lineBy(stranger(), offer)), /NOTE_UNSIGNED/],
    ['a line over another tree', (offer) => ok(elsewhere(offer)), /NOTE_SIGNATURE_INVALID/],
    ['a time long ago', (offer) => ok(lineBy(witness.signer, offer, 1e9)), /COSIGNATURE_TIME/],
    ['a larger log', () => ({ status: 409, body: '999999\n' }), /^WITNESS_AHEAD/],
    ['a size that is none', () => ({ status: 409, body: '-1\n' }), /^WITNESS_REFUSES/],
    ['that it is a fork', () => ({ status: 422, body: '' }), /^WITNESS_REFUSES: .*HTTP 422/],
    ['another door', () => ({ status: 302, body: '' }), /^WITNESS_REFUSES: .*HTTP 302/],
  ])(
    'saying %s brings no cosignature and stops nothing',
    async (_what, answer, alarm) => {
      await cosignedByNeighbour();
      const before = await outside.kept();
      expect(await outside.collectAlarms(answer)).toEqual([expect.stringMatching(alarm)]);
      expect(await outside.kept()).toEqual(before);
      expect(await two.a.sql('select code from journal.halt')).toEqual([]);
      // Honest again: states its size when needed, then cosigns.
      await outside.round();
      await outside.round();
      expect(outside.alarms).toEqual([]);
      expect((await outside.kept()).length).toBe(before.length + 1);
    },
    60_000,
  );

  it('has at most 64 KiB and a second of it', async () => {
    await cosignedByNeighbour();
    expect(await outside.collectAlarms(() => ok('x'.repeat(70_000)))).toEqual([]);
    expect(outside.failures.at(-1)).toMatch(/^WITNESS_UNREACHED/);
    await outside.round();
    expect(outside.alarms).toEqual([]);
  }, 60_000);
});
