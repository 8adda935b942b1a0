import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseOfficerId, parseStateCode } from '#kernel';
import { say } from '#language/console';
import { liaise } from '../../../../../test/support/command.js';
import { parseNamedAuthority, parseRegistrar } from '../../installation/names.js';
import { planOf, type InitFlags } from './init.js';

const at = new Date('2026-03-01T12:00:00.000Z');
const flags: InitFlags = {
  state: parseStateCode('XA'),
  dir: '/x',
  authority: ['border-police=Border Police = main', 'coast-guard=Coast Guard'].map(
    parseNamedAuthority,
  ),
  registrar: [parseRegistrar('m.horvat=/media/a=b.cert')],
  newRegistrar: [parseOfficerId('i.kovac')],
  httpHost: '127.0.0.1',
  httpPort: 8443,
};

describe('planOf', () => {
  it('reads names up to the first equals sign', () => {
    const plan = planOf(flags, undefined, at);
    expect(plan.authorities).toEqual([
      { authority: 'border-police', name: 'Border Police = main' },
      { authority: 'coast-guard', name: 'Coast Guard' },
    ]);
    expect(plan.registrars).toEqual([
      { registrar: 'm.horvat', certificateFile: '/media/a=b.cert' },
      { registrar: 'i.kovac', certificateFile: undefined },
    ]);
  });

  it('derives the origin and the name of the log, and keeps what is given', () => {
    expect(planOf(flags, undefined, at)).toMatchObject({
      http: { origin: 'https://localhost:8443' },
      logOrigin: 'audit.xa/2026',
      borderNames: [],
    });
    const more = {
      httpName: ['xa.example'],
      logOrigin: 'a.example/log',
      origin: 'https://o.example',
    };
    expect(planOf({ ...flags, ...more }, undefined, at)).toMatchObject({
      http: { origin: 'https://o.example' },
      logOrigin: 'a.example/log',
    });
  });

  it('certifies the listening address unless it stands for all of them', () => {
    const names = (host: string) =>
      planOf({ ...flags, borderName: ['xa.example'], borderListen: { host, port: 1 } }, 'p', at)
        .borderNames;
    expect(names('192.0.2.7')).toEqual(['xa.example', '192.0.2.7']);
    expect(names('0.0.0.0')).toEqual(['xa.example']);
  });

  it('writes an IPv6 address in the origin in brackets', () => {
    expect(planOf({ ...flags, httpName: ['2001:DB8::7'] }, undefined, at).http.origin).toBe(
      'https://[2001:db8::7]:8443',
    );
  });

  it('certifies nobody twice', () => {
    const change = { newRegistrar: [parseOfficerId('m.horvat')] };
    expect(() => planOf({ ...flags, ...change }, undefined, at)).toThrow('twice');
  });
});

describe('liaise init', () => {
  const base = mkdtempSync(join(tmpdir(), 'liaise-init-'));
  afterAll(() => rmSync(base, { recursive: true, force: true }));

  it.each([
    ['--http-name', 'a b', 'host name'],
    ['--border-name', 'xb.example/', 'host name'],
    ['--http-host', '127.0.0.1:8443', 'host name'],
    ['--http-name', '1.2.3', 'host name'],
    ['--border-name', 'cafe:8443', 'host name'],
    ['--border-listen', '-x:7422', 'host name'],
    ['--origin', 'http://xa.example', 'http.origin'],
    ['--log-origin', 'The log', 'log.origin'],
  ])('refuses %s %j before anything is made', async (option, value, said) => {
    const dir = join(base, 'xa');
    const most = ['--state', 'XA', '--dir', dir, '--authority', 'police=Police'];
    const { code, err } = await liaise(['init', ...most, option, value]);
    expect([code, err]).toEqual([2, expect.stringContaining(said)]);
    expect([dir, `${dir}-people`].map(existsSync)).toEqual([false, false]);
    // What a later step had made would be removed again.
    expect(err).not.toContain(say('initialise.folders'));
  });
});
