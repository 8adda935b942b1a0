import { Inject, Injectable } from '@nestjs/common';
import { subjectOf } from '#api';
import { readSession } from '#capabilities/sessions/sessions.contract';
import { BoundedMap } from '../edge/bounded-map.js';
import type { Bus } from './bus.js';
import { edge, OPTIONS, type GatewayOptions } from '../options.js';
import { tokenHash } from './session-token.js';

interface Touch {
  readonly at: number;
  readonly done: Promise<unknown>;
}

/** Reports the use of a session to the `requests` service, at most once a minute, so that the session does not end as idle. */
@Injectable()
export class KeepAlive {
  private readonly touched = new BoundedMap<Touch>(edge.callers);
  private readonly now: () => number;

  private readonly bus: Bus;

  constructor(@Inject(OPTIONS) options: GatewayOptions) {
    this.bus = options.bus;
    this.now = options.now ?? Date.now;
  }

  async touch(token: string): Promise<void> {
    const key = tokenHash(token);
    const last = this.touched.get(key);
    if (last !== undefined && this.now() - last.at < edge.keepAliveMs) {
      await last.done;
      return;
    }
    const done = this.bus.request(subjectOf(readSession), { session: token });
    this.touched.set(key, { at: this.now(), done });
    try {
      await done;
    } catch (error) {
      this.touched.delete(key);
      throw error;
    }
  }

  forget(token: string): void {
    this.touched.delete(tokenHash(token));
  }
}
