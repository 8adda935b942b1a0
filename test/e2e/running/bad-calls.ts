import { join } from 'node:path';
import { calls } from '#capabilities/contracts';
import { isOpenCall, type Answering, type Call } from '#contract';
import { busLoginFor, loadSettings } from '#runtime';
import { isCoded, type Role } from '#kernel';
import { BusClient } from '#bus';
import { readProfile } from '../../../apps/cli/src/people/profile.js';
import { badMessages, noMessages, sampleOfShape } from '../fixtures/bad-calls.js';
import { processes, type Installation } from '../../support/installation.js';
import { Turnstile } from '../../bench/load.js';
import type { RunningStates } from '../../support/running-states.js';
import { runningStates } from './states.js';

const turns = new Turnstile(8);
const roles: Readonly<Record<string, Role>> = {
  olga: 'AUDITOR',
  sue: 'SUPERVISOR',
  dan: 'DATA_PROTECTION_OFFICER',
  jo: 'JUDICIAL_AUTHORITY',
};
const officers = ['ana', 'ben', 'dora', ...Object.keys(roles)];

const each = calls.flatMap((call) =>
  Object.keys(call.rights).map((service) => ({ subject: `${service}.${call.name}`, call })),
);

describe('two States whose gateway is captured', () => {
  let two: RunningStates;
  const doors: { readonly bus: BusClient; readonly sessions: readonly string[] }[] = [];
  const codes = new Map<string, number>();
  let before: unknown;

  const condition = async (): Promise<unknown> =>
    Promise.all(
      [two.a, two.b].map(async (state) => [
        processes.map((name) => state.pid(name)),
        await state.rows('select service, code from ops.failure order by service, code'),
      ]),
    );

  async function sessionsAt(state: Installation): Promise<string[]> {
    const found: string[] = [];
    for (const name of officers) {
      const profile = await readProfile(join(two.profile(state, name), 'session.json'));
      if (profile !== undefined) found.push(profile.token);
    }
    return found;
  }

  beforeAll(async () => {
    two = await runningStates();
    for (const state of [two.a, two.b]) {
      for (const [name, role] of Object.entries(roles)) await two.ensureEnrolled(state, name, role);
      const { settings } = loadSettings('gateway', state.layout.settings, {});
      const bus = await BusClient.connect(busLoginFor(settings, 'gateway'));
      doors.push({ bus, sessions: await sessionsAt(state) });
    }
    before = await condition();
  }, 120_000);
  afterAll(async () => {
    for (const { bus } of doors) await bus.close();
  });

  // Code of the answer, `ok` without one. A crash or a time-out is a failure.
  async function codeOf(bus: BusClient, subject: string, message: unknown): Promise<string> {
    const code = await bus.request(subject, message, 30_000).then(
      () => 'ok',
      (error: unknown) => {
        if (!isCoded(error)) throw error;
        const { code: said, action, status, detail } = error;
        if (action === 'alarm' || status >= 500)
          throw new Error(`${subject} answered ${said} ${detail ?? ''}`);
        return said;
      },
    );
    codes.set(code, (codes.get(code) ?? 0) + 1);
    return code;
  }

  const askAll = (bus: BusClient, subject: string, messages: readonly unknown[]) =>
    Promise.all(messages.map((message) => turns.pass(() => codeOf(bus, subject, message))));

  async function sessionFor(
    { bus, sessions }: (typeof doors)[number],
    subject: string,
    { asked }: Call,
  ): Promise<string | undefined> {
    for (const session of sessions)
      if (
        (await codeOf(bus, subject, { ...sampleOfShape(asked), session })) !== 'PERMISSION_DENIED'
      )
        return session;
    return undefined;
  }

  it.each(each)(
    '$subject refuses whatever is no message of its own, with a code',
    async ({ subject, call }) => {
      const service = subject.split('.')[0] as Answering;
      // Both services run the same handlers: calls alternate between them.
      asked += 1;
      const door = doors[asked % 2];
      if (door === undefined) throw new Error('no door');
      const { bus } = door;
      await askAll(bus, subject, noMessages);
      // The message would be valid and end the session.
      if (call.name === 'close-session') return;
      const open = isOpenCall(call);
      const session = open ? undefined : await sessionFor(door, subject, call);
      if (!open && session === undefined) return;
      reached.add(`${service}.${call.name}`);
      const messages = badMessages(call.asked, asked).map((message) => ({
        ...(message as object),
        ...(session !== undefined && { session }),
      }));
      await askAll(bus, subject, messages);
    },
    120_000,
  );
  const reached = new Set<string>();
  let asked = 0;

  it('was asked of every call behind its right, in some thousand messages', () => {
    const missing = each.map(({ subject }) => subject).filter((subject) => !reached.has(subject));
    expect(missing).toEqual(['requests.close-session']);
    const all = [...codes.values()].reduce((sum, n) => sum + n, 0);
    expect(all).toBeGreaterThan(3_000);
    const wanted = ['ok', 'VALUE_INVALID', 'BUS_VALUE', 'SESSION_UNKNOWN', 'NOT_FOUND'];
    expect(wanted.filter((code) => !codes.has(code))).toEqual([]);
  });

  it('left every process as it was, and nobody was alarmed', async () => {
    expect(await condition()).toEqual(before);
  });
});
