import { runService } from '#runtime';
import { startExchange } from './exchange.js';

await runService('exchange', startExchange);
