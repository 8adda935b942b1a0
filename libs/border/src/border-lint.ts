import { phrase, type Detail } from '#kernel';
import { get, itemsOf, lintConfig, scalarOf, textsOf } from '#broker';
import type { BrokerBlock, BrokerValue, Report } from '#broker';
import { DENIED_IMPORTS } from './border-config.js';

function neighbour(name: string, account: BrokerValue, report: Report): void {
  report.need(
    get(account, 'jetstream') === undefined,
    phrase`${name}: JetStream in a neighbour's account`,
  );
  for (const way of ['exports', 'imports']) {
    const items = itemsOf(get(account, way));
    const services = items.filter((item) => get(item, 'service') !== undefined);
    report.need(
      items.length === 1 && services.length === 1,
      phrase`${name}: ${way} are not one service`,
    );
  }
  const id = name.slice('LINK_'.length);
  for (const user of itemsOf(get(account, 'users'))) {
    const types = textsOf(get(user, 'allowed_connection_types'));
    report.need(
      types.length === 1 && types[0] === 'LEAFNODE',
      phrase`${name}: a user that is no leaf`,
    );
    for (const way of ['publish', 'subscribe'])
      for (const subject of textsOf(get(user, 'permissions', way, 'allow')))
        report.need(
          subject === '_R_.>' || subject === `to.${id}.1` || subject === `to.${id}.2`,
          `${name}: ${way} ${subject}`,
        );
  }
}

function leafnodes(root: BrokerBlock, report: Report): void {
  const leaf = get(root, 'leafnodes');
  if (leaf === undefined) return;
  const remotes = itemsOf(get(leaf, 'remotes'));
  report.only('leafnodes.compression', get(leaf, 'compression'), 'off');
  if (get(leaf, 'listen') !== undefined)
    report.need(
      get(leaf, 'tls')?.kind === 'block',
      phrase`leafnodes.tls: found nothing; allowed: mutual TLS`,
    );
  report.need(get(leaf, 'port') === undefined, phrase`leafnodes: port instead of listen`);
  for (const remote of remotes) {
    report.only('leafnodes.remotes.compression', get(remote, 'compression'), 'off');
    report.need(
      get(remote, 'tls')?.kind === 'block',
      phrase`leafnodes.remotes.tls: found nothing; allowed: mutual TLS`,
    );
    report.need(get(remote, 'nkey')?.kind === 'variable', phrase`remote: nkey is no variable`);
    report.need(
      /^LINK_/.test(scalarOf(get(remote, 'account')) ?? ''),
      phrase`remote: account is no neighbour's`,
    );
    const denied: readonly string[] = textsOf(get(remote, 'deny_imports'));
    report.need(
      denied.join(' ') === DENIED_IMPORTS.join(' '),
      'remote: deny_imports differ from the documented list',
    );
  }
}

export const lintBorderConfig = (text: string): readonly Detail[] => lintConfig(text, true, border);

function border(root: BrokerBlock, report: Report): void {
  leafnodes(root, report);
  report.only('jetstream.sync_interval', get(root, 'jetstream', 'sync_interval'), 'always');
  const accounts = get(root, 'accounts');
  if (accounts?.kind === 'block')
    for (const { key, value } of accounts.entries)
      if (key.startsWith('LINK_')) neighbour(key, value, report);
      else report.need(key === 'APP', phrase`${key}: an account of no purpose`);
}
