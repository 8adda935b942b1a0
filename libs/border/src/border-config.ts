import {
  BATCH_BYTES,
  OVERHEAD_BYTES,
  accountOf,
  checkLayout,
  endOf,
  peerOf,
  streamOf,
  subjectTo,
  type BorderLayout,
  type BorderLink,
  type ListeningLink,
  type SolicitingLink,
} from './border-layout.js';
import { BrokerText, address, quoted, quotedList, variable, clientTls, serverTls } from '#broker';

export const EXCHANGE_INBOX = '_INBOX_exchange';

/**
 * Broker subjects that must never come in over a link. Separate accounts already prevent this; the list is a second
 * protection.
 */
export const DENIED_IMPORTS = ['$JS.>', '$SYS.>', '$KV.>', '$O.>', '$SRV.>'] as const;

const inbound = (link: BorderLink): string => subjectTo(link.linkId, endOf(link.side));
const outbound = (link: BorderLink): string => subjectTo(link.linkId, peerOf(endOf(link.side)));

// JetStream API by single subject: only streams of this State's links, without restore, snapshot or delete.
function exchangePublishes(links: readonly BorderLink[]): string[] {
  return links.flatMap((link) => {
    const stream = streamOf(link.linkId);
    return [
      outbound(link),
      `$JS.API.STREAM.INFO.${stream}`,
      `$JS.API.STREAM.CREATE.${stream}`,
      `$JS.API.STREAM.UPDATE.${stream}`,
      `$JS.API.CONSUMER.INFO.${stream}.exchange`,
      `$JS.API.CONSUMER.CREATE.${stream}.exchange`,
      `$JS.API.CONSUMER.CREATE.${stream}.exchange.>`,
      `$JS.API.CONSUMER.MSG.NEXT.${stream}.exchange`,
      `$JS.ACK.${stream}.exchange.>`,
    ];
  });
}

function application(text: BrokerText, layout: BorderLayout): void {
  text.block('APP', (app) => {
    app.set('jetstream', 'enabled');
    app.blocks('users', [layout.exchangePublicKey], (user, key) => {
      user.set('nkey', quoted(key, 'exchangePublicKey'));
      user.set('allowed_connection_types', '["STANDARD"]');
      user.block('permissions', (may) => {
        may.block('publish', (p) => {
          p.set('allow', quotedList(['$JS.API.INFO', ...exchangePublishes(layout.links)], 'allow'));
        });
        may.block('subscribe', (s) => {
          s.set('allow', quotedList([`${EXCHANGE_INBOX}.>`], 'allow'));
        });
      });
    });
    app.blocks('exports', layout.links, (entry, link) => {
      entry.set('service', quoted(inbound(link), 'subject'));
      entry.set('accounts', quotedList([accountOf(link.linkId)], 'account'));
      entry.set('response_type', '"Singleton"');
    });
    app.blocks('imports', layout.links, (entry, link) => {
      entry.set(
        'service',
        `{ account: ${quoted(accountOf(link.linkId), 'account')}, subject: ${quoted(outbound(link), 'subject')} }`,
      );
    });
  });
}

function leafUser(text: BrokerText, link: ListeningLink): void {
  text.blocks('users', [link], (user) => {
    user.set('nkey', quoted(link.leafPublicKey, 'leafPublicKey'));
    user.set('allowed_connection_types', '["LEAFNODE"]');
    user.block('permissions', (may) => {
      may.block('publish', (p) => {
        p.set('allow', quotedList([inbound(link), '_R_.>'], 'allow'));
      });
      may.block('subscribe', (s) => {
        s.set('allow', quotedList([outbound(link), '_R_.>'], 'allow'));
      });
    });
  });
}

function neighbour(text: BrokerText, link: BorderLink): void {
  text.block(accountOf(link.linkId), (account) => {
    // Two leaf connections: a dead one must not lock out its successor.
    account.set(
      'limits',
      `{ max_leafnodes: 2, max_connections: 2, max_subscriptions: 64, max_payload: ${BATCH_BYTES + OVERHEAD_BYTES} }`,
    );
    if (link.side === 'listen') leafUser(account, link);
    account.blocks('exports', [link], (entry) => {
      entry.set('service', quoted(outbound(link), 'subject'));
      entry.set('accounts', '["APP"]');
      entry.set('response_type', '"Singleton"');
    });
    account.blocks('imports', [link], (entry) => {
      entry.set('service', `{ account: "APP", subject: ${quoted(inbound(link), 'subject')} }`);
    });
  });
}

function remote(text: BrokerText, link: SolicitingLink): void {
  text.set('url', quoted(`tls://${address(link.host, link.port, 'host')}`, 'host'));
  text.set('account', quoted(accountOf(link.linkId), 'account'));
  text.set('nkey', variable(link.seedVariable, 'seedVariable'));
  text.set('compression', '"off"');
  text.set('deny_imports', quotedList(DENIED_IMPORTS, 'deny_imports'));
  clientTls(text, link.tls);
}

function leafnodes(text: BrokerText, layout: BorderLayout): void {
  const { listener } = layout;
  const remotes = layout.links.filter((link) => link.side === 'solicit');
  if (listener === undefined && remotes.length === 0) return;
  text.block('leafnodes', (leaf) => {
    leaf.set('compression', '"off"');
    leaf.set('no_advertise', 'true');
    leaf.set('reconnect', '"1s"');
    if (listener !== undefined) {
      leaf.set('listen', quoted(address(listener.host, listener.port, 'listener'), 'listener'));
      serverTls(leaf, listener.tls);
    }
    if (remotes.length > 0) leaf.blocks('remotes', remotes, remote);
  });
}

/** Renders the configuration of a State's border broker. The text contains no secret. @throws LAYOUT_INVALID */
export function renderBorderConfig(layout: BorderLayout): string {
  checkLayout(layout);
  const text = new BrokerText();
  text.set('server_name', quoted(layout.serverName, 'serverName'));
  text.set('listen', quoted(address('127.0.0.1', layout.clientPort, 'clientPort'), 'clientPort'));
  text.set('http', quoted(address('127.0.0.1', layout.monitorPort, 'monitorPort'), 'monitorPort'));
  text.set('max_payload', String(BATCH_BYTES + OVERHEAD_BYTES));
  text.set('max_pending', String(16 * 1024 * 1024));
  text.set('max_connections', String(64));
  text.set('max_control_line', '2048');
  text.set('write_deadline', '"5s"');
  text.set('ping_interval', '"10s"');
  text.set('ping_max', '2');
  serverTls(text, layout.clientTls);
  text.block('jetstream', (js) => {
    js.set('store_dir', quoted(layout.storeDirectory, 'storeDirectory'));
    js.set('domain', quoted(layout.state, 'state'));
    js.set('sync_interval', 'always');
    js.set('max_memory_store', String(1024 * 1024));
    js.set('max_file_store', String(layout.storeBytes));
  });
  text.block('accounts', (accounts) => {
    application(accounts, layout);
    for (const link of layout.links) neighbour(accounts, link);
  });
  leafnodes(text, layout);
  return text.toString();
}
