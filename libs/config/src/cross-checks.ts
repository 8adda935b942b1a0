import type { Settings } from './keys.js';

const inside = (inner: string, outer: string): boolean =>
  inner === outer || inner.startsWith(`${outer}/`);

/** Folders of which one may not lie in the other: they are backed up, destroyed or handed out apart. */
function apart(settings: Settings): string[] {
  const pairs = [
    ['keysDir', settings.keysDir, 'objectsDir', settings.objectsDir],
    ['keysDir', settings.keysDir, 'database.socketDir', settings.database.socketDir],
    ['database.passwordDir', settings.database.passwordDir, 'objectsDir', settings.objectsDir],
    ['bus.seedDir', settings.bus.seedDir, 'objectsDir', settings.objectsDir],
  ] as const;
  return pairs
    .filter(([, a, , b]) => inside(a, b) || inside(b, a))
    .map(
      ([a, , b]) => `${a}: found a folder that contains or lies in ${b}; allowed: a folder apart`,
    );
}

/** One key, one purpose. */
function distinct(settings: Settings): string[] {
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
      .map(([first]) => `${name}: found the file of ${first}; allowed: a file of its own`),
  );
}

function servers(settings: Settings): string[] {
  const problems: string[] = [];
  if (settings.bus.url === settings.border.url)
    problems.push('border.url: found the server of bus.url; allowed: a server apart from the bus');
  if (settings.limits.idleMinutes > settings.limits.sessionMinutes)
    problems.push(
      `limits.idleMinutes: found ${settings.limits.idleMinutes}; allowed: at most limits.sessionMinutes`,
    );
  return problems;
}

/** What no single key can show. */
export const crossChecks = (settings: Settings): string[] => [
  ...apart(settings),
  ...distinct(settings),
  ...servers(settings),
];
