import { Injectable } from '@nestjs/common';
import { GatewayError } from '../errors.js';
import { edge } from '../options.js';

@Injectable()
export class Transfers {
  private active = 0;

  /**
   * Counts a file transfer as running. @returns a function that ends the transfer and may be called twice @throws
   * GATEWAY_BUSY if too many transfers run
   */
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
