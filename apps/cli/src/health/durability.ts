import { joined } from '#kernel';
import { PostgresCluster } from '#runner';
import { asAdmin } from '#store';
import { readBrokerFacts } from '#border';
import { say, sayDetail } from '#language/console';
import type { Installed } from '../installation/installed.js';
import { databaseName } from '../installation/layout.js';
import { fail, ok, type Finding } from './finding.js';

const promises = ['fsync', 'synchronous_commit', 'full_page_writes'] as const;
const restart = say('durability.restart');

async function database({ layout }: Installed): Promise<Finding> {
  const cluster = new PostgresCluster(layout.postgres);
  const rows = await asAdmin(cluster.admin(databaseName), (admin) =>
    admin.query<{ name: string; setting: string }>(
      'SELECT name, setting FROM pg_settings WHERE name = ANY ($1) ORDER BY name',
      [promises],
    ),
  );
  const off = rows
    .filter(({ setting }) => setting !== 'on')
    .map(({ name }) => say('durability.isOff', { name }));
  return off.length > 0
    ? fail(say('durability.durabilityPostgres'), off.join(', '), restart)
    : ok(say('durability.durabilityPostgres'), say('durability.commitDisk'));
}

async function border({ settings }: Installed): Promise<Finding> {
  const facts = await readBrokerFacts(Number(new URL(settings.border.monitorUrl).port));
  return facts.unsafe.length > 0
    ? fail(say('durability.durabilityBorder'), sayDetail(joined(facts.unsafe, ', ')), restart)
    : ok(say('durability.durabilityBorder'), say('durability.messageDiskBeforeAcknowledged'));
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
      findings.push(
        fail(
          say('durability.durability', { name }),
          say('durability.notAnswer'),
          say('durability.readLogLog', { name }),
        ),
      );
    }
  return findings;
}
