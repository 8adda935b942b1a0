import { runService } from '#runtime';
import { startSealer } from './sealer.js';

await runService('sealer', startSealer);
