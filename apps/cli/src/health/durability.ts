import { PostgresCluster } from '#runner';
import { asAdmin } from '#store';
import { readBrokerFacts } from '#border';
import type { Installed } from '../installation/installed.js';
import { databaseName } from '../installation/layout.js';
import { fail, ok, type Finding } from './finding.js';

const promises = ['fsync', 'synchronous_commit', 'full_page_writes'] as const;
const restart = 'stop `liaise up` and start it again: it writes the settings anew';

async function database({ layout }: Installed): Promise<Finding> {
  const cluster = new PostgresCluster(layout.postgres);
  const rows = await asAdmin(cluster.admin(databaseName), (admin) =>
    admin.query<{ name: string; setting: string }>(
      'SELECT name, setting FROM pg_settings WHERE name = ANY ($1) ORDER BY name',
      [promises],
    ),
  );
  const off = rows.filter(({ setting }) => setting !== 'on').map(({ name }) => `${name} is off`);
  return off.length > 0
    ? fail('durability: postgres', off.join(', '), restart)
    : ok('durability: postgres', 'a commit is on disk');
}

async function border({ settings }: Installed): Promise<Finding> {
  const facts = await readBrokerFacts(Number(new URL(settings.border.monitorUrl).port));
  return facts.unsafe.length > 0
    ? fail('durability: border', facts.unsafe.join(', '), restart)
    : ok('durability: border', 'a message is on disk before it is acknowledged');
}

export async function durability(
  installed: Installed,
  running: ReadonlySet<string>,
): Promise<Finding[]> {
  const checks = [
    ['postgres', database],
    ['border', border],
  ] as const;
  const findings = [];
  for (const [name, look] of checks)
    try {
      if (running.has(name)) findings.push(await look(installed));
    } catch {
      findings.push(fail(`durability: ${name}`, 'does not answer', `read log/${name}.log`));
    }
  return findings;
}
