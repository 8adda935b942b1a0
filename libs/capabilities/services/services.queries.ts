import { Injectable } from '@nestjs/common';
import { timestamp } from '#kernel';
import { Store } from '#store';
import { mostServices, type ServicesView, type ServiceView } from './services.contract.js';

interface ServiceRow {
  readonly service: string;
  readonly ready: boolean;
  readonly degraded: string[];
  readonly version: string;
  readonly startedAt: Date;
  readonly beatAt: Date;
  readonly metrics: Readonly<Record<string, number>>;
  readonly silent: boolean;
}

@Injectable()
export class ReadServices {
  constructor(private readonly store: Store) {}

  async readServices(): Promise<ServicesView> {
    const rows = await this.store.transaction({ step: 'read-services' }, (tx) =>
      tx.query<ServiceRow>(
        `select service, ready, degraded, version, started_at as "startedAt", beat_at as "beatAt", metrics,
           beat_at < statement_timestamp() - interval '15 s' as silent
         from ops.service order by service limit ${mostServices}`,
      ),
    );
    return { services: rows.map(view) };
  }
}

function view({ silent, ...row }: ServiceRow): ServiceView {
  return {
    ...row,
    ready: row.ready && !silent,
    degraded: silent ? [...row.degraded, 'SILENT'] : row.degraded,
    startedAt: timestamp(row.startedAt),
    beatAt: timestamp(row.beatAt),
  };
}
