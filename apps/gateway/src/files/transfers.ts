import { Injectable } from '@nestjs/common';
import { GatewayError } from '../errors.js';
import { edge } from '../options.js';

/** Counts the transfers under way: each holds a few pieces in memory, so their number bounds it. */
@Injectable()
export class Transfers {
  private active = 0;

  /** Gives what ends the transfer; calling it twice counts once. @throws GATEWAY_BUSY */
  begin(): () => void {
    if (this.active >= edge.transfers) throw new GatewayError('GATEWAY_BUSY');
    this.active += 1;
    let open = true;
    return () => {
      if (open) this.active -= 1;
      open = false;
    };
  }
}
