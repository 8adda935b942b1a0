import 'reflect-metadata';
import { runService } from '#host';
import { startGateway } from './start-gateway.js';

await runService('gateway', startGateway);
