import type { Command } from 'commander';
import { diskLevel, readDisk } from '#runtime';
import { isLive, readLiveAccounts } from '#border';
import { wantsJson, type Context } from '../context.js';
import { CliError } from '../errors.js';
import { diskLine } from '../health/machine.js';
import { processesOf } from '../health/processes.js';
import { readAuditBeat, readBeat, readObstacles } from '../health/audit-beat.js';
import { custodyLogLine, custodyLogOf } from '../health/custody-log.js';
import {
  contactPointLine,
  dutyGapsOf,
  dutyLine,
  lacksContactPointOf,
  limitsDifferOf,
  limitsLine,
} from '../health/duty.js';
import { endDaysOf, endsLine, endsMark } from '../health/ends.js';
import {
  isNoLifeWaiting,
  lifeAtRiskLine,
  lifeAtRiskOf,
  waitingWorkLine,
  waitingWorkOf,
} from '../health/life-at-risk.js';
import { unheardHaltsLine, unheardHaltsOf } from '../health/unheard-halts.js';
import { openReviewsLine, openReviewsOf } from '../health/reviews.js';
import { ownChainLines, readBeats } from '../health/own-chains.js';
import { outsideTimeLine, outsideTimeOf } from '../health/outside-time.js';
import { scannerLine, scannerOf } from '../health/scanner.js';
import { degradedOf, readiness } from '../health/readiness.js';
import { readText } from '../installation/files.js';
import { localApi, openInstallation, type Installed } from '../installation/installed.js';
import { epochLines, epochsOf } from '../health/storage-epochs.js';
import { subkeyLines, subkeysOf } from '../health/subkeys.js';
import { readLinks } from '../installation/links.js';

const examples = `
Examples:
  $ liaise status --dir /srv/liaise/xa
  $ liaise status --dir /srv/liaise/xa --json | jq .links`;

/** Links of the folder, and whether the neighbour is connected; undefined when the broker does not answer. */
async function linksOf({ layout, settings }: Installed) {
  const links = await readLinks(layout);
  const port = Number(new URL(settings.border.monitorUrl).port);
  const live = await readLiveAccounts(port).catch(() => undefined);
  return links.map(({ linkId, peer, side }) => ({
    linkId,
    peer,
    side,
    connected: live === undefined ? undefined : isLive(live, linkId),
  }));
}

export function addStatus(program: Command, context: Context): void {
  program
    .command('status')
    .description('What of a State runs, whether it is ready, which links are up.')
    .requiredOption('--dir <folder>', 'folder of the installation')
    .addHelpText('after', examples)
    .action(async (flags: { readonly dir: string }, command: Command) => {
      const { terminal } = context;
      const installed = await openInstallation(flags.dir, context);
      const processes = processesOf(installed.layout);
      const authority = await readText(installed.layout.servicesAuthority);
      const api = await readiness(localApi(installed.settings), authority);
      const links = await linksOf(installed);
      const beat = await readAuditBeat(installed);
      const time = beat && outsideTimeOf(beat, await readObstacles(installed));
      const log = beat && custodyLogOf(beat);
      const ends = beat && endDaysOf(beat);
      const sealer = await readBeat(installed, 'sealer');
      const untrusted = ownChainLines((await readBeats(installed)) ?? []);
      const life = sealer && lifeAtRiskOf(sealer);
      const waiting = sealer && waitingWorkOf(sealer);
      const halts = sealer && unheardHaltsOf(sealer);
      const duty = sealer && dutyGapsOf(sealer);
      const lacksContactPoint = sealer && lacksContactPointOf(sealer);
      const limits = sealer && limitsDifferOf(sealer);
      const reviews = sealer && openReviewsOf(sealer);
      const scanner = await scannerOf(installed);
      const disk = await readDisk(installed.layout.dir);
      const diskRoom = diskLevel(disk.free);
      const epochs = await epochsOf(installed.layout);
      const subkeys = await subkeysOf(installed);
      const { state } = installed.settings;
      const mark = (good: boolean | undefined, text: string): string =>
        terminal.paint(good === true ? 'green' : good === false ? 'red' : 'yellow', text);
      const known = {
        state,
        processes,
        api,
        untrusted,
        links,
        log,
        time,
        life,
        waiting,
        halts,
        duty,
        lacksContactPoint,
        limits,
        reviews,
        scanner,
        disk,
        epochs,
        subkeys,
        ends,
      };
      terminal.answer(wantsJson(command), known, [
        ...processes.map(({ name, pid }) =>
          [
            name.padEnd(12),
            mark(pid !== undefined, pid === undefined ? 'stopped' : `pid ${pid}`),
          ].join(' '),
        ),
        `${'api'.padEnd(12)} ${mark(api.status === 200, api.status === undefined ? 'no answer' : `HTTP ${api.status}`)}`,
        ...degradedOf(api.body).map(
          ({ service, why }) => `${service.padEnd(12)} ${terminal.paint('yellow', why)}`,
        ),
        ...untrusted.map((line) => terminal.paint('red', line)),
        `${'log'.padEnd(12)} ${mark(log && !log.degraded.includes('UNCOSIGNED'), custodyLogLine(log))}`,
        `${'time'.padEnd(12)} ${mark(time?.formalActs, outsideTimeLine(time))}`,
        `${'life'.padEnd(12)} ${mark(life && isNoLifeWaiting(life), lifeAtRiskLine(life))}`,
        `${'waiting'.padEnd(12)} ${mark(waiting && (waiting.undelivered + waiting.unassigned === 0 ? true : undefined), waitingWorkLine(waiting))}`,
        `${'halts'.padEnd(12)} ${mark(halts === undefined ? undefined : halts === 0, unheardHaltsLine(halts))}`,
        `${'duty'.padEnd(12)} ${mark(duty && duty.withGaps === 0, dutyLine(duty))}`,
        `${'copies'.padEnd(12)} ${mark(lacksContactPoint === undefined ? undefined : !lacksContactPoint, contactPointLine(lacksContactPoint))}`,
        `${'limits'.padEnd(12)} ${mark(limits === undefined ? undefined : limits === 0, limitsLine(limits))}`,
        `${'retention'.padEnd(12)} ${mark(reviews && reviews.count + reviews.overstayed === 0, openReviewsLine(reviews))}`,
        `${'ends'.padEnd(12)} ${mark(endsMark(ends), endsLine(ends))}`,
        `${'antivirus'.padEnd(12)} ${mark(scanner.gap === null ? true : scanner.gap === 'NO_SCANNER' ? undefined : false, scannerLine(scanner))}`,
        `${'disk'.padEnd(12)} ${mark(diskRoom === 'LOW' ? undefined : diskRoom === 'OK', diskLine(disk))}`,
        ...links.map(({ peer, linkId, connected }) => {
          const word = connected === undefined ? 'unknown' : connected ? 'up' : 'down';
          return `link ${peer.padEnd(7)} ${mark(connected, word)} ${linkId}`;
        }),
        ...(links.length === 0 ? ['links        none'] : []),
        ...epochLines(epochs),
        ...subkeyLines(subkeys, context.now()),
      ]);
      const wrong = processes.filter(({ pid }) => pid === undefined).map(({ name }) => name);
      if (api.status !== 200) wrong.push('api');
      if (wrong.length > 0) throw new CliError('CLI_NOT_READY', wrong.join(', '));
    });
}
