import { runService } from '#host';
import { startSealer } from './sealer.js';

await runService('sealer', startSealer);
