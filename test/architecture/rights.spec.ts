import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isOpen, permissions } from '#access';
import type { Purpose } from '#kernel';
import { doors, type Door } from '../../apps/gateway/src/doors.js';
import { requireSeen } from '../support/seen-counts.js';
import { rightsCatalogue } from './rights-catalogue.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const compiler = join(root, 'node_modules/tsc7/bin/tsc');

/** What the compiler of the build says of sources beside those of the product, by file. */
function refusals(sources: Readonly<Record<string, string>>): Record<string, string> {
  const folder = mkdtempSync(join(root, 'dist/refused-'));
  try {
    for (const [name, text] of Object.entries(sources)) writeFileSync(join(folder, name), text);
    const settings = {
      extends: '../../tsconfig.json',
      compilerOptions: {
        noEmit: true,
        incremental: false,
        tsBuildInfoFile: null,
        rootDir: '../..',
      },
      include: ['*.ts'],
      exclude: [],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
    try {
      execFileSync(process.execPath, [compiler, '-p', folder, '--pretty', 'false']);
      return {};
    } catch (error) {
      const said = String((error as { readonly stdout: Buffer }).stdout);
      const found = [...said.matchAll(/(\w[\w-]*\.ts)\(\d+,\d+\): (error .*)/g)];
      return Object.fromEntries(found.map(([, file = '', text = '']) => [file, text]));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Rule = 'open' | { readonly purposes?: readonly Purpose[] };
const gateway = '../../apps/gateway/src';
const handler = (row: string): string => `
  import { Route } from '${gateway}/access.js';
  export class Handlers { @Route('${row}') all(): string { return 'all'; } }`;

describe('routes and rights', () => {
  it('are written down as they are', () => {
    expect(readFileSync(join(root, 'deploy/rights.md'), 'utf8')).toBe(rightsCatalogue());
  });

  it('say of every call with purposes which, and of no other', () => {
    const rows = rightsCatalogue()
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split(' | '));
    const written = rows.flatMap(([, call = '', , purposes = '']) =>
      purposes.startsWith('`') ? [[call, purposes.replace(/[`|\s]/g, '')]] : [],
    );
    const asked = Object.entries<Rule>(permissions).flatMap(([call, rule]) =>
      rule === 'open' || rule.purposes === undefined ? [] : [[`\`${call}\``, rule.purposes.join()]],
    );
    expect(Object.fromEntries(written)).toEqual(Object.fromEntries(asked));
    requireSeen('routes and rights', {
      routes: Object.keys(doors).length,
      'routes with a session': Object.values<Door>(doors).filter(({ open: isFree }) => !isFree)
        .length,
      rows: rows.length,
      calls: Object.keys(permissions).length,
      'calls with purposes': asked.length,
      'calls with roles': Object.keys(permissions).filter((call) => !isOpen(call as never)).length,
    });
  });

  it('need a session, but for these', () => {
    const open = Object.entries<Door>(doors).filter(([, door]) => door.open);
    expect(open.map(([route]) => route).sort()).toEqual([
      'GET /api/v1/openapi.json',
      'GET /livez',
      'GET /metrics',
      'GET /readyz',
      'POST /api/v1/directory/entries',
      'POST /api/v1/enrolments',
      'POST /api/v1/sessions',
    ]);
  });

  it('need no session for what needs none alone', () => {
    for (const [route, { open, asks }] of Object.entries<Door>(doors))
      if (open) expect([route, asks.filter((call) => !isOpen(call))]).toEqual([route, []]);
  });

  it('lead to every call of the product', () => {
    const asked = Object.values<Door>(doors).flatMap(({ asks }) => asks);
    expect([...new Set(asked)].sort()).toEqual(Object.keys(permissions).sort());
  });

  it('have their rows, or the build fails', () => {
    const said = refusals({
      'good.ts': handler('GET /api/v1/inbox'),
      'route-without-row.ts': handler('GET /api/v1/inbox/everything'),
      'row-without-call.ts': `
        import type { Door } from '${gateway}/doors.js';
        export const door: Door = { open: false, asks: ['inbox.everything'] };`,
      'call-without-right.ts': `
        import { permissions } from '../../libs/access/src/permissions.js';
        import type { Pattern } from '#capabilities/calls';
        const { 'inbox.show': taken, ...rest } = permissions;
        export const rights: Readonly<Record<Pattern, unknown>> = rest;
        export const one = taken;`,
    });
    expect(Object.keys(said).sort()).toEqual([
      'call-without-right.ts',
      'route-without-row.ts',
      'row-without-call.ts',
    ]);
    expect(said['route-without-row.ts']).toContain('"GET /api/v1/inbox/everything"');
    expect(said['row-without-call.ts']).toContain('"inbox.everything"');
    expect(said['call-without-right.ts']).toContain('inbox.show');
  });
});
