import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { sha256 } from '#wire';
import { readProfile } from '../../../apps/cli/src/people/profile.js';
import { BadInput, type BadAsk } from '../fixtures/bad-input.js';
import { badDocuments } from '../fixtures/bad-documents.js';
import { BorderTap } from '../fixtures/border-tap.js';
import { must } from '../../support/command.js';
import { Contract } from '../../instruments/contract.js';
import { processes, until } from '../../support/installation.js';
import { Office } from '../../support/office.js';
import { Scratch } from '../../support/openpgp-tools.js';
import { RawClient } from '../fixtures/raw-client.js';
import type { RunningStates } from '../../support/running-states.js';
import { runningStates } from './states.js';

const asksEach = 35;
const contract = new Contract();
const description = JSON.parse(
  readFileSync(new URL('../../../apps/gateway/openapi.json', import.meta.url), 'utf8'),
) as unknown;
// Left out: ending the session would stop the test.
const operations = new BadInput(description)
  .operations()
  .filter(({ name }) => name !== 'DELETE /api/v1/session');
const places = new BadInput(description).places();
const statuses = new Map<number, number>();
let two: RunningStates;
let scratch: Scratch;
let api: RawClient;
let tokens: ReadonlyMap<string, string>;
let before: readonly (number | undefined)[];

const pids = (): (number | undefined)[] =>
  [two.a, two.b].flatMap((state) => processes.map((name) => state.pid(name)));

async function tokenOf(name: string): Promise<string> {
  const profile = await readProfile(join(two.profile(two.a, name), 'session.json'));
  if (profile === undefined) throw new Error(`${name} has no session`);
  return profile.token;
}

describe('two States that are asked badly', () => {
  beforeAll(async () => {
    scratch = new Scratch();
    two = await runningStates();
    api = new RawClient(
      two.a.origin,
      readFileSync(two.a.layout.servicesAuthority, 'utf8'),
      contract,
    );
    const found: [string, string][] = [];
    await two.ensureEnrolled(two.a, 'olga', 'AUDITOR');
    for (const name of ['ana', 'ben', 'dora', 'olga']) found.push([name, await tokenOf(name)]);
    tokens = new Map(found);
    await two.ensureEnrolled(two.b, 'olga', 'AUDITOR');
    await exchanged('before the bad ones');
    before = pids();
  }, 180_000);
  afterAll(() => {
    scratch.close();
  });

  async function exchanged(subject: string): Promise<void> {
    const [office, desk] = [
      await Office.open(two, two.a, 'ana'),
      await Office.open(two, two.b, 'ben'),
    ];
    try {
      await office.submit(await office.request(subject));
      await until(subject, 60, async () =>
        (await desk.subjects('inbox')).includes(subject) ? true : undefined,
      );
      const all = (await desk.subjects('inbox')).filter((each) => each.endsWith('the bad ones'));
      expect(all).toHaveLength(new Set(all).size);
    } finally {
      desk.close();
      office.close();
    }
  }

  async function refused({ method, url, body, type }: BadAsk, token: string): Promise<void> {
    const bytes = body === undefined ? undefined : Buffer.from(body);
    const { status } = await api.ask(url, { method, token, type, ...(bytes && { bytes }) });
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (status >= 500) throw new Error(`answered ${status}`);
  }

  describe('bad input to the API of a running State', () => {
    it.each(operations)(
      '$name refuses it with a code',
      async ({ asks }) => {
        const whose = fc.constantFrom(...tokens.values());
        await fc.assert(fc.asyncProperty(asks, whose, refused), { numRuns: asksEach });
      },
      60_000,
    );

    it.each(places)(
      '$name from a place that no list has',
      async ({ urls }) => {
        const found = new Map<number, string>();
        for (const token of tokens.values())
          for (const url of urls) {
            const { status } = await api.ask(url, { method: 'GET', token });
            found.set(status, url);
            // The officer has no right to the list, wherever it begins.
            if (status === 403) break;
          }
        expect([...found].filter(([status]) => status >= 500)).toEqual([]);
        expect([...found.keys()].filter((status) => status !== 403)).not.toEqual([]);
      },
      120_000,
    );

    it('was asked of every list from a place', () => {
      expect(places.length).toBeGreaterThanOrEqual(15);
    });

    it('was asked of every operation and came past the door, the limits and the forms', () => {
      expect(operations.length).toBeGreaterThanOrEqual(34);
      const all = [...statuses.values()].reduce((sum, n) => sum + n, 0);
      expect(all).toBeGreaterThanOrEqual(operations.length * asksEach);
      expect([statuses.get(401), statuses.get(429)]).toEqual([undefined, undefined]);
      const seen = [200, 400, 403, 404, 415, 422].filter((status) => statuses.has(status));
      expect(seen).toEqual([200, 400, 403, 404, 415, 422]);
    });
  });

  describe('bad documents to the API of a running State', () => {
    it('are refused with their codes, and nothing of them is kept', async () => {
      const office = await Office.open(two, two.a, 'ana');
      const count = async (): Promise<unknown[]> =>
        two.a.rows('select count(*)::int as n from cases.dispatch');
      const good = await office.request('among the bad ones');
      await office.submit(good);
      const kept = await count();
      const answers: Record<string, string> = {};
      const cases = await badDocuments(office.signer, good);
      for (const { name, body } of cases) {
        const ask = { method: 'POST', token: tokens.get('ana'), json: body };
        const answer = await api.ask('/api/v1/requests', ask);
        answers[name] = (answer.body as { code?: string }).code ?? String(answer.status);
      }
      expect(answers).toEqual(Object.fromEntries(cases.map(({ name, code }) => [name, code])));
      expect(await count()).toEqual(kept);
      // Repeating the same document is legitimate and gets the same answer.
      await office.submit(good);
      expect(await count()).toEqual(kept);
      office.close();
    }, 60_000);
  });

  interface Row {
    readonly id: string;
    readonly code: string;
  }

  describe('bad messages on the border of a running State', () => {
    const auditor = (): string[] => ['--profile', two.profile(two.b, 'olga'), '--json'];
    const list = async (): Promise<readonly Row[]> => {
      const text = await must(['quarantine', 'list', '--purpose', 'DETECTION', ...auditor()]);
      return (JSON.parse(text) as { rows: Row[] }).rows;
    };

    it('are kept as evidence that `liaise` shows, and hold up nothing', async () => {
      const office = await Office.open(two, two.a, 'ana');
      const tap = await BorderTap.open(two.a, two.b);
      try {
        const request = await office.request('captured');
        const came = tap.attacks(await tap.capture(request.id, () => office.submit(request)));
        for (const { batch } of came) await tap.publish(batch);
        const rows = await until('everything in quarantine', 60, async () => {
          const found = await list();
          return found.length >= came.length ? found : undefined;
        });
        const shownEvidence: string[] = [];
        for (const { id, code } of rows) {
          const out = scratch.file(`evidence-${id}`);
          await must([
            'quarantine',
            'show',
            id,
            '--purpose',
            'DETECTION',
            '--out',
            out,
            ...auditor(),
          ]);
          shownEvidence.push(`${code} ${sha256(readFileSync(out))}`);
        }
        expect(shownEvidence.sort()).toEqual(
          came.map(({ code, evidence }) => `${code} ${sha256(evidence)}`).sort(),
        );
      } finally {
        await tap.close();
        office.close();
      }
      // Each is recorded once, `captured` included.
      await exchanged('after the bad ones');
    }, 120_000);
  });

  it('no process of either State has ended, and both are ready', async () => {
    expect(pids()).toEqual(before);
    expect((await api.ask('/readyz')).status).toBe(200);
  });
});
