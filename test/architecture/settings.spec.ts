import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { settingKeys } from '#config';
import { classifications, documentLimits } from '#kernel';
import { sources } from './imports.js';
import { readsOf } from './setting-reads.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const product = ['apps', 'libs']
  .flatMap((folder) => sources(join(root, folder)))
  .filter((file) => !file.endsWith('.spec.ts') && !file.startsWith(join(root, 'libs/config/')));

function unread(keys: readonly string[], reads: ReadonlySet<string>): string[] {
  return keys.filter((key) => !reads.has(key.includes('.') ? key : `settings.${key}`));
}

describe('settings', () => {
  it('every key is read by the product: one that nobody reads would promise what nothing does', () => {
    const reads = new Set(product.flatMap((file) => [...readsOf(file)]));
    expect(
      unread(
        settingKeys().map(({ path }) => path),
        reads,
      ),
    ).toEqual([]);
  });

  it('allow no more than the formats have', () => {
    const most = (path: string): number =>
      Number(/to (\d+)$/.exec(settingKeys().find((key) => key.path === path)?.allowed ?? '')?.[1]);
    expect(most('limits.attachmentBytes')).toBe(documentLimits.attachmentBytes);
    expect(most('limits.attachmentsPerDocument')).toBe(documentLimits.attachments);
    const ceiling = settingKeys().find(({ path }) => path === 'limits.classificationCeiling');
    const levels = classifications.map((level) => `\`${level}\``);
    expect(ceiling?.allowed).toBe(`one of ${levels.join(', ')}`);
  });

  it('finds a dead key and knows the ways to read one (the judge itself)', () => {
    const text = `
      const { http, log: { origin: name } } = settings;
      start(http.port, this.options.limits.poolSize, settings.dataDir);
      function open({ border }: Settings, { idleMinutes }: SessionLimits): void { use(border.url); }
      function sign({ name }: Settings['log' | 'http']): void { use(name); }
      // bus.url
      const text = 'bus.caFile';`;
    const keys = ['dataDir', 'keysDir', 'http.port', 'http.host', 'log.origin', 'bus.url'];
    const more = [
      'bus.caFile',
      'border.url',
      'limits.poolSize',
      'limits.idleMinutes',
      'log.name',
      'http.name',
    ];
    expect(unread([...keys, ...more], readsOf('x.ts', text))).toEqual([
      'keysDir',
      'http.host',
      'bus.url',
      'bus.caFile',
    ]);
  });
});
