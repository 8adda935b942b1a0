import { phrase, type Detail } from '#kernel';
import type { Settings } from './keys.js';
import { sealFaults } from './x509-seal.js';

const inside = (inner: string, outer: string): boolean =>
  inner === outer || inner.startsWith(`${outer}/`);

// Folders that may not contain one another: each is backed up, destroyed or handed out alone.
function apart(settings: Settings): Detail[] {
  const pairs = [
    ['keysDir', settings.keysDir, 'objectsDir', settings.objectsDir],
    ['keysDir', settings.keysDir, 'database.socketDir', settings.database.socketDir],
    ['database.passwordDir', settings.database.passwordDir, 'objectsDir', settings.objectsDir],
    ['bus.seedDir', settings.bus.seedDir, 'objectsDir', settings.objectsDir],
  ] as const;
  return pairs
    .filter(([, a, , b]) => inside(a, b) || inside(b, a))
    .map(
      ([a, , b]) =>
        phrase`${a}: found a folder that contains or lies in ${b}; allowed: a folder apart`,
    );
}

// One key for one purpose: no key file may serve twice.
function distinct(settings: Settings): Detail[] {
  const { http, border, log } = settings;
  const files = [
    ['http.keyFile', http.keyFile],
    ['border.keyFile', border.keyFile],
    ['border.seedFile', border.seedFile],
    ['log.headFile', log.headFile],
    ['http.certFile', http.certFile],
    ['border.certFile', border.certFile],
  ] as const;
  return files.flatMap(([name, file], i) =>
    files
      .slice(0, i)
      .filter(([, other]) => other === file)
      .map(([first]) => phrase`${name}: found the file of ${first}; allowed: a file of its own`),
  );
}

// One listener for one address; the border and its monitoring may run on this machine too.
function clashes({ http, bus, border }: Settings): Detail[] {
  const here = (host: string): boolean => /^(127\.|localhost$|\[?::1?\]?$|0\.0\.0\.0$)/.test(host);
  const split = (url: string): [string, string] => {
    const at = url.lastIndexOf(':');
    return [url.slice(url.indexOf('//') + 2, at), url.slice(at + 1)];
  };
  const listeners = [
    ['http.port', http.host, String(http.port)],
    ['bus.url', ...split(bus.url)],
    ['border.url', ...split(border.url)],
    ['border.monitorUrl', ...split(border.monitorUrl)],
  ] as const;
  return listeners.flatMap(([name, host, port], i) =>
    listeners
      .slice(0, i)
      .filter(
        ([, other, taken]) => port === taken && (host === other || (here(host) && here(other))),
      )
      .map(([first]) => phrase`${name}: found the address of ${first}; allowed: a port of its own`),
  );
}

function servers(settings: Settings): Detail[] {
  const problems = clashes(settings);
  const { silenceUrgentMinutes, silenceMinutes } = settings.limits;
  if (silenceUrgentMinutes > silenceMinutes)
    problems.push(
      phrase`limits.silenceUrgentMinutes: found ${silenceUrgentMinutes}; allowed: at most limits.silenceMinutes`,
    );
  if (settings.limits.idleMinutes > settings.limits.sessionMinutes)
    problems.push(
      phrase`limits.idleMinutes: found ${settings.limits.idleMinutes}; allowed: at most limits.sessionMinutes`,
    );
  return problems;
}

function timeAuthorities({ tsa1, tsa2 }: Settings): Detail[] {
  const problems = [['tsa1', tsa1] as const, ['tsa2', tsa2] as const].flatMap(
    ([name, { url, caFile, tlsCaFile, crlFile, policy }]) => {
      if (url === '')
        return [caFile, tlsCaFile, crlFile, policy].some((value) => value !== '')
          ? [
              phrase`${name}.url: found nothing; allowed: an address, since others of ${name} are given`,
            ]
          : [];
      const missing = [];
      if (caFile === '') missing.push(phrase`${name}.caFile: found nothing; allowed: a file`);
      if (url.startsWith('https:') && tlsCaFile === '')
        missing.push(
          phrase`${name}.tlsCaFile: found nothing; allowed: a file, since the address is https`,
        );
      return missing;
    },
  );
  if (tsa1.url !== '' && tsa1.url === tsa2.url)
    problems.push(phrase`tsa2.url: found the address of tsa1; allowed: another authority`);
  return problems;
}

function outsideWitnesses({ witness1, witness2 }: Settings): Detail[] {
  const problems = [['witness1', witness1] as const, ['witness2', witness2] as const].flatMap(
    ([name, { url, key, tlsCaFile }]) => {
      if (url === '')
        return key !== '' || tlsCaFile !== ''
          ? [
              phrase`${name}.url: found nothing; allowed: an address, since others of ${name} are given`,
            ]
          : [];
      const missing = [];
      if (key === '') missing.push(phrase`${name}.key: found nothing; allowed: its verifier key`);
      if (url.startsWith('https:') && tlsCaFile === '')
        missing.push(
          phrase`${name}.tlsCaFile: found nothing; allowed: a file, since the address is https`,
        );
      return missing;
    },
  );
  for (const name of ['url', 'key'] as const)
    if (witness1[name] !== '' && witness1[name] === witness2[name])
      problems.push(phrase`witness2.${name}: found that of witness1; allowed: another witness`);
  return problems;
}

export const crossChecks = (settings: Settings): Detail[] => [
  ...apart(settings),
  ...distinct(settings),
  ...servers(settings),
  ...timeAuthorities(settings),
  ...outsideWitnesses(settings),
  ...sealFaults(settings),
];
