import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { natsServerProgram, postgresFolder } from '#runner';
import { meetsFixedVersions } from '#border';
import { say } from '#language/console';
import { fail, ok, warn, type Finding } from './finding.js';
import { messageOf } from '../print/message-of.js';

const oldestNode = [20, 19] as const;
const says = (program: string): string =>
  execFileSync(program, ['--version'], { encoding: 'utf8', timeout: 10_000 }).trim();

export function judgeNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [needMajor, needMinor] = oldestNode;
  return major > needMajor || (major === needMajor && minor >= needMinor)
    ? ok('node', version)
    : fail('node', version, say('healthPrograms.installNodeJsLater', { needMajor, needMinor }));
}

export function judgeBroker(text: string): Finding {
  const version = /v?(\d+\.\d+\.\d+\S*)/.exec(text)?.[1] ?? '';
  if (version === '')
    return fail(
      'nats-server',
      say('healthPrograms.unknownVersion'),
      say('healthPrograms.installNatsServer'),
    );
  return meetsFixedVersions(version)
    ? ok('nats-server', version)
    : warn(
        'nats-server',
        say('healthPrograms.degradedBrokerVersion', { version }),
        say('healthPrograms.installLaterBeforeNeighbour'),
      );
}

function attempt(name: string, remedy: string, look: () => Finding): Finding {
  try {
    return look();
  } catch (error) {
    return fail(
      name,
      error instanceof Error ? messageOf(error) : say('healthPrograms.notFound'),
      remedy,
    );
  }
}

export const programs = (): Finding[] => [
  judgeNode(process.versions.node),
  attempt('postgres', say('healthPrograms.installPostgresqlLater'), () =>
    ok('postgres', says(join(postgresFolder(), 'postgres'))),
  ),
  attempt('nats-server', say('healthPrograms.installNatsServerName'), () =>
    judgeBroker(says(natsServerProgram())),
  ),
];
