import { runService } from '#host';
import { startExchange } from './exchange.js';

await runService('exchange', startExchange);
